import type { StaffNotice } from '#contract/notifications'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/request-number'

/** More than the bell shows; older ones are in the history of their requests. */
const MOST_SHOWN = 30
/** The bell says "99+" beyond. */
const MOST_COUNTED = 100

/** What the desk has told this employee, the newest first: ids, numbers and dates, no words of citizens. */
export async function ownNotices(ctx: Ctx): Promise<{ items: StaffNotice[]; unread: number }> {
  const [rows, unread] = await Promise.all([
    ctx.app.store.db
      .selectFrom('notice')
      .select(['id', 'created_at', 'event', 'facts', 'read_at'])
      .where('person_id', '=', ctx.actor.id)
      .where('audience', '=', 'staff')
      .where('channel', '=', 'inapp')
      .orderBy('id', 'desc')
      .limit(MOST_SHOWN)
      .execute(),
    unreadOf(ctx),
  ])
  const items = rows.map(({ id, created_at, event, facts, read_at }) => {
    const { number, dueAt = null, alarm = null } = facts as { number?: string; dueAt?: string; alarm?: string }
    const about = { number: number ? showRequestNumber(number) : null, dueAt, alarm }
    return { id, at: created_at.toISOString(), event: event as StaffNotice['event'], ...about, read: read_at !== null }
  })
  return { items, unread }
}

export async function unreadOf({ app, actor }: Ctx): Promise<number> {
  const unread = app.store.db
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', actor.id)
    .where('audience', '=', 'staff')
    .where('channel', '=', 'inapp')
    .where('read_at', 'is', null)
    .limit(MOST_COUNTED)
  const { count } = await app.store.db
    .selectFrom(unread.as('unread'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
