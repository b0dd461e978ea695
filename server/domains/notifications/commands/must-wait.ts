import { isNoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { within } from '#platform/limits'
import { maySendAt } from '../may-send-at.ts'
import type { NoticeRow, Recipient } from '../model.ts'

const HOUR = 3_600_000
/** Mails an hour to an address that nobody has proved; the rest wait, and after a while are not sent at all (C17). */
const MOST_UNPROVED = 3
/** A night of quiet is never longer than this, see may-send-at.ts. */
export const MOST_WAIT = 12 * HOUR

export interface Wait {
  until: Date
  why: 'limit' | 'quiet'
}

/** Until when a message has to wait, and why; null: it may go. */
export async function mustWait(ctx: Ctx, notice: NoticeRow, to: Recipient): Promise<Wait | null> {
  const at = maySendAt(notice, to, ctx.now)
  if (at > ctx.now) return { until: at, why: 'quiet' }
  return notice.channel === 'email' && to.email ? beyondLimit(ctx, notice, to, to.email) : null
}

/** Asked once per notice: what the gateway has answered to before has been let through before. */
async function beyondLimit(ctx: Ctx, notice: NoticeRow, to: Recipient, email: string): Promise<Wait | null> {
  const optional = isNoticeEvent(notice.event) && !noticeEvents[notice.event].mandatory
  const wasTried = notice.answer !== null && notice.answer !== 'limit' && notice.answer !== 'quiet'
  if (!optional || to.proved || wasTried || notice.audience === 'staff') return null
  const address = ctx.app.vault.lookup('email', email.toLowerCase()).toString('hex')
  if (await within(ctx, `mail:${address}`, MOST_UNPROVED, HOUR / 1000)) return null
  return { until: new Date((Math.floor(ctx.now.getTime() / HOUR) + 1) * HOUR), why: 'limit' }
}
