import type { FastifyRequest } from 'fastify'
import type { Staff } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import { type Session, seenEveryMs } from '../model.ts'
import { sessionOf } from '../queries.ts'
import { sessionToken } from '../session-cookie.ts'

/**
 * Who is behind the cookies of a request, for the gate. Rights are read afresh each time, so a block or a change of roles works at the next request.
 * Until a factor is proved there is no role and no team (PRIV-2): 'half' opens nothing but the factor's own routes.
 * Requests without a person behind them do not keep a session awake: sockets, and polls that say `x-activity: none`.
 */
export async function staffIdentity(app: Platform, request: FastifyRequest, now: Date): Promise<{ actor: Staff; level: 'half' | 'full' } | null> {
  const session = await sessionOf(app, sessionToken(app, request), now)
  if (!session) return null
  const isPerson = !request.ws && request.headers['x-activity'] !== 'none'
  if (isPerson && now.getTime() - session.seenAt.getTime() >= seenEveryMs) await markSeen(app, session, now)
  if (session.level !== 'full' || !session.provedAt)
    return { level: 'half', actor: { kind: 'staff', id: session.staffId, roles: [], teams: [], provedAt: new Date(0) } }
  return { level: 'full', actor: { kind: 'staff', id: session.staffId, roles: session.roles, teams: session.teams, provedAt: session.provedAt } }
}

const seen: Statement = {
  name: 'staff-seen',
  text: `with s as (update staff_session set seen_at = $2 where id = $1 and ended_at is null and seen_at < $2 returning staff_id)
    update staff set last_seen_at = $2 from s where staff.id = s.staff_id`,
}

/** A heartbeat, not a change: nothing is recorded, and losing one only shortens the idle time by a minute. */
async function markSeen(app: Platform, session: Session, now: Date): Promise<void> {
  await app.store.run(seen, [session.id, now])
}
