import { closingMinutes, countWorkingDays, dueAtClose, type Where } from './count-days.ts'
import type { BusinessHours, DayKind, Due, LocalDate, ReceivedWhen, RegistrationPolicy, RegistrationWhy, SkippedDay } from './model.ts'
import { dayIfKnown, dayIn, skippedDay } from './working-calendar.ts'
import { dateOf, localDayAt } from './zone-time.ts'

export type WorkingDaysQuestion = Where & { receivedAt: Date; workingDays: number; policy: RegistrationPolicy }
export type RegisteredDue = Due & { registeredOn: LocalDate; why: Due['why'] & RegistrationWhy }

/**
 * The due date of what was received at `receivedAt`: the day of registration is not counted, working Saturdays and shortened days count
 * as whole days, the end is the closing hour of the last day. Dates are those of `zone`, the agency's or the office's own.
 * Throws MissingCalendarYear when the count reaches a year that is not loaded, RangeError for an unknown zone or a count below 1.
 */
export function dueByWorkingDays(question: WorkingDaysQuestion): RegisteredDue {
  const registration = registrationOf(question)
  const end = countWorkingDays(question.calendar, registration.day, question.workingDays)
  if (registration.provisional) end.provisional = true
  const due = dueAtClose(question, end, 'workingDays', registration.why.registeredOn)
  return { ...due, registeredOn: registration.why.registeredOn, why: { ...due.why, ...registration.why } }
}

function registrationOf(question: WorkingDaysQuestion): { day: number; provisional: boolean; why: RegistrationWhy } {
  const { calendar, policy } = question
  const { day: receivedDay, msOfDay } = localDayAt(question.zone, question.receivedAt)
  const kind = policy === 'instant' ? dayIfKnown(calendar, receivedDay) : dayIn(calendar, receivedDay)
  const receivedWhen = kind ? receivedDuring(question.hours, kind, msOfDay / 60_000) : 'unknown'
  const closedBeforeRegistration: SkippedDay[] = []
  let day = receivedDay
  let provisional = kind?.status === 'provisional'
  if (policy === 'nextWorkingDayIfClosed' && (receivedWhen === 'afterClosing' || receivedWhen === 'dayOff')) {
    let next = dayIn(calendar, ++day)
    for (; !next.working; next = dayIn(calendar, ++day)) closedBeforeRegistration.push(skippedDay(next))
    if (next.status === 'provisional') provisional = true
  }
  const receivedOn = dateOf(receivedDay)
  const registeredOn = day === receivedDay ? receivedOn : dateOf(day)
  return { day, provisional, why: { policy, receivedOn, receivedWhen, registeredOn, afterClosing: receivedWhen === 'afterClosing', closedBeforeRegistration } }
}

/** The closing minute itself is already after closing. */
function receivedDuring(hours: BusinessHours, kind: DayKind, minutes: number): ReceivedWhen {
  if (!kind.working) return 'dayOff'
  if (minutes < hours.opens) return 'beforeOpening'
  return minutes < closingMinutes(hours, kind) ? 'open' : 'afterClosing'
}
