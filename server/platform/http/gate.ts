import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Ctx, SignedIn } from '../ctx.ts'
import type { Platform } from '../platform.ts'
import { Refusal } from '../refusal.ts'
import type { Access } from './serve.ts'

/** Who is behind the cookies of a request; given by the domains that own sessions. */
export interface Identities {
  staff: (request: FastifyRequest, now: Date) => Promise<{ actor: Extract<Actor, { kind: 'staff' }>; level: 'half' | 'full' } | null>
  guest: (request: FastifyRequest, now: Date) => Promise<string | null>
  citizen: (request: FastifyRequest, now: Date) => Promise<{ actor: SignedIn; level: 'half' | 'full' } | null>
}

/** Browser files named by their content: the same for everybody. */
const publicFiles = ['/assets/', '/desk/assets/']

/** Deny by default, in a root hook (ASVS 8.2.1, CVE-2026-76169): every request gets a context, and no route runs without its access being asked. */
export function gate(app: FastifyInstance, platform: Platform, identities: Identities, clock: () => Date): void {
  app.addHook('onRoute', (route) => {
    if (publicFiles.some((prefix) => route.url.startsWith(prefix))) route.config = { ...route.config, access: 'anyone', page: true }
    const { access, contract, page } = route.config ?? {}
    if (!access) throw new Error(`${route.method} ${route.url} does not say who may call it`)
    if (!page && !contract && route.method !== 'HEAD' && route.method !== 'OPTIONS') throw new Error(`${route.method} ${route.url} has no contract`)
    if (
      contract &&
      ['POST', 'PUT', 'PATCH'].includes(contract.method) &&
      contract.body &&
      (contract.body as { additionalProperties?: unknown }).additionalProperties === undefined
    )
      throw new Error(`${route.method} ${route.url} takes members it does not know`)
  })

  app.decorateRequest('ctx', null as unknown as Ctx)
  app.addHook('onRequest', async (request) => {
    const { access, page, ahead } = request.routeOptions.config
    const now = clock()
    const ctx: Ctx = { app: platform, actor: { kind: 'guest', id: null }, now, lang: languageOf(request), requestId: request.id }
    request.ctx = ctx
    if (page || !access) return
    refuseForeignSites(request, platform.config.http.publicUrl)
    const actor = actorFor(access, request, identities, now)
    // Without a cookie there is no session to wait for, and nobody unknown makes the database work twice.
    if (ahead && request.headers.cookie) {
      request.begun = ahead(ctx, request.params)
      request.begun.catch(() => {}) // heard by the route, if the caller comes that far
    }
    ctx.actor = await actor
  })

  app.addHook('preHandler', async (request) => {
    const key = request.headers['idempotency-key']
    if (key === undefined || request.method === 'GET') return
    if (typeof key !== 'string' || !/^[\w.:-]{16,128}$/.test(key)) throw new Refusal('invalid', 'idempotency.malformed')
    const { ctx } = request
    ctx.idempotency = {
      scope: ctx.actor.id ?? '00000000-0000-0000-0000-000000000000',
      key: `${request.method} ${request.routeOptions.url} ${key}`,
      bodyMac: platform.vault.mac('code', `${request.url}\n${JSON.stringify(request.body ?? null)}`),
    }
  })
}

const languageOf = (request: FastifyRequest) => (/^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'ru')

async function actorFor(access: Access, request: FastifyRequest, identities: Identities, now: Date): Promise<Actor> {
  if (access === 'anyone' || access === 'visitor' || access === 'citizen' || access === 'citizen-half') return visitorFor(access, request, identities, now)
  const found = await identities.staff(request, now)
  if (!found) throw new Refusal('unauthenticated', 'session.none')
  // C23: password right, factor missing opens nothing but the factor's own routes.
  if (found.level === 'half' && access !== 'half') throw new Refusal('unauthenticated', 'session.factor-missing')
  if (Array.isArray(access) && !access.some((role) => found.actor.roles.includes(role))) throw new Refusal('forbidden', 'access.role')
  return found.actor
}

/** Half signed in is not signed in: to all other routes it is a visitor like any (C23). */
async function visitorFor(access: Access, request: FastifyRequest, identities: Identities, now: Date): Promise<Actor> {
  const found = await identities.citizen(request, now)
  if (access === 'citizen' || access === 'citizen-half') {
    if (!found) throw new Refusal('unauthenticated', 'session.none')
    if (found.level === 'half' && access === 'citizen') throw new Refusal('unauthenticated', 'session.factor-missing')
    if (found.level === 'half') return { kind: 'guest', id: found.actor.visitorId }
  }
  return found?.level === 'full' ? found.actor : { kind: 'guest', id: await identities.guest(request, now) }
}

/** Unsafe methods come from our own pages or from no page at all (ASVS 3.5.1). */
function refuseForeignSites(request: FastifyRequest, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  if (
    site === 'cross-site' ||
    (origin !== undefined && origin !== new URL(publicUrl).origin && !(URL.canParse(origin) && origin === `${request.protocol}://${request.host}`))
  )
    throw new Refusal('forbidden', 'access.foreign-site')
  if (
    origin !== undefined &&
    site === undefined &&
    origin !== new URL(publicUrl).origin &&
    new URL(origin).hostname !== 'localhost' &&
    new URL(origin).hostname !== '127.0.0.1'
  )
    throw new Refusal('forbidden', 'access.foreign-site')
}
