import { cuesIn } from './cues.ts'
import { keysIn } from './keys.ts'
import { type NumberKind, numbersIn } from './numbers.ts'
import { passwordsIn } from './passwords.ts'
import { spelledIn } from './spelled.ts'

/** What was hidden and where it stood in the text that was given (not in the masked one). */
export type Secret = { kind: NumberKind | 'password' | 'totp'; start: number; end: number }

/** Stands for every secret, in all languages and of one length: it does not tell how long the secret was. */
export const MARK = '••••••'

const NUMBER_WORD = /ноль|один|дв[ае]|двад|три|четыр|пят|шест|сем|девя|десят|сорок|сто|one|two|three|four|five|six|seven|eight|nine|zero|ten/i
const NOTHING_TO_HIDE = /^[^\d]*$/
const PASSWORD_WORDS = /парол|парл|пасворд|пасс|pass|parol|pwd|слов|security answer/i
const KEY_SHAPE = /otpauth|[a-z2-9]{4}[ -]?[a-z2-9]{4}/i

/** The text with what was found covered at its full length: a word inside a password is no cue. */
function blanked(text: string, spans: readonly { start: number; end: number }[]): string {
  let covered = ''
  let from = 0
  for (const { start, end } of spans) {
    covered += text.slice(from, start) + '•'.repeat(end - start)
    from = end
  }
  return covered + text.slice(from)
}

/** `expectsCode`: the sender has just been asked for a code, so that bare digits are one. */
export type Expectation = { expectsCode?: boolean }

/**
 * Hides what people should never type into a chat or form: passwords, one-time codes, card and document numbers. Run before storing and
 * logging. Of document and card numbers the last 2 to 4 digits stay. A second run changes nothing. Time grows with the length only.
 */
export function mask(text: string, { expectsCode = false }: Expectation = {}): { text: string; secrets: Secret[] } {
  const hasPassword = PASSWORD_WORDS.test(text)
  const hasKey = KEY_SHAPE.test(text)
  if (!hasPassword && !hasKey && NOTHING_TO_HIDE.test(text) && !NUMBER_WORD.test(text)) return { text, secrets: [] }
  const passwords = hasPassword ? passwordsIn(text).map((span) => ({ ...span, kind: 'password' as const, kept: 0 })) : []
  const keys = hasKey ? apart(keysIn(text), passwords).map((span) => ({ ...span, kept: 0 })) : []
  const words = [...passwords, ...keys].sort(byStart)
  const cues = cuesIn(blanked(text, words))
  const numbers = [...words, ...numbersIn(text, cues, words, expectsCode)].sort(byStart)
  const spelled = NUMBER_WORD.test(text) ? apart(spelledIn(text, cues, expectsCode), numbers).map((span) => ({ ...span, kind: 'code' as const, kept: 0 })) : []
  const secrets = [...numbers, ...spelled].sort(byStart)
  if (secrets.length === 0) return { text, secrets: [] }
  let masked = ''
  let from = 0
  for (const { start, end, kept } of secrets) {
    const tail = kept === 0 ? '' : text.slice(start, end).replace(/\D/g, '').slice(-kept)
    masked += text.slice(from, start) + MARK + tail
    from = end
  }
  return { text: masked + text.slice(from), secrets: secrets.map(({ kind, start, end }) => ({ kind, start, end })) }
}

const byStart = (a: { start: number }, b: { start: number }): number => a.start - b.start

/** Those of `spans` that touch none of `others`. */
const apart = <T extends { start: number; end: number }>(spans: readonly T[], others: readonly { start: number; end: number }[]): T[] =>
  spans.filter(({ start, end }) => !others.some((other) => other.start < end && start < other.end))
