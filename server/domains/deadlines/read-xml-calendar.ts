import { accepted, type CalendarProblem, InvalidCalendar } from './calendar-year.ts'
import type { CalendarStatus, CalendarYear } from './model.ts'
import { dateOf, dayNumber, weekdayOf } from './zone-time.ts'

/** What the file itself does not say. */
export type CalendarAct = { status: CalendarStatus; decree: string | null }

const ENGLISH: Readonly<Record<string, string>> = {
  'Новогодние каникулы': 'New Year holidays',
  'Рождество Христово': 'Orthodox Christmas Day',
  'День защитника Отечества': 'Defender of the Fatherland Day',
  'Международный женский день': "International Women's Day",
  'Праздник Весны и Труда': 'Spring and Labour Day',
  'День Победы': 'Victory Day',
  'День России': 'Russia Day',
  'День народного единства': 'National Unity Day',
}

/**
 * A year in the form of xmlcalendar: `<day d="MM.DD" t="1|2|3" h="holiday id" f="MM.DD moved from"/>`, where type 1 is off, 2 shortened
 * (on a weekend: working and shortened), 3 a full working weekend day. A holiday with a name we do not know keeps it in both languages.
 * Throws InvalidCalendar with every problem found.
 */
export function readXmlCalendar(xml: string, act: CalendarAct): CalendarYear {
  const problems: CalendarProblem[] = []
  const tags = [...xml.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<(calendar|holiday|day)\b([^<>]*)>/g)].map((tag) => ({
    name: tag[1],
    has: attributes(tag[2] ?? ''),
  }))
  const year = Number(tags.find((tag) => tag.name === 'calendar')?.has.get('year'))
  if (!Number.isInteger(year) || year < 1992 || year > 2200) throw new InvalidCalendar([{ code: 'form', at: 'calendar year' }])
  const titles = new Map(tags.filter((tag) => tag.name === 'holiday').map((tag) => [tag.has.get('id') ?? '', tag.has.get('title') ?? '']))
  const holidays: { date: string; ru: string; en: string }[] = []
  const off: { date: string; movedFrom: string }[] = []
  const working: string[] = []
  const shortened: string[] = []
  const dateFrom = (short: string | undefined, at: string): string | null => {
    const date = `${year}-${(short ?? '').replace('.', '-')}`
    if (isDate(date)) return date
    problems.push({ code: 'date', at })
    return null
  }
  for (const { has } of tags.filter((tag) => tag.name === 'day')) {
    const at = `day ${has.get('d') ?? ''}`
    const date = dateFrom(has.get('d'), at)
    if (!date) continue
    const weekend = weekdayOf(dayNumber(date)) % 6 === 0
    const type = has.get('t')
    const title = titles.get(has.get('h') ?? '')
    if (type === '1' && has.has('h') && title) holidays.push({ date, ru: title, en: ENGLISH[title] ?? title })
    else if (type === '1' && has.has('f')) {
      const movedFrom = dateFrom(has.get('f'), `${at} f`)
      if (movedFrom) off.push({ date, movedFrom })
    } else if (type === '2' || type === '3') {
      if (weekend) working.push(date)
      if (type === '2') shortened.push(date)
      else if (!weekend) problems.push({ code: 'not-weekend', at })
    } else problems.push({ code: type === '1' ? (has.has('h') ? 'unknown-holiday' : 'off-without-reason') : 'type', at })
  }
  if (problems.length > 0) throw new InvalidCalendar(problems)
  const movedTo = (date: string): string | null => off.find((day) => day.movedFrom === date)?.date ?? null
  const names = new Set(holidays.map((holiday) => holiday.date))
  return accepted({
    year,
    ...act,
    holidays,
    daysOff: off.map((day) => ({ ...day, by: followsHoliday(day, names) ? 'labour-code-112' : 'decree' })),
    workingWeekends: working.map((date) => ({ date, movedTo: movedTo(date) })),
    shortened,
  })
}

/** Labour Code art. 112 itself moves a weekend holiday to the next working day; those of January are moved by decree, as is any other move. */
function followsHoliday(off: { date: string; movedFrom: string }, holidays: ReadonlySet<string>): boolean {
  if (!holidays.has(off.movedFrom) || off.movedFrom.slice(5, 7) === '01') return false
  let next = dayNumber(off.movedFrom) + 1
  while (weekdayOf(next) % 6 === 0 || holidays.has(dateOf(next))) next++
  return dateOf(next) === off.date
}

function isDate(date: string): boolean {
  try {
    dayNumber(date)
    return true
  } catch {
    return false
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const attributes = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((part) => [part[1] ?? '', decoded(part[2] ?? part[3] ?? '')]))

const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
