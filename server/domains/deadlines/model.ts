/** A calendar date without a zone, `2026-09-15`. */
export type LocalDate = string

/** `instant`: registered on the local date of receipt. `nextWorkingDayIfClosed`: at or after closing, or on a day off, registered on the next working day. */
export type RegistrationPolicy = 'instant' | 'nextWorkingDayIfClosed'
export const REGISTRATION_POLICIES: readonly RegistrationPolicy[] = ['instant', 'nextWorkingDayIfClosed']

/** What to do when a term in calendar days ends on a day off. */
export type EndRule = 'previousWorkingDay' | 'nextWorkingDay' | 'asIs'

/** Minutes from local midnight: 540 is 09:00. A shortened day closes earlier, it opens as usual. */
export type BusinessHours = { opens: number; closes: number; shortenedCloses: number }
export const DEFAULT_HOURS: BusinessHours = { opens: 9 * 60, closes: 18 * 60, shortenedCloses: 17 * 60 }

/** Names the arithmetic that made a due date; frozen with the date. Change it whenever the same question gets another answer. */
export const RULE_VERSION = 'working-days/1'

export type CalendarStatus = 'official' | 'provisional'

/** One year of the production calendar as published: only what differs from "Monday to Friday". */
export type CalendarYear = {
  year: number
  /** `provisional`: no decree yet, statutory holidays only. */
  status: CalendarStatus
  decree: string | null
  holidays: readonly { date: LocalDate; ru: string; en: string }[]
  daysOff: readonly { date: LocalDate; movedFrom: LocalDate; by: 'decree' | 'labour-code-112' }[]
  workingWeekends: readonly { date: LocalDate; movedTo: LocalDate | null }[]
  /** Working days that close early. */
  shortened: readonly LocalDate[]
  note?: string
}

/** `moved`: a day off moved here from `movedFrom`. `regional`: off by an act of the region, for offices there. */
export type DayOffReason = 'weekend' | 'holiday' | 'moved' | 'regional'

export type DayKind = {
  date: LocalDate
  working: boolean
  shortened: boolean
  /** null on a working day. */
  off: DayOffReason | null
  movedFrom: LocalDate | null
  status: CalendarStatus
}

export type SkippedDay = { date: LocalDate; reason: DayOffReason; movedFrom?: LocalDate }

/** How the moment of receipt met the hours of that day; `unknown` when that day's year is not loaded and the date does not depend on it. */
export type ReceivedWhen = 'beforeOpening' | 'open' | 'afterClosing' | 'dayOff' | 'unknown'

/** Why this date: plain facts from which every screen makes its sentence, in its own language. */
export type DueWhy = {
  ruleVersion: typeof RULE_VERSION
  basis: 'workingDays' | 'calendarDays' | 'extension' | 'namedDate'
  zone: string
  /** The day from which counting starts; itself not counted. */
  countedFrom: LocalDate
  /** Working days counted, in order; the last is the due date. Empty for terms in calendar days. */
  counted: readonly LocalDate[]
  /** Days off that were passed over between `countedFrom` and the due date. */
  skipped: readonly SkippedDay[]
  /** Minutes from local midnight at which the due day closes. */
  closesAt: number
  calendarStatus: CalendarStatus
}

/** `registeredOn` is also where counting starts. */
export type RegistrationWhy = {
  policy: RegistrationPolicy
  receivedOn: LocalDate
  receivedWhen: ReceivedWhen
  registeredOn: LocalDate
  /** Received at or after the closing hour of a working day. */
  afterClosing: boolean
  /** Days off between receipt and registration. */
  closedBeforeRegistration: readonly SkippedDay[]
}

export type Due = {
  dueDate: LocalDate
  /** The last moment in time; a millisecond later is late. */
  dueAt: Date
  /** The due day closes early. */
  shortened: boolean
  /** Counted over a year without a decree: compute again when the year is loaded. */
  provisional: boolean
  why: DueWhy
}
