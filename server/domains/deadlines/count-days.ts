import type { BusinessHours, DayKind, Due, DueWhy, LocalDate, SkippedDay } from './model.ts'
import { RULE_VERSION } from './model.ts'
import { dayIn, skippedDay, type WorkingCalendar } from './working-calendar.ts'
import { instantAt } from './zone-time.ts'

/** Where and when the agency (or one office of it) works. */
export type Where = { zone: string; hours: BusinessHours; calendar: WorkingCalendar }

export type Counted = { day: number; kind: DayKind; counted: LocalDate[]; skipped: SkippedDay[]; provisional: boolean }

/** Walks `count` working days on from `from`, which is not counted itself. Throws MissingCalendarYear, RangeError unless `count` is a whole number above 0. */
export function countWorkingDays(calendar: WorkingCalendar, from: number, count: number): Counted {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('working days: a whole number above 0')
  const counted: LocalDate[] = []
  const skipped: SkippedDay[] = []
  let provisional = false
  for (let day = from + 1; ; day++) {
    const kind = dayIn(calendar, day)
    if (kind.status === 'provisional') provisional = true
    if (!kind.working) skipped.push(skippedDay(kind))
    else if (counted.push(kind.date) === count) return { day, kind, counted, skipped, provisional }
  }
}

export const closingMinutes = (hours: BusinessHours, kind: DayKind): number => (kind.shortened ? hours.shortenedCloses : hours.closes)

/** The term ends at the close of business of its last day. */
export function dueAtClose(where: Where, end: Counted, basis: DueWhy['basis'], countedFrom: LocalDate): Due {
  const closesAt = closingMinutes(where.hours, end.kind)
  return {
    dueDate: end.kind.date,
    dueAt: instantAt(where.zone, end.day, closesAt),
    shortened: end.kind.shortened,
    provisional: end.provisional,
    why: {
      ruleVersion: RULE_VERSION,
      basis,
      zone: where.zone,
      countedFrom,
      counted: end.counted,
      skipped: end.skipped,
      closesAt,
      calendarStatus: end.provisional ? 'provisional' : 'official',
    },
  }
}
