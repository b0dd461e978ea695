import { type Checked, refused } from './checked.ts'
import { digitsOf } from './digits.ts'

export type PostcodeCode = 'POSTCODE_CHARS' | 'POSTCODE_LENGTH' | 'POSTCODE_RANGE'

/** Russian postal code: 6 digits, the first not 0. */
export function postcode(input: string): Checked<string, PostcodeCode> {
  const typed = digitsOf(input)
  if ('sign' in typed) return refused('POSTCODE_CHARS', typed.sign)
  if (typed.digits.length !== 6) return refused('POSTCODE_LENGTH')
  return typed.digits.startsWith('0') ? refused('POSTCODE_RANGE') : { ok: true, value: typed.digits }
}
