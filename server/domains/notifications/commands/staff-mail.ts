import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { mailedUpTo, staffToMail } from '#domains/staff/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'

/** More than this is not listed in one mail; the desk has them all. */
const MOST_LISTED = 20
const HOUR = 3_600_000

/**
 * Mails employees what their bell has rung for: terms that are broken in any case, warnings and new work by own choice while unread. One alone
 * goes as itself, several as one list, and nobody gets more than one mail an hour. Answers how many mails were queued.
 */
export async function mailStaff(ctx: Ctx): Promise<number> {
  const people = await staffToMail(ctx, new Date(ctx.now.getTime() - HOUR))
  let mails = 0
  for (const person of people) if (await mailOne(ctx, person)) mails++
  return mails
}

async function mailOne(ctx: Ctx, { id, events, upTo }: Awaited<ReturnType<typeof staffToMail>>[number]): Promise<boolean> {
  const rows = await ctx.app.store.db
    .selectFrom('notice')
    .select(['id', 'event', 'ticket_id', 'facts'])
    .where('person_id', '=', id)
    .where('audience', '=', 'staff')
    .where('channel', '=', 'inapp')
    .where('id', '>', upTo)
    .where((eb) => eb.or([eb('event', '=', 'sla.breached'), eb.and([eb('event', '=', eb.fn.any(eb.val([...events]))), eb('read_at', 'is', null)])]))
    .orderBy('id')
    .execute()
  const newest = rows.at(-1)
  if (!newest) return false
  const [only] = rows
  return change(ctx, async (tx) => {
    // Of two processes that came here at once, one goes on.
    const isOurs = await mailedUpTo(tx, id, upTo, newest.id, ctx.now)
    if (isOurs && rows.length === 1)
      tx.notify({
        event: only!.event as NoticeEvent,
        audience: 'staff',
        personId: id,
        channel: 'email',
        ...(only!.ticket_id && { ticketId: only!.ticket_id }),
        facts: only!.facts as Record<string, unknown>,
        lane: noticeEvents[only!.event as NoticeEvent].lane,
      })
    if (isOurs && rows.length > 1) {
      const notices = rows.slice(0, MOST_LISTED).map(({ event, facts }) => ({ event, number: (facts as { number: string }).number }))
      tx.notify({ event: 'staff.digest', audience: 'staff', personId: id, channel: 'email', facts: { count: rows.length, notices }, lane: 2 })
    }
    tx.record('staff.mailed', { object: id }, { count: isOurs ? rows.length : 0 })
    return isOurs
  })
}
