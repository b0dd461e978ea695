import { isNoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import type { Platform } from '#platform/platform'
import { smsIsOn } from '#platform/sms-on'
import type { ChannelName } from './model.ts'
import { texts } from './texts.ts'

const all = ['email', 'sms', 'push'] as const satisfies readonly ChannelName[]

/** The ways that can carry news of this event: it has the channel, by rule or by choice, and a text for it, and the channel is served here. */
export function waysOf(event: string, platform: Pick<Platform, 'config' | 'mode'>): ChannelName[] {
  if (!isNoticeEvent(event)) return []
  const { channels, optionalChannels }: NoticeRule = noticeEvents[event]
  return all.filter((by) => {
    const hasText = by === 'email' || texts.ru.events[event][by] !== null
    return hasText && (channels.includes(by) || optionalChannels.includes(by)) && (by !== 'sms' || smsIsOn(platform))
  })
}

/**
 * By which of them a notice may be sent again: what has not arrived by any, what was skipped by another, what went out by its own. A code is asked
 * for anew, and what is under way is waited for.
 */
export function waysAgain(
  { event, channel, state }: { event: string; channel: string; state: string },
  platform: Pick<Platform, 'config' | 'mode'>,
): ChannelName[] {
  if (!isNoticeEvent(event) || noticeEvents[event].lane === 0) return []
  const ways = waysOf(event, platform)
  if (state === 'failed') return ways
  if (state === 'skipped') return ways.filter((by) => by !== channel)
  return state === 'sent' || state === 'delivered' ? ways.filter((by) => by === channel) : []
}
