import type { Where } from './count-days.ts'
import { dayIn } from './working-calendar.ts'
import { afterWorkingMs, workingMs } from './working-time.ts'
import { instantAt, localDayAt } from './zone-time.ts'

/** `share`: that part of the working time is used up. `daysBefore`: so many working days before the due day, at opening. */
export type WarningMark = { at: Date } & ({ share: number } | { daysBefore: number })

/** Settings: terms of at most `shortTermDays` working days warn by shares, longer ones by days. */
export type WarningRule = { shortTermDays: number; shares: readonly number[]; daysBefore: readonly number[] }
export const DEFAULT_WARNINGS: WarningRule = { shortTermDays: 2, shares: [0.5, 0.8], daysBefore: [2, 1] }

/**
 * When staff are warned that a request is due soon, earliest first. A term of 1 day warns at 50 % and 80 % of its working time,
 * terms of 5 and 10 at the opening of the day from which lists say "2 days left", and of the next.
 * Marks that would fall before registration are left out. Throws MissingCalendarYear.
 */
export function warningMarks(question: Where & { workingDays: number; registeredAt: Date; dueAt: Date }, rule = DEFAULT_WARNINGS): WarningMark[] {
  const { registeredAt, dueAt } = question
  if (question.workingDays > rule.shortTermDays) {
    const marks = rule.daysBefore.map((daysBefore) => ({ at: openingBefore(question, dueAt, daysBefore), daysBefore }))
    return marks.filter((mark) => mark.at > registeredAt).sort(byTime)
  }
  const total = workingMs(question, registeredAt, dueAt)
  if (total === 0) return []
  return rule.shares.map((share) => ({ at: afterWorkingMs(question, registeredAt, total * share), share })).sort(byTime)
}

const byTime = (a: { at: Date }, b: { at: Date }): number => a.at.getTime() - b.at.getTime()

function openingBefore(where: Where, dueAt: Date, workingDays: number): Date {
  let day = localDayAt(where.zone, dueAt).day
  for (let left = workingDays; left > 0; ) if (dayIn(where.calendar, --day).working) left--
  return instantAt(where.zone, day, where.hours.opens)
}
