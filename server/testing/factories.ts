import type { Role, Team } from '#contract/staff'
import type { Intake } from '#contract/tickets'
import { createStaff } from '#domains/staff/index'
import { takeTicket } from '#domains/tickets/commands/holder'
import { type Filed, type Submission, submitTicket } from '#domains/tickets/commands/submit'
import type { Actor, Ctx } from '#platform/ctx'
import { systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { randomToken, sha256 } from '#platform/vault/index'

/** Friday 27 November 2026, noon in Moscow: a working hour of a working day, with a weekend behind it. */
export const fridayNoon = new Date('2026-11-27T09:00:00.000Z')
export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000
export const days = (n: number) => n * 86_400_000
export const later = (at: Date, ms: number) => new Date(at.getTime() + ms)

let people = 0
/** A form as a person fills it, right in every field; each call is another person. Telephones are of the demo's code, mail can never arrive. */
export function anIntake(over: Partial<Intake> = {}): Intake {
  const n = ++people
  return {
    topic: 'service.howto',
    kind: 'question',
    subject: 'Как получить выписку по заявлению',
    description: 'Открыл раздел услуг и выбрал выписку. Страница просит указать номер заявления, его нет.',
    name: 'Мария Круглова',
    phone: `+7 000 ${String(1_000_000 + n)}`,
    email: `person${n}@example.org`,
    ...over,
  }
}

export const as = (ctx: Ctx, actor: Actor, now = ctx.now): Ctx => ({ ...ctx, actor, now })
export const ctxOf = (platform: Platform, now = fridayNoon): Ctx => systemCtx(platform, now, 'TEST-TEST')

/** A visitor with a stored session; `token` is what the cookie carries. */
export async function aVisitor(ctx: Ctx): Promise<{ id: string; token: string; ctx: Ctx }> {
  const [id, token] = [uuidv7(ctx.now), randomToken(32)]
  await ctx.app.store.db
    .insertInto('guest_session')
    .values({ id, token_hash: sha256(token), created_at: ctx.now, expires_at: later(ctx.now, days(14)) })
    .execute()
  return { id, token, ctx: as(ctx, { kind: 'guest', id }) }
}

export const staffPassword = 'тихая гавань за мысом'
let logins = 0
/** An employee with a factor; `ctx` acts as them, proved just now. */
export async function aStaff(ctx: Ctx, roles: Role[] = ['operator'], teams: Team[] = ['first_line'], totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') {
  const login = `${roles[0]}.${++logins}`.replaceAll('_', '-')
  const { id } = await createStaff(as(ctx, { kind: 'system', id: null }), {
    login,
    name: `Имя ${logins}`,
    roles,
    teams,
    lang: 'ru',
    password: staffPassword,
    totpSecret,
  })
  const at = (now: Date) => as(ctx, { kind: 'staff', id, roles, teams, provedAt: now }, now)
  return { id, login, ctx: at(ctx.now), at }
}
export type AStaff = Awaited<ReturnType<typeof aStaff>>

export interface Made extends Filed {
  visitor: Awaited<ReturnType<typeof aVisitor>>
  /** The citizen comes back at a later moment and opens the request with a code. */
  back: (now: Date) => Promise<Ctx>
}
/** A registered request of a new visitor; `holder` takes it. The parents come by themselves. */
export async function aTicket(ctx: Ctx, over: Partial<Intake> & { channel?: Submission['channel'] } = {}, holder?: AStaff): Promise<Made> {
  const { channel = 'form', ...intake } = over
  const visitor = await aVisitor(ctx)
  const filed = await submitTicket(visitor.ctx, { intake: anIntake(intake), channel })
  if (holder) await takeTicket(holder.at(ctx.now), filed.number)
  const back = async (now: Date) => {
    await ctx.app.store.db
      .updateTable('guest_grant')
      .set({ by: 'code', at: now })
      .where('session_id', '=', visitor.id)
      .where('ticket_id', '=', filed.ticketId)
      .execute()
    return as(visitor.ctx, visitor.ctx.actor, now)
  }
  return { ...filed, visitor, back }
}

/** Events of one object, oldest first. */
export async function journalOf(ctx: Ctx, objectId: string): Promise<string[]> {
  const rows = await ctx.app.store.db.selectFrom('journal').select('event').where('object_id', '=', objectId).orderBy('at').orderBy('id').execute()
  return rows.map(({ event }) => event)
}
/** Notices queued about one request, in the order they were queued: event and to whom. */
export async function noticesOf(ctx: Ctx, ticketId: string): Promise<string[]> {
  const rows = await ctx.app.store.db
    .selectFrom('notice')
    .select(['event', 'audience'])
    .where('ticket_id', '=', ticketId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ event, audience }) => (audience === 'citizen' ? event : `${event} (staff)`))
}
export const rowOf = (ctx: Ctx, ticketId: string) => ctx.app.store.db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
