import { isNoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { within } from '#platform/limits'
import type { NoticeRow, Recipient } from '../model.ts'

const HOUR = 3_600_000
/** Mails an hour to an address that nobody has proved; the rest wait, and after 12 hours are not sent at all (C17). */
const MOST_UNPROVED = 3
export const MOST_WAIT = 12 * HOUR

/** Until when an optional mail to an unproved address has to wait; null: it may go. Asked once per notice, so that tries after a failure do not count again. */
export async function mustWait(ctx: Ctx, notice: NoticeRow, to: Recipient, email: string): Promise<Date | null> {
  const optional = isNoticeEvent(notice.event) && !noticeEvents[notice.event].mandatory
  if (!optional || to.proved || notice.attempts > 1 || notice.audience === 'staff') return null
  const address = ctx.app.vault.lookup('email', email.toLowerCase()).toString('hex')
  if (await within(ctx, `mail:${address}`, MOST_UNPROVED, HOUR / 1000)) return null
  return new Date((Math.floor(ctx.now.getTime() / HOUR) + 1) * HOUR)
}
