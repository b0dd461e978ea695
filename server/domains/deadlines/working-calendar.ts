import { MissingCalendarYear } from './missing-calendar-year.ts'
import type { CalendarYear, DayKind, LocalDate, SkippedDay } from './model.ts'
import { dateOf, dayNumber, weekdayOf } from './zone-time.ts'

/** Every day of the loaded years, looked up by number; built once per set of years (about 1 ms a year), then only read. */
export type WorkingCalendar = {
  years: ReadonlyMap<number, CalendarYear['status']>
  /** Number of the day that stands first in `days`. */
  first: number
  days: readonly (DayKind | undefined)[]
}

/**
 * The calendar to count in. `regionalDaysOff` are days off of one region, laid over for an office there: a federal agency has none.
 * Throws RangeError when a year is given twice or a date is not a date.
 */
export function workingCalendar(years: readonly CalendarYear[], regionalDaysOff: readonly LocalDate[] = []): WorkingCalendar {
  const statuses = new Map(years.map((year) => [year.year, year.status]))
  if (statuses.size !== years.length) throw new RangeError('a calendar year is given twice')
  const first = years.length === 0 ? 0 : dayNumber(`${Math.min(...statuses.keys())}-01-01`)
  const days: (DayKind | undefined)[] = []
  const regional = new Set(regionalDaysOff.map(dayNumber))
  for (const year of years) {
    const from = dayNumber(`${year.year}-01-01`)
    kindsOf(year, regional).forEach((kind, index) => {
      days[from - first + index] = kind
    })
  }
  return { years: statuses, first, days }
}

function kindsOf(year: CalendarYear, regional: ReadonlySet<number>): DayKind[] {
  const holidays = new Set(year.holidays.map((holiday) => dayNumber(holiday.date)))
  const moved = new Map(year.daysOff.map((off) => [dayNumber(off.date), off.movedFrom]))
  const workingWeekends = new Set(year.workingWeekends.map((weekend) => dayNumber(weekend.date)))
  const shortened = new Set(year.shortened.map(dayNumber))
  const kinds: DayKind[] = []
  for (let day = dayNumber(`${year.year}-01-01`); day < dayNumber(`${year.year + 1}-01-01`); day++) {
    const weekend = weekdayOf(day) % 6 === 0 && !workingWeekends.has(day)
    const off = holidays.has(day) ? 'holiday' : moved.has(day) ? 'moved' : weekend ? 'weekend' : regional.has(day) ? 'regional' : null
    kinds.push({
      date: dateOf(day),
      working: off === null,
      shortened: off === null && shortened.has(day),
      off,
      movedFrom: off === 'moved' ? (moved.get(day) ?? null) : null,
      status: year.status,
    })
  }
  return kinds
}

/** What kind of day it is. Throws MissingCalendarYear. */
export function dayIn(calendar: WorkingCalendar, day: number): DayKind {
  const kind = calendar.days[day - calendar.first]
  if (!kind) throw new MissingCalendarYear(Number(dateOf(day).slice(0, 4)))
  return kind
}

/** The same, or null when the year is not loaded. */
export const dayIfKnown = (calendar: WorkingCalendar, day: number): DayKind | null => calendar.days[day - calendar.first] ?? null

/** For days with `working: false` only. */
export function skippedDay(kind: DayKind): SkippedDay {
  const reason = kind.off ?? 'weekend'
  return kind.movedFrom ? { date: kind.date, reason, movedFrom: kind.movedFrom } : { date: kind.date, reason }
}
