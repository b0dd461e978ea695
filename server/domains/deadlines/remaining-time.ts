import type { Where } from './count-days.ts'
import { dayIn, type WorkingCalendar } from './working-calendar.ts'
import { workingMs } from './working-time.ts'
import { localDayAt } from './zone-time.ts'

export type Remaining = {
  /** Open minutes left, rounded down; below 0 the open minutes since the due instant. */
  minutes: number
  /** Working days left after today, the due day included: 0 on the due day itself, -1 one working day later. */
  workingDays: number
  /** Past the due instant, even by a millisecond and at night. */
  overdue: boolean
}

/** What lists show beside a due date ("3 working days left"). Throws MissingCalendarYear. */
export function remainingWorkingTime(question: Where & { now: Date; dueAt: Date }): Remaining {
  const { now, dueAt, zone, calendar } = question
  const overdue = now > dueAt
  const minutes = Math.floor((overdue ? workingMs(question, dueAt, now) : workingMs(question, now, dueAt)) / 60_000)
  const today = localDayAt(zone, now).day
  const due = localDayAt(zone, dueAt).day
  return {
    // 0 - n, not -n: a due date missed by seconds shows 0, never -0.
    minutes: overdue ? 0 - minutes : minutes,
    workingDays: due >= today ? workingDaysAfter(calendar, today, due) : 0 - workingDaysAfter(calendar, due, today),
    overdue,
  }
}

/** Working days after `from` up to and including `to`. */
function workingDaysAfter(calendar: WorkingCalendar, from: number, to: number): number {
  let count = 0
  for (let day = from + 1; day <= to; day++) if (dayIn(calendar, day).working) count++
  return count
}
