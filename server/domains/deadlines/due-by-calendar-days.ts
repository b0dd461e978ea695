import { dueAtClose, type Where } from './count-days.ts'
import type { Due, EndRule, LocalDate, SkippedDay } from './model.ts'
import { dayIn, skippedDay } from './working-calendar.ts'
import { dateOf, dayNumber } from './zone-time.ts'

export type CalendarDaysQuestion = Where & { registeredOn: LocalDate; calendarDays: number; endRule: EndRule }

/**
 * A term in calendar days (30 for a written appeal, 7 for forwarding). The day of registration is not counted; `rawEnd` is the last day,
 * and where it is a day off `endRule` moves it. `skipped` names the days it was moved over.
 * Throws MissingCalendarYear, RangeError unless `calendarDays` is a whole number above 0.
 */
export function dueByCalendarDays(question: CalendarDaysQuestion): Due & { rawEnd: LocalDate } {
  const { calendar, registeredOn, calendarDays, endRule } = question
  if (!Number.isInteger(calendarDays) || calendarDays < 1) throw new RangeError('calendar days: a whole number above 0')
  const raw = dayNumber(registeredOn) + calendarDays
  const skipped: SkippedDay[] = []
  let day = raw
  let kind = dayIn(calendar, day)
  let provisional = kind.status === 'provisional'
  while (!kind.working && endRule !== 'asIs') {
    skipped.push(skippedDay(kind))
    day += endRule === 'nextWorkingDay' ? 1 : -1
    kind = dayIn(calendar, day)
    if (kind.status === 'provisional') provisional = true
  }
  return { ...dueAtClose(question, { day, kind, counted: [], skipped, provisional }, 'calendarDays', registeredOn), rawEnd: dateOf(raw) }
}
