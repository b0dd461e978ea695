import { Refusal } from '#platform/refusal'
import { countWorkingDays, dueAtClose, type Where } from './count-days.ts'
import type { Due, LocalDate } from './model.ts'
import { dayIn } from './working-calendar.ts'
import { dayNumber } from './zone-time.ts'

export type Extension = Where & { previousDueDate: LocalDate } & ({ workingDays: number } | { newDate: LocalDate })

/** The new date of an extension cannot be: `not-later` than the old one, or a `day-off`. */
export class ImpossibleExtension extends Refusal {
  constructor(problem: 'not-later' | 'day-off', date: LocalDate) {
    super('unprocessable', `deadline.extension-${problem}`, { date })
    this.name = 'ImpossibleExtension'
  }
}

/**
 * A later due date, counted from the previous one, which is not counted; never from today.
 * Either so many working days more, or a named working day. Whether the request may be extended at all is for the caller to know.
 * Throws ImpossibleExtension, MissingCalendarYear.
 */
export function extendDue(extension: Extension): Due {
  const { calendar, previousDueDate } = extension
  const from = dayNumber(previousDueDate)
  if ('workingDays' in extension) return dueAtClose(extension, countWorkingDays(calendar, from, extension.workingDays), 'extension', previousDueDate)
  const wanted = dayNumber(extension.newDate)
  if (wanted <= from) throw new ImpossibleExtension('not-later', extension.newDate)
  if (!dayIn(calendar, wanted).working) throw new ImpossibleExtension('day-off', extension.newDate)
  let count = 0
  for (let day = from + 1; day <= wanted; day++) if (dayIn(calendar, day).working) count++
  return dueAtClose(extension, countWorkingDays(calendar, from, count), 'namedDate', previousDueDate)
}
