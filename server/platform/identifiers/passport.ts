import { type Checked, refused } from './checked.ts'
import { allZero, digitsOf } from './digits.ts'

export type PassportCode =
  | 'PASSPORT_CHARS'
  | 'PASSPORT_SERIES_LENGTH'
  | 'PASSPORT_NUMBER_LENGTH'
  | 'PASSPORT_ALL_ZERO'
  | 'PASSPORT_DEPARTMENT_LENGTH'
  | 'PASSPORT_ISSUED_FUTURE'
  | 'PASSPORT_ISSUED_BEFORE_14'

/** Series (4 digits: region of issue, year of the blank) and number (6 digits) of a Russian passport. There is no checksum. */
export function passport(series: string, number: string): Checked<{ series: string; number: string }, PassportCode> {
  const typedSeries = digitsOf(series)
  if ('sign' in typedSeries) return refused('PASSPORT_CHARS', typedSeries.sign)
  const typedNumber = digitsOf(number)
  if ('sign' in typedNumber) return refused('PASSPORT_CHARS', typedNumber.sign)
  if (typedSeries.digits.length !== 4) return refused('PASSPORT_SERIES_LENGTH')
  if (typedNumber.digits.length !== 6) return refused('PASSPORT_NUMBER_LENGTH')
  if (allZero(typedSeries.digits) || allZero(typedNumber.digits)) return refused('PASSPORT_ALL_ZERO')
  return { ok: true, value: { series: typedSeries.digits, number: typedNumber.digits } }
}

/** Code of the office that issued the passport, 6 digits, shown as XXX-XXX. */
export function passportDepartment(input: string): Checked<string, PassportCode> {
  const typed = digitsOf(input)
  if ('sign' in typed) return refused('PASSPORT_CHARS', typed.sign)
  return typed.digits.length === 6 ? { ok: true, value: typed.digits } : refused('PASSPORT_DEPARTMENT_LENGTH')
}

/**
 * Whether a passport can have been issued on that day; all three are ISO dates. `renewalDue`: the owner has since turned 20 or 45,
 * so that it ought to be renewed (a grace period exists: warn, never refuse).
 */
export function passportIssued(issued: string, birth: string, today: string): Checked<string, PassportCode, { renewalDue: boolean }> {
  if (issued > today) return refused('PASSPORT_ISSUED_FUTURE')
  if (issued < birthday(birth, 14)) return refused('PASSPORT_ISSUED_BEFORE_14')
  return { ok: true, value: issued, renewalDue: [20, 45].some((age) => issued < birthday(birth, age) && birthday(birth, age) <= today) }
}

// ISO dates compare as strings; 29 February of a common year stays before 1 March, as the law counts it.
const birthday = (birth: string, age: number): string => `${Number(birth.slice(0, 4)) + age}${birth.slice(4)}`
