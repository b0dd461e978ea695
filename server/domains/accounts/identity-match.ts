import { inn, nameKey } from '#platform/identifiers/index'
import type { Profile } from './profile.ts'

/** What somebody said at the telephone, or what stands in the passport on the desk; as typed. */
export interface Claimed {
  surname: string
  name: string
  patronymic?: string
  inn: string
  passport: string
}

/** Stands in where nothing is stored, so that the work is the same; fits nobody. */
const nobody: Profile = { surname: '-', name: '-', inn: '', passport: '' }

/**
 * Whether all of it fits what is stored; never which part does not. Names are compared without case, dots of "ё" and kinds of dash, numbers by
 * their digits. What is not stored fits nothing: an account without a passport cannot be found by one.
 */
export function isMatch(claimed: Claimed, stored: Profile | null): boolean {
  const known = stored ?? nobody
  const fits = [
    nameKey(claimed.surname) === nameKey(known.surname),
    nameKey(claimed.name) === nameKey(known.name),
    nameKey(claimed.patronymic ?? '') === nameKey(known.patronymic ?? ''),
    innTyped(claimed.inn) === (known.inn || null),
    passportTyped(claimed.passport) === (known.passport || null),
  ]
  return fits.every(Boolean) && known.inn !== undefined && known.passport !== undefined
}

/** Twelve digits in their right sum, else an empty text: no INN is one. */
export function innTyped(typed: string): string {
  const read = inn(typed)
  return read.ok && read.kind === 'person' ? read.value : ''
}
/** Series and number, ten digits. */
export function passportTyped(typed: string): string {
  const digits = typed
    .replaceAll('№', '')
    .normalize('NFKC')
    .replaceAll(/[\s#-]/g, '')
  return /^\d{10}$/.test(digits) ? digits : ''
}
