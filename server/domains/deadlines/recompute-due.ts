import type { Due } from './model.ts'

/** A promise already made to the citizen, as frozen in the record. */
export type Promised = Pick<Due, 'dueDate' | 'dueAt' | 'provisional'>

/**
 * `promise` is what holds from now on. `changed` says what must be written: `date`, or `status` when the same date is no longer
 * (or newly) provisional, or nothing. `kept`: the calendar would now allow a later date, but the earlier promise stays.
 */
export type Recomputed = { promise: Promised; changed: 'date' | 'status' | null; kept: boolean }

/**
 * What becomes of a promise when a calendar year is loaded or changed and the same question now gets the answer `computed`
 * (of dueByWorkingDays, dueByCalendarDays or extendDue, asked again with the facts in the record).
 * The earlier of the two holds: a citizen who was told a date is never told a later one for our calendar's sake.
 */
export function recomputeDue(promised: Promised, computed: Due): Recomputed {
  const difference = computed.dueAt.getTime() - promised.dueAt.getTime()
  const kept = difference > 0
  const { dueDate, dueAt } = kept ? promised : computed
  const changed = difference < 0 ? 'date' : computed.provisional !== promised.provisional ? 'status' : null
  return { promise: { dueDate, dueAt, provisional: computed.provisional }, changed, kept }
}
