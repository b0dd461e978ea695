import type { FastifyRequest } from 'fastify'
import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import { sha256 } from '#platform/vault/index'

/** `__Host-` binds the cookie to this very host; browsers take it over https only. */
export const visitorCookie = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-visitor' : 'visitor')

/** The session of this browser, or null; one look-up by the hash of its token. */
export async function visitorSession(app: Platform, request: FastifyRequest, now: Date): Promise<string | null> {
  const token = request.cookies[visitorCookie(app.config.http.publicUrl)]
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  const [row] = await app.store.run<{ id: string; expires_at: Date }>(byToken, [sha256(token)])
  return row && row.expires_at > now ? row.id : null
}
const byToken: Statement = { name: 'guest-session', text: 'select id, expires_at from guest_session where token_hash = $1' }
