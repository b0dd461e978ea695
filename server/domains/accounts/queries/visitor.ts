import type { FastifyRequest } from 'fastify'
import { askedTogether } from '#platform/db/asked-together'
import { hostSite } from '#platform/http/host-site'
import type { Platform } from '#platform/platform'
import { sha256 } from '#platform/vault/index'

/** `__Host-` binds the cookie to this very host; browsers take it over https only. */
export const visitorCookie = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-visitor' : 'visitor')
/** Of one talk in a frame on another site; kept apart for each site that the frame stands in. */
export const talkCookie = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-talk' : 'talk')

/** The session of this browser, or null; one look-up by the hash of its token. In a frame on another site it is that of the talk there. */
export async function visitorSession(app: Platform, request: FastifyRequest, now: Date): Promise<string | null> {
  const ofTalk = hostSite(app, request) !== null
  const token = request.cookies[(ofTalk ? talkCookie : visitorCookie)(app.config.http.publicUrl)]
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  const [row] = await byToken(app.store, [sha256(token)])
  return row && row.of_talk === ofTalk && row.expires_at > now ? row.id : null
}
const byToken = askedTogether<{ id: string; expires_at: Date; of_talk: boolean }>({
  name: 'guest-sessions',
  text: `select asked.nth::int, s.* from unnest($1::bytea[]) with ordinality as asked(hash, nth)
    cross join lateral (select id, expires_at, of_talk from guest_session where token_hash = asked.hash limit 1) s`,
})
