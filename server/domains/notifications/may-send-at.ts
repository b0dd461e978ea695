import { defaultQuiet, type QuietHours } from '#contract/notice-choices'
import type { NoticeRow } from './model.ts'

const MINUTE = 60_000
const DAY = 24 * 60

/**
 * From when a message may disturb its reader: now, or the end of the quiet hours in the reader's zone. They hold for what rings (push and text
 * messages) and can wait (lane 2); codes, news of safety, mail and what staff read do not wait.
 */
export function maySendAt(
  { channel, lane, audience }: Pick<NoticeRow, 'channel' | 'lane' | 'audience'>,
  { zone, quiet = defaultQuiet }: { zone: string; quiet?: QuietHours },
  now: Date,
): Date {
  if (lane < 2 || audience === 'staff' || (channel !== 'push' && channel !== 'sms')) return now
  const [from, to, local] = [minutesOf(quiet.from), minutesOf(quiet.to), localMinutes(now, zone)]
  const isQuiet = from < to ? local >= from && local < to : from > to && (local >= from || local < to)
  if (!isQuiet) return now
  const morning = new Date(Math.floor(now.getTime() / MINUTE) * MINUTE + ((to - local + DAY) % DAY) * MINUTE)
  // Where the clocks change in this night the morning is an hour off.
  const off = ((localMinutes(morning, zone) - to + DAY + DAY / 2) % DAY) - DAY / 2
  return new Date(morning.getTime() - off * MINUTE)
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

const formats = new Map<string, Intl.DateTimeFormat>()
function localMinutes(at: Date, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  return minutesOf(format.format(at))
}
