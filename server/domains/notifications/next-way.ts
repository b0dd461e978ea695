import { isNoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import type { NoticeRow } from './model.ts'

/**
 * The way that a notice goes when its own has failed; null: none. What must arrive and could not be rung goes by mail, where the event may be
 * mailed at all. A code never does: it proves a telephone, and whoever reads the mail has not shown one. Mail itself has no next way: the
 * text message would go to a number that nobody chose for it.
 */
export function nextWay({ event, channel, audience }: Pick<NoticeRow, 'event' | 'channel' | 'audience'>): 'email' | null {
  if (audience === 'staff' || (channel !== 'sms' && channel !== 'push') || !isNoticeEvent(event)) return null
  const { lane, mandatory, channels, optionalChannels }: NoticeRule = noticeEvents[event]
  return mandatory && lane > 0 && [...channels, ...optionalChannels].includes('email') ? 'email' : null
}
