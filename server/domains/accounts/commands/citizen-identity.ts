import type { FastifyRequest } from 'fastify'
import type { SignedIn } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { hostSite } from '#platform/http/host-site'
import type { Platform } from '#platform/platform'
import { seenEveryMs } from '../model.ts'
import { sessionOf } from '../queries/session.ts'
import { visitorSession } from '../queries/visitor.ts'
import { accountToken } from '../session-cookie.ts'

/**
 * Who is signed in behind the cookies of a request, for the gate; asked afresh each time, so an ended session is none at the next request.
 * Requests without a person behind them do not keep a session awake: sockets, and polls that say `x-activity: none`.
 */
export async function citizenIdentity(app: Platform, request: FastifyRequest, now: Date): Promise<{ actor: SignedIn; level: 'half' | 'full' } | null> {
  // A frame on another site is a guest's, whoever is signed in beside it (K11).
  if (hostSite(app, request) !== null) return null
  const session = await sessionOf(app, accountToken(app, request), now)
  if (!session) return null
  const isPerson = !request.ws && request.headers['x-activity'] !== 'none'
  if (isPerson && now.getTime() - session.seenAt.getTime() >= seenEveryMs) await app.store.run(seen, [session.id, now])
  const visitorId = await visitorSession(app, request, now)
  return {
    level: session.level === 'half' ? 'half' : 'full',
    actor: {
      kind: 'citizen',
      id: session.citizenId,
      sessionId: session.id,
      visitorId,
      level: session.level === 'full' ? 'full' : 'enrol',
      provedAt: session.provedAt ?? new Date(0),
    },
  }
}

/** A heartbeat, not a change: nothing is recorded, and losing one only shortens the idle time by a minute. */
const seen: Statement = {
  name: 'account-seen',
  text: `with s as (update account_session set seen_at = $2 where id = $1 and ended_at is null and seen_at < $2 returning citizen_id)
    update account set seen_at = $2 from s where account.citizen_id = s.citizen_id`,
}
