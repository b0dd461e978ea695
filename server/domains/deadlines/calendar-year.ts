import { Refusal } from '#platform/refusal'
import type { CalendarYear } from './model.ts'
import { dayNumber, weekdayOf } from './zone-time.ts'

/** One thing wrong with a calendar: `code` is the key of its text, `at` where it stands (a path, a line or a date). */
export type CalendarProblem = { code: string; at: string }

/** A calendar that must not be counted in; all its problems at once, so that a file is repaired in one go. */
export class InvalidCalendar extends Refusal {
  readonly problems: readonly CalendarProblem[]

  constructor(problems: readonly CalendarProblem[]) {
    super('unprocessable', 'deadline.calendar-invalid', { problems })
    this.name = 'InvalidCalendar'
    this.message = `the calendar cannot be used: ${problems.map((problem) => `${problem.at}: ${problem.code}`).join('; ')}`
    this.problems = problems
  }
}

/** What contradicts itself or the calendar in a year of the right form; empty when it may be counted in. */
export function problemsOf(year: CalendarYear): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const holidays = new Set(year.holidays.map((holiday) => holiday.date))
  const daysOff = new Set(year.daysOff.map((off) => off.date))
  const workingWeekends = new Set(year.workingWeekends.map((weekend) => weekend.date))
  const seen = new Set<string>()
  const real = (date: string): boolean => isDateOf(year.year, date)
  const check = (list: string, date: string, wrong: string | null) => {
    const repeated = seen.has(`${list} ${date}`)
    seen.add(`${list} ${date}`)
    const code = !real(date) ? 'date' : repeated ? 'repeated' : wrong
    if (code) problems.push({ code, at: `${list} ${date}` })
  }
  const weekend = (date: string): boolean => real(date) && weekdayOf(dayNumber(date)) % 6 === 0
  for (const { date } of year.holidays) check('holidays', date, workingWeekends.has(date) ? 'holiday-and-working' : null)
  for (const { date, movedFrom } of year.daysOff) {
    check('daysOff', date, holidays.has(date) ? 'off-twice' : weekend(date) ? 'already-weekend' : null)
    if (!real(movedFrom)) problems.push({ code: 'date', at: `daysOff ${date} movedFrom ${movedFrom}` })
    else if (!weekend(movedFrom)) problems.push({ code: 'moved-from-weekday', at: `daysOff ${date} movedFrom ${movedFrom}` })
  }
  for (const { date, movedTo } of year.workingWeekends) {
    check('workingWeekends', date, weekend(date) ? null : 'not-weekend')
    if (movedTo !== null && !daysOff.has(movedTo)) problems.push({ code: 'moved-nowhere', at: `workingWeekends ${date}` })
  }
  for (const date of year.shortened) {
    const off = holidays.has(date) || daysOff.has(date) || (weekend(date) && !workingWeekends.has(date))
    check('shortened', date, off ? 'shortened-day-off' : null)
  }
  if (year.status === 'official' && !year.decree) problems.push({ code: 'official-without-decree', at: 'decree' })
  if (year.holidays.length === 0) problems.push({ code: 'no-holidays', at: 'holidays' })
  return problems
}

/** Returns the year, or throws InvalidCalendar. */
export function accepted(year: CalendarYear): CalendarYear {
  const problems = problemsOf(year)
  if (problems.length > 0) throw new InvalidCalendar(problems)
  return year
}

function isDateOf(year: number, date: string): boolean {
  try {
    return date.startsWith(`${year}-`) && Number.isInteger(dayNumber(date))
  } catch {
    return false
  }
}
