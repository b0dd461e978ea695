import { closingMinutes, countWorkingDays, dueAtClose, type Where } from './count-days.ts'
import { dayIn } from './working-calendar.ts'
import { dayNumber, instantAt, localDayAt } from './zone-time.ts'

/** The close of business `count` working days after the day of `from`. Throws MissingCalendarYear. */
export function addWorkingDays(where: Where, from: Date, count: number): Date {
  const { day } = localDayAt(where.zone, from)
  return dueAtClose(where, countWorkingDays(where.calendar, day, count), 'workingDays', '').dueAt
}

/** The close of business of a named day; of a day off, the usual closing hour. */
export function dueAtDay(where: Where, date: string): Date {
  const day = dayNumber(date)
  return instantAt(where.zone, day, closingMinutes(where.hours, dayIn(where.calendar, day)))
}
