import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Lang } from '#contract/common'
import type { Platform } from '#platform/platform'
import type { OidcFlow } from '#platform/sign-in/oidc'
import { SealBroken } from '#platform/vault/index'

/** A visit to a provider: it belongs to the browser that began it, and to the session it is to be linked with. */
export interface Visit extends OidcFlow {
  provider: string
  /** The address behind the provider's id may change in the settings. */
  issuer: string
  link: { citizenId: string; sessionId: string } | null
  lang: Lang
  /** Milliseconds since 1970. */
  until: number
}

/** Time to sign in over there. */
export const visitMinutes = 10
const isHttps = (app: Platform) => app.config.http.publicUrl.startsWith('https:')
const nameOf = (app: Platform) => (isHttps(app) ? '__Host-oidc' : 'oidc')
const options = (app: Platform) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(app) }) as const
const place = { table: 'cookie', column: 'oidc', id: 'visit' }

/** Sealed: nobody makes or reads one but we, and no row is written for whoever only looks. One visit at a time; a later one takes its place. */
export const keepVisit = (app: Platform, reply: FastifyReply, visit: Visit): unknown =>
  reply.setCookie(nameOf(app), app.vault.sealService('draft', place, JSON.stringify(visit)).toString('base64url'), {
    ...options(app),
    maxAge: visitMinutes * 60,
  })

/** The visit of this browser, and the end of it: an answer is taken once. */
export function takeVisit(app: Platform, request: Pick<FastifyRequest, 'cookies'>, reply: FastifyReply): Visit | null {
  const sealed = request.cookies[nameOf(app)]
  if (!sealed) return null
  reply.clearCookie(nameOf(app), options(app))
  try {
    return JSON.parse(app.vault.openService('draft', place, Buffer.from(sealed, 'base64url'))) as Visit
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
