import type { Lang } from '#contract/common'
import { fill } from './placeholders.ts'
import { texts } from './texts.ts'

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(lang: Lang, zone: string): Intl.DateTimeFormat {
  const id = `${lang} ${zone}`
  let format = formats.get(id)
  if (format === undefined) {
    const day = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' } as const
    format = new Intl.DateTimeFormat(lang === 'ru' ? 'ru' : 'en-GB', {
      ...day,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
      timeZoneName: 'longOffset',
    })
    formats.set(id, format)
  }
  return format
}

/** A letter says the same minutes several times, and so do the letters after it. */
const lately = new Map<string, Record<string, string>>()
const MOST_LATELY = 500
function parts(lang: Lang, zone: string, at: Date): Record<string, string> {
  const id = `${lang} ${zone} ${Math.floor(at.getTime() / 60_000)}`
  let said = lately.get(id)
  if (said === undefined) {
    said = Object.fromEntries(
      formatOf(lang, zone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    )
    if (lately.size >= MOST_LATELY) lately.clear()
    lately.set(id, said)
  }
  return said
}

/** Hours ahead of Moscow; Russian clocks are named by it. */
const aheadOfMoscow = (offset: string): number => {
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(offset) ?? []
  return Number(`${sign}1`) * (Number(hours) + Number(minutes) / 60) - 3
}
function zoneLabel(lang: Lang, offset: string): string {
  const ahead = aheadOfMoscow(offset)
  return `${lang === 'ru' ? 'МСК' : 'MSK'}${ahead === 0 ? '' : `${ahead > 0 ? '+' : '-'}${Math.abs(ahead)}`}`
}

const dayOf = (lang: Lang, p: Record<string, string>, thisYear: string): string => {
  const year = p['year'] === thisYear ? '' : ` ${p['year']}`
  return lang === 'ru' ? `${p['weekday']}, ${p['day']} ${p['month']}${year}` : `${p['weekday']} ${p['day']} ${p['month']}${year}`
}

export interface Clocks {
  /** The agency's zone: dates in the law's sense are dates there. */
  agency: string
  /** The reader's zone; their own time is added where it differs. */
  reader: string
  now: Date
}

/** 'пт, 27 ноября, 18:00 МСК (у вас 20:00)'. The year stands there when it is not this one; a bare day ('2026-11-27') has no time. */
export function sayWhen(lang: Lang, value: string | Date, { agency, reader, now }: Clocks): string {
  const thisYear = parts(lang, agency, now)['year']!
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dayOf(lang, parts(lang, 'UTC', new Date(`${value}T00:00:00Z`)), thisYear)
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new RangeError('a date of a notice is neither an instant nor a day')
  const there = parts(lang, agency, at)
  const here = parts(lang, reader, at)
  const time = (p: Record<string, string>) => `${p['hour']}:${p['minute']}`
  const said = `${dayOf(lang, there, thisYear)}, ${time(there)} ${zoneLabel(lang, there['timeZoneName']!)}`
  if (here['timeZoneName'] === there['timeZoneName']) return said
  const theirs = here['day'] === there['day'] ? time(here) : `${dayOf(lang, here, thisYear)}, ${time(here)}`
  return `${said} (${fill(texts[lang].frame.yourTime, () => theirs)})`
}

/** '27 ноября 18:00 МСК', for text messages: the agency's clock only. */
export function sayShort(lang: Lang, value: string | Date, { agency }: Pick<Clocks, 'agency'>): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const p = isDay ? parts(lang, 'UTC', new Date(`${value}T00:00:00Z`)) : parts(lang, agency, new Date(value))
  const month = lang === 'ru' ? p['month'] : p['month']!.slice(0, 3)
  return `${p['day']} ${month}${isDay ? '' : ` ${p['hour']}:${p['minute']} ${zoneLabel(lang, p['timeZoneName']!)}`}`
}
