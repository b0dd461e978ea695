import { type Checked, refused } from './checked.ts'
import { allZero, digitsOf, weighted } from './digits.ts'

export type InnCode = 'INN_CHARS' | 'INN_LENGTH' | 'INN_ALL_ZERO' | 'INN_CHECKSUM'

const CONTROLS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  10: [[2, 4, 10, 3, 5, 9, 4, 6, 8]],
  12: [
    [7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
    [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
  ],
}

/** Taxpayer number: 12 digits of a person, 10 of an organisation. Zeros alone pass the sum and are refused by themselves. */
export function inn(input: string): Checked<string, InnCode, { kind: 'person' | 'organisation' }> {
  const typed = digitsOf(input)
  if ('sign' in typed) return refused('INN_CHARS', typed.sign)
  const { digits } = typed
  const controls = CONTROLS[digits.length]
  if (!controls) return refused('INN_LENGTH')
  if (allZero(digits)) return refused('INN_ALL_ZERO')
  const right = controls.every((weights) => (weighted(digits, weights) % 11) % 10 === Number(digits[weights.length]))
  return right ? { ok: true, value: digits, kind: digits.length === 12 ? 'person' : 'organisation' } : refused('INN_CHECKSUM')
}
