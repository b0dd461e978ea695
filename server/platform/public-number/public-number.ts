import { deriveKey } from '#platform/vault/index'
import { dammDigit } from './damm.ts'
import { permute } from './permute.ts'

/**
 * The number people dictate: two digits of the year, eight permuted digits, a Damm check digit ('26123456781').
 * The year is the agency's calendar year. The permutation differs from year to year, so numbers of two years do not match up.
 */
export function publicNumber(year: number, sequence: number, key: Buffer): string {
  if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new RangeError('public numbers exist for the years 2000 to 2099')
  return withCheckDigit(year, permute(sequence, keyOf(year, key)))
}

/** The number of a year and eight digits, its check digit put behind. */
export function withCheckDigit(year: number, shuffled: number): string {
  const digits = String(year % 100).padStart(2, '0') + String(shuffled).padStart(8, '0')
  return digits + dammDigit(digits)
}

const yearKeys = new WeakMap<Buffer, Map<number, Buffer>>()

function keyOf(year: number, key: Buffer): Buffer {
  let ofKey = yearKeys.get(key)
  if (ofKey === undefined) {
    ofKey = new Map()
    yearKeys.set(key, ofKey)
  }
  let yearKey = ofKey.get(year)
  if (yearKey === undefined) {
    yearKey = deriveKey(key, `public number of ${year}`)
    ofKey.set(year, yearKey)
  }
  return yearKey
}
