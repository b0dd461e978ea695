import type { FieldProblem } from '../refusal.ts'
import { commonPasswords } from './common-passwords.ts'
import { inLatinKeys, isNextKey } from './keyboard.ts'
import { isListed } from './listed-passwords.ts'
import { passwordBits } from './password-bits.ts'

/** What must not stand in the password: what the person signs in with, and names of the agency in any language; and how long it has to be, in characters. */
export interface PasswordContext {
  logins: readonly string[]
  agency: readonly string[]
  /** Surname, name, patronymic. */
  names?: readonly string[]
  length: { min: number; max: number }
  /** Demands letters of both cases and digits; against today's advice. */
  composition?: boolean
}

/** About as many guesses as a thousand tries a second need 35 years for. */
const leastBits = 40

/**
 * What is wrong with a new password, all at once; empty when it will do. Any character is welcome, no mix is demanded unless the agency has
 * switched that on (ASVS 6.2.5). Length is counted in characters, not bytes.
 */
export function passwordProblems(password: string, { logins, agency, names = [], length: { min, max }, composition = false }: PasswordContext): FieldProblem[] {
  const text = password.normalize('NFC')
  const length = [...text].length
  const plain = text.toLowerCase()
  const letters = lettersOf(plain)
  const problem = (code: string, details?: Record<string, unknown>): FieldProblem => ({ field: 'password', code, ...(details && { details }) })
  const found: FieldProblem[] = []
  if (length < min) found.push(problem('password.too-short', { min, length }))
  if (length > max) found.push(problem('password.too-long', { max, length }))
  // Longer texts are refused already, and cost time.
  const looked = plain.slice(0, 2 * max)
  if (isCommon(looked) || isMonotonous(looked)) found.push(problem('password.common'))
  else if (isLeaked(looked)) found.push(problem('password.breached'))
  else if (isGuessable(looked, [...logins, ...names])) found.push(problem('password.common'))
  if (logins.some((login) => plain.includes(login.toLowerCase()))) found.push(problem('password.contains-login'))
  if (agency.map(lettersOf).some((name) => name.length >= 4 && letters.includes(name))) found.push(problem('password.contains-agency'))
  if (names.map(lettersOf).some((name) => name.length >= 4 && letters.includes(name))) found.push(problem('password.contains-name'))
  const missing = composition ? kinds.filter(([, kind]) => !kind.test(text)).map(([name]) => name) : []
  if (missing.length > 0) found.push(problem('password.composition', { missing }))
  return found
}

/** What PASSWORD_COMPOSITION asks for. */
const kinds = [
  ['upper', /\p{Lu}/u],
  ['lower', /\p{Ll}/u],
  ['digit', /\d/],
] as const

const lettersOf = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The password itself, and without the digits and marks that people put between and around words ('MyPassword2026!!!'). */
const formsOf = (plain: string): string[] => [
  plain,
  plain.replaceAll(/[\s._-]/g, ''),
  plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''),
  plain.replaceAll(/[^\p{L}]/gu, ''),
]
const isCommon = (plain: string): boolean => formsOf(plain).some((form) => commonPasswords.has(form))
/** In the list of leaked ones, also when typed on the other layout: 'пароль' is 'gfhjkm'. */
const isLeaked = (plain: string): boolean =>
  [plain, inLatinKeys(plain)].some((text) => formsOf(text).some((form) => 2 * form.length >= plain.length && isListed(form)))

/** Put together of what whoever guesses tries first: listed words, names, years, runs and repeats. */
const isGuessable = (plain: string, known: readonly string[]): boolean => {
  const words = known.map((word) => word.toLowerCase())
  return Math.min(passwordBits(plain, words), passwordBits(inLatinKeys(plain), words.map(inLatinKeys))) < leastBits
}

/** Fewer than 5 different characters, one piece of up to 8 repeated, or nothing but runs along the alphabet, the digits or a keyboard row. */
function isMonotonous(plain: string): boolean {
  if (new Set(plain).size < 5) return true
  for (let size = 1; size <= 8 && size * 2 <= plain.length; size++)
    if (
      plain
        .slice(0, size)
        .repeat(Math.ceil(plain.length / size))
        .startsWith(plain)
    )
      return true
  const steps = [...plain].slice(1).filter((char, i) => !isNextKey(plain[i]!, char))
  return steps.length <= plain.length / 6
}
