import type { FieldProblem } from '../refusal.ts'
import { commonPasswords } from './common-passwords.ts'

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

/** What is wrong with a new password, all at once; empty when it will do. Any character is welcome, no mix is demanded (ASVS 6.2.5). Length is counted in characters, not bytes. */
export function passwordProblems(password: string, { logins, agency, length: { min, max } }: PasswordContext): FieldProblem[] {
  const text = password.normalize('NFC')
  const length = [...text].length
  const plain = text.toLowerCase()
  const letters = lettersOf(plain)
  const problem = (code: string, details?: Record<string, unknown>): FieldProblem => ({ field: 'password', code, ...(details && { details }) })
  const found: FieldProblem[] = []
  if (length < min) found.push(problem('password.too-short', { min, length }))
  if (length > max) found.push(problem('password.too-long', { max, length }))
  if (isCommon(plain) || isMonotonous(plain)) found.push(problem('password.common'))
  if (logins.some((login) => plain.includes(login.toLowerCase()))) found.push(problem('password.contains-login'))
  if (agency.map(lettersOf).some((name) => name.length >= 4 && letters.includes(name))) found.push(problem('password.contains-agency'))
  return found
}

const lettersOf = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** In the list as it is, or with the digits and marks that people put at its ends ('MyPassword2026!!!'). */
const isCommon = (plain: string): boolean =>
  [plain, plain.replaceAll(/[\s._-]/g, ''), plain.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''), plain.replaceAll(/[^\p{L}]/gu, '')].some((form) =>
    commonPasswords.has(form),
  )

const rows = [
  '1234567890',
  '0987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'poiuytrewqlkjhgfdsamnbvcxz',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
]

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
  const steps = [...plain].slice(1).filter((char, i) => !rows.some((row) => (row + row[0]).includes(plain[i]! + char)))
  return steps.length <= plain.length / 6
}
