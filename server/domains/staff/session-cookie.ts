import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Platform } from '#platform/platform'

const isHttps = (app: Platform) => app.config.http.publicUrl.startsWith('https:')
/** `__Host-` binds the cookie to this host and to TLS; browsers refuse the prefix over http (ASVS 3.3.1). */
const nameOf = (app: Platform) => (isHttps(app) ? '__Host-staff' : 'staff')

/** The token in the request's cookie, read from the header itself: identity is asked before the cookie plug-in runs. */
export function sessionToken(app: Platform, request: Pick<FastifyRequest, 'headers'>): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === nameOf(app) && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

/** No Max-Age: the cookie goes with the browser, the session's own end is kept in the store. */
export const setSessionCookie = (app: Platform, reply: FastifyReply, token: string): unknown =>
  reply.setCookie(nameOf(app), token, { httpOnly: true, sameSite: 'strict', path: '/', secure: isHttps(app) })

export const clearSessionCookie = (app: Platform, reply: FastifyReply): unknown =>
  reply.clearCookie(nameOf(app), { httpOnly: true, sameSite: 'strict', path: '/', secure: isHttps(app) })
