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
/** One hidden secret can show the next: "ABCDE-23456.482913 is my code". Two rounds find nearly all, the bound keeps the time bounded. */
const MOST_ROUNDS = 4
const KEY_SHAPE = /otpauth|[a-z2-9]{4}[ -]?[a-z2-9]{4}/i

type Found = Secret & { kept: number }

/** The text with what was found covered, its length unchanged: a word inside a password is no cue. What stays readable stays. */
function covered(text: string, spans: readonly Found[]): string {
  let result = ''
  let from = 0
  for (const span of spans) {
    const tail = readable(text, span)
    result += text.slice(from, span.start) + '•'.repeat(span.end - span.start - tail.length) + tail
    from = span.end
  }
  return result + text.slice(from)
}

/** The last digits that stay of a document's or card's number. */
const readable = (text: string, { start, end, kept }: Found): string => (kept === 0 ? '' : text.slice(start, end).replace(/\D/g, '').slice(-kept))

/** `expectsCode`: the sender has just been asked for a code, so that bare digits are one. */
export type Expectation = { expectsCode?: boolean }

/**
 * Hides what people should never type into a chat or form: passwords, one-time codes, card and document numbers. Run before storing and
 * logging. Of document and card numbers the last 2 to 4 digits stay. A second run changes nothing. Time grows with the length only.
 */
export function mask(text: string, { expectsCode = false }: Expectation = {}): { text: string; secrets: Secret[] } {
  if (!PASSWORD_WORDS.test(text) && !KEY_SHAPE.test(text) && NOTHING_TO_HIDE.test(text) && !NUMBER_WORD.test(text)) return { text, secrets: [] }
  let secrets: Found[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const more = apart(secretsIn(covered(text, secrets), expectsCode), secrets)
    if (more.length === 0) break
    secrets = [...secrets, ...more].sort(byStart)
  }
  let masked = ''
  let from = 0
  for (const secret of secrets) {
    masked += text.slice(from, secret.start) + MARK + readable(text, secret)
    from = secret.end
  }
  return { text: masked + text.slice(from), secrets: secrets.map(({ kind, start, end }) => ({ kind, start, end })) }
}

function secretsIn(text: string, expectsCode: boolean): Found[] {
  const passwords = PASSWORD_WORDS.test(text) ? passwordsIn(text).map((span) => ({ ...span, kind: 'password' as const, kept: 0 })) : []
  const keys = KEY_SHAPE.test(text) ? keysIn(text).map((span) => ({ ...span, kept: 0 })) : []
  const words = united([...passwords, ...keys])
  const cues = cuesIn(covered(text, words))
  const numbers = [...words, ...numbersIn(text, cues, words, expectsCode)].sort(byStart)
  const spelled = NUMBER_WORD.test(text) ? apart(spelledIn(text, cues, expectsCode), numbers).map((span) => ({ ...span, kind: 'code' as const, kept: 0 })) : []
  return [...numbers, ...spelled].sort(byStart)
}

const byStart = (a: { start: number }, b: { start: number }): number => a.start - b.start

/** Spans that overlap become one of the first one's kind: the address of a key may hold what reads as a password. */
function united(spans: readonly Found[]): Found[] {
  const result: Found[] = []
  for (const span of [...spans].sort(byStart)) {
    const last = result.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else result.push({ ...span })
  }
  return result
}

/** Those of `spans` that touch none of `others`. */
const apart = <T extends { start: number; end: number }>(spans: readonly T[], others: readonly { start: number; end: number }[]): T[] =>
  spans.filter(({ start, end }) => !others.some((other) => other.start < end && start < other.end))
