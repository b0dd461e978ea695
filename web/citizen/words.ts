import type { Lang } from '#contract/common'

/** Dates, times, sizes and numbers as people read them. A no-break space keeps a number with its unit. */
const locale = { ru: 'ru', en: 'en-GB' } as const
export const nbsp = '\u00a0'
/** A telephone, also a masked one, is read as one: no line ends within it. */
export const unbroken = (phone: string): string => (phone.startsWith('+') ? phone.replaceAll(' ', nbsp).replaceAll('-', '-\u2060') : phone)

const formats = new Map<string, Intl.DateTimeFormat>()
/** Making a formatter costs more than rendering a page, so each is made once. */
function format(lang: Lang, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(locale[lang], { ...options, timeZone: zone })
    formats.set(key, made)
  }
  return made
}

/** "пт, 27 ноября", "Fri 27 November". */
export const dayOf = (instant: Date, zone: string, lang: Lang): string =>
  format(lang, zone, { weekday: 'short', day: 'numeric', month: 'long' })
    .format(instant)
    .replace(/(\d) |([^\d\s]) (?=\d)/g, `$1$2${nbsp}`)

/** A calendar day, 2026-11-27, without any zone. */
export const calendarDay = (day: string, lang: Lang): string => dayOf(new Date(`${day}T12:00:00Z`), 'UTC', lang)

/** "14:05". */
export const clock = (instant: Date, zone: string, lang: Lang): string =>
  format(lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)

const year = (instant: Date, zone: string, lang: Lang): string => format(lang, zone, { year: 'numeric' }).format(instant).replace(/\D/g, '')

/** Minutes east of UTC at that instant. */
function offset(instant: Date, zone: string): number {
  const name = format('en', zone, { timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? []
  return hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Russian clocks are named by their distance from Moscow: МСК, МСК+2. */
export function zoneName(instant: Date, zone: string, lang: Lang): string {
  const away = offset(instant, zone) - 180
  const size = `${Math.floor(Math.abs(away) / 60)}${away % 60 === 0 ? '' : `:${String(Math.abs(away) % 60).padStart(2, '0')}`}`
  return (lang === 'ru' ? 'МСК' : 'MSK') + (away === 0 ? '' : `${away < 0 ? '-' : '+'}${size}`)
}

export const sameClock = (instant: Date, one: string, other: string): boolean => offset(instant, one) === offset(instant, other)

/** "пт, 27 ноября, 18:00 МСК"; the year is said when it is not the current one, or when asked for. */
export function moment(instant: Date, zone: string, lang: Lang, now: Date, withYear = false): string {
  const own = year(instant, zone, lang)
  const said = withYear || own !== year(now, zone, lang) ? ` ${own}` : ''
  return `${dayOf(instant, zone, lang)}${said}, ${clock(instant, zone, lang)}${nbsp}${zoneName(instant, zone, lang)}`
}

/** "1,2 МБ", "340 КБ". `bytes` up to some MiB. */
export function size(bytes: number, lang: Lang): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, lang === 'ru' ? 'МБ' : 'MB'] : [Math.max(1, bytes / 1024), lang === 'ru' ? 'КБ' : 'KB']
  return `${new Intl.NumberFormat(locale[lang], { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)}${nbsp}${unit}`
}

/** How long to wait: "40 секунд", "2 минуты", "3 часа"; rounded up, so that nobody comes too early. */
export function span(seconds: number, lang: Lang): string {
  const [n, unit] = seconds < 60 ? [seconds, 'second'] : seconds < 5400 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour']
  return new Intl.NumberFormat(locale[lang], { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.ceil(n)))
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The journal keeps the digits; people read them in groups. */
export const shownNumber = (digits: string): string => digits.replace(/^(\d{2})(\d{4})(\d{4})(\d)$/, '$1-$2-$3-$4')
