import { type Checked, refused } from './checked.ts'
import { allZero, digitsOf } from './digits.ts'

export type OmsCode = 'OMS_CHARS' | 'OMS_LENGTH' | 'OMS_ALL_ZERO' | 'OMS_CHECKSUM'

/** Number of a health insurance policy, 16 digits with a Luhn digit. Show OMS_CHECKSUM as a warning: old policies are numbered otherwise. */
export function oms(input: string): Checked<string, OmsCode> {
  const typed = digitsOf(input)
  if ('sign' in typed) return refused('OMS_CHARS', typed.sign)
  const { digits } = typed
  if (digits.length !== 16) return refused('OMS_LENGTH')
  if (allZero(digits)) return refused('OMS_ALL_ZERO')
  const sum = Array.from(digits, Number).reduce((total, digit, index) => total + (index % 2 === 1 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0)
  return sum % 10 === 0 ? { ok: true, value: digits } : refused('OMS_CHECKSUM')
}
