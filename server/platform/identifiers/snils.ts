import { type Checked, refused } from './checked.ts'
import { allZero, digitsOf, weighted } from './digits.ts'

export type SnilsCode = 'SNILS_CHARS' | 'SNILS_LENGTH' | 'SNILS_ALL_ZERO' | 'SNILS_CHECKSUM'

/** Numbers up to this one were given out before there was a checksum. */
const LAST_UNCHECKED = '001001998'

/** Insurance account number, 11 digits. `checked` is false for the old numbers that have no checksum. A right checksum proves no identity. */
export function snils(input: string): Checked<string, SnilsCode, { checked: boolean }> {
  const typed = digitsOf(input)
  if ('sign' in typed) return refused('SNILS_CHARS', typed.sign)
  const { digits } = typed
  if (digits.length !== 11) return refused('SNILS_LENGTH')
  if (allZero(digits)) return refused('SNILS_ALL_ZERO')
  if (digits.slice(0, 9) <= LAST_UNCHECKED) return { ok: true, value: digits, checked: false }
  const check = (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100
  return check === Number(digits.slice(9)) ? { ok: true, value: digits, checked: true } : refused('SNILS_CHECKSUM')
}

/** '11223344595' as people know it: '112-233-445 95'. */
export const showSnils = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1-$2-$3 $4')
