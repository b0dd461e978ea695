import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import type { ChannelName, NoticeRow } from '../model.ts'

// One lane at a time, so that the index leads to what is due and a lane full of rows that wait is never read through.
const due = `select person_id, id from notice where channel = $1 and lane = $2 and state in ('queued', 'sending') and next_at <= $3
    order by next_at limit $4 for update skip locked`
const lease: Statement = {
  name: 'notice-lease',
  text: `with due as materialized (${due})
    update notice n set state = 'sending', leases = leases + 1, next_at = $5 from due where n.person_id = due.person_id and n.id = due.id
    returning n.person_id, n.id, n.created_at, n.event, n.audience, n.channel, n.ticket_id, n.facts, n.secret, n.lane, n.attempts + 1 as attempts, n.leases, n.answer, n.expires_at`,
}

export interface LeaseWish {
  channel: ChannelName
  lane: NoticeRow['lane']
  most: number
  seconds: number
}

/**
 * Takes the rows of one lane that have been due longest and makes them invisible for `seconds`: `next_at` of a row in work is the end of its
 * lease. A row whose sender died comes back by itself.
 */
export async function leaseSome({ store }: Pick<Platform, 'store'>, now: Date, { channel, lane, most, seconds }: LeaseWish): Promise<NoticeRow[]> {
  const rows = await store.run<NoticeRow>(lease, [channel, lane, now, most, new Date(now.getTime() + seconds * 1000)])
  return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1))
}

const inApp: Statement = {
  name: 'notice-in-app',
  text: `with due as materialized (
      select person_id, id from notice where channel = 'inapp' and state in ('queued', 'sending') and next_at <= $1 limit $2 for update skip locked)
    update notice n set state = 'delivered', attempts = 1, leases = leases + 1, sent_at = $1, delivered_at = $1, secret = null from due
    where n.person_id = due.person_id and n.id = due.id returning n.id`,
}
const AT_ONCE = 500

/** The desk and the account's pages read their own rows; being stored is being there. Answers how many there were. */
export async function deliverInApp({ store }: Pick<Platform, 'store'>, now: Date): Promise<number> {
  for (let done = 0; ; ) {
    const { length } = await store.run(inApp, [now, AT_ONCE])
    done += length
    if (length < AT_ONCE) return done
  }
}
