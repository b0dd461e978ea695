import type { FastifyRequest } from 'fastify'
import { deskSeen } from '#domains/routing/index'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import type { Identities } from '#platform/http/gate'
import type { Platform } from '#platform/platform'

/** Who is behind a socket: an employee with a factor, somebody signed in to an account, else a visitor with a session; nobody else is let in. An open desk keeps its person on line. */
export async function ctxOfSocket(app: Platform, identities: Identities, request: FastifyRequest, now: Date): Promise<Ctx | null> {
  const of = (actor: Ctx['actor']): Ctx => ({ app, actor, now, lang: 'ru', requestId: request.id })
  const staff = await identities.staff(request, now)
  if (staff) {
    if (staff.level !== 'full') return null
    const ctx = of(staff.actor)
    await deskSeen(ctx, staff.actor.id)
    return ctx
  }
  const citizen = await identities.citizen(request, now)
  if (citizen) return citizen.level === 'full' ? of(citizen.actor) : null
  const guest = await identities.guest(request, now)
  return guest ? of({ kind: 'guest', id: guest }) : null
}

export async function nameOfPerson(ctx: Ctx): Promise<{ id: string; name: string } | null> {
  if (ctx.actor.kind !== 'staff') return null
  return { id: ctx.actor.id, name: (await staffNames(ctx, [ctx.actor.id])).get(ctx.actor.id) ?? '' }
}

/** A page of another site may not open a socket with our cookies (ASVS 4.4.2). */
export function ownOrigin(app: Platform, request: FastifyRequest): boolean {
  const { origin } = request.headers
  return origin === undefined || origin === new URL(app.config.http.publicUrl).origin || origin === `${request.protocol}://${request.host}`
}
