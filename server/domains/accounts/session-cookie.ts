import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Platform } from '#platform/platform'

const isHttps = (app: Platform) => app.config.http.publicUrl.startsWith('https:')
/** `__Host-` binds a cookie to this host and to TLS; browsers refuse the prefix over http (ASVS 3.3.1). */
const nameOf = (app: Platform, name: 'account' | 'device') => (isHttps(app) ? `__Host-${name}` : name)

const read = (app: Platform, request: Pick<FastifyRequest, 'cookies'>, name: 'account' | 'device'): string | null => {
  const token = request.cookies[nameOf(app, name)]
  return token && /^[\w-]{43}$/.test(token) ? token : null
}
const options = (app: Platform) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(app) }) as const

/** The token of somebody's session, if this browser has one. */
export const accountToken = (app: Platform, request: Pick<FastifyRequest, 'cookies'>): string | null => read(app, request, 'account')
/** The token that makes this browser a known device to accounts that signed in from it; it says nothing about who that was. */
export const deviceToken = (app: Platform, request: Pick<FastifyRequest, 'cookies'>): string | null => read(app, request, 'device')

/** No Max-Age: the cookie goes with the browser, the session's own end is kept in the store. */
export const setAccountCookie = (app: Platform, reply: FastifyReply, token: string): unknown => reply.setCookie(nameOf(app, 'account'), token, options(app))
export const clearAccountCookie = (app: Platform, reply: FastifyReply): unknown => reply.clearCookie(nameOf(app, 'account'), options(app))

const yearSeconds = 31_536_000
export const setDeviceCookie = (app: Platform, reply: FastifyReply, token: string): unknown =>
  reply.setCookie(nameOf(app, 'device'), token, { ...options(app), maxAge: yearSeconds })
export const clearDeviceCookie = (app: Platform, reply: FastifyReply): unknown => reply.clearCookie(nameOf(app, 'device'), options(app))
