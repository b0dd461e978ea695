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
