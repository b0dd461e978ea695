import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import type { Session } from '../model.ts'

const seen: Statement = {
  name: 'staff-seen',
  text: `with s as (update staff_session set seen_at = $2 where id = $1 and ended_at is null and seen_at < $2 returning staff_id)
    update staff set last_seen_at = $2 from s where staff.id = s.staff_id`,
}

/** A heartbeat, not a change: nothing is recorded, and losing one only shortens the idle time by a minute. */
export async function markSeen(app: Platform, session: Session, now: Date): Promise<void> {
  await app.store.run(seen, [session.id, now])
}
