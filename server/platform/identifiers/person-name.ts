import { type Checked, refused } from './checked.ts'
import { foreignLetter } from './scripts.ts'

export type NameCode = 'NAME_EMPTY' | 'NAME_LENGTH' | 'NAME_CHARS' | 'NAME_MIXED_SCRIPT' | 'NAME_LATIN'

const LONGEST = 100
const LINKS = /[\s'’ʼ‐‑-]+/u

/** A surname, a name or a patronymic, stored as typed. Latin letters are for a foreign document only (`latin: true`). */
export function personName(input: string, options: { latin?: boolean } = {}): Checked<string, NameCode> {
  const typed = input.normalize('NFC').trim()
  if (typed === '') return refused('NAME_EMPTY')
  if (typed.length > LONGEST) return refused('NAME_LENGTH')
  const words = typed.split(LINKS)
  const stranger = Array.from(words.join('')).find((sign) => !/[А-Яа-яЁё]|\p{Script=Latin}/u.test(sign))
  if (stranger !== undefined) return refused('NAME_CHARS', stranger)
  if (!words.some((word) => word !== '')) return refused('NAME_CHARS', typed[0])
  const mixed = foreignLetter(words.join(''))
  if (mixed !== null) return refused('NAME_MIXED_SCRIPT', mixed)
  const latin = /\p{Script=Latin}/u.exec(typed)?.[0]
  if (latin !== undefined && options.latin !== true) return refused('NAME_LATIN', latin)
  return { ok: true, value: typed }
}

/** The form in which two names are compared: case, runs of spaces, kinds of dash and apostrophe and the dots of `ё` do not tell them apart. */
export const nameKey = (name: string): string =>
  name.normalize('NFC').trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').replace(/[‐‑]/g, '-').replace(/[’ʼ]/g, "'")
