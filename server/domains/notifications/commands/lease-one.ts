import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import type { NoticeRow } from '../model.ts'

const lease: Statement = {
  name: 'notice-lease',
  text: `update notice set state = 'sending', attempts = attempts + 1, next_at = $2
    where (person_id, id) = (
      select person_id, id from notice where state in ('queued', 'sending') and next_at <= $1 and (channel = 'sms') = $3 order by lane, next_at limit 1 for update skip locked)
    returning person_id, id, created_at, event, audience, channel, ticket_id, facts, secret, attempts, expires_at`,
}

/**
 * Takes the most urgent row that is due and makes it invisible for `seconds`: `next_at` of a row in work is the end of its lease.
 * A row whose sender died comes back by itself. Text messages are taken apart from the rest.
 */
export async function leaseOne({ store }: Platform, now: Date, seconds: number, isSms: boolean): Promise<NoticeRow | null> {
  const [row] = await store.run<NoticeRow>(lease, [now, new Date(now.getTime() + seconds * 1000), isSms])
  return row ?? null
}
