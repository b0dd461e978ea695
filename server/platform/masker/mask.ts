import { cuesIn } from './cues.ts'
import { type NumberKind, numbersIn } from './numbers.ts'
import { passwordsIn } from './passwords.ts'

/** What was hidden and where it stood in the text that was given (not in the masked one). */
export type Secret = { kind: NumberKind | 'password'; start: number; end: number }

/** Stands for every secret, in all languages and of one length: it does not tell how long the secret was. */
export const MARK = '••••••'

const NOTHING_TO_HIDE = /^[^\d]*$/
const PASSWORD_WORDS = /парол|пасворд|pass|pwd|слов|security answer/i

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

/**
 * Hides what people should never type into a chat or form: passwords, one-time codes, card and document numbers. Run before storing and
 * logging. Of document and card numbers the last 2 to 4 digits stay. A second run changes nothing. Time grows with the length only.
 */
export function mask(text: string): { text: string; secrets: Secret[] } {
  const hasPassword = PASSWORD_WORDS.test(text)
  if (!hasPassword && NOTHING_TO_HIDE.test(text)) return { text, secrets: [] }
  const passwords = hasPassword ? passwordsIn(text) : []
  const numbers = numbersIn(text, cuesIn(blanked(text, passwords)), passwords)
  if (passwords.length + numbers.length === 0) return { text, secrets: [] }
  const secrets = [...passwords.map((span) => ({ ...span, kind: 'password' as const, kept: 0 })), ...numbers].sort((a, b) => a.start - b.start)
  let masked = ''
  let from = 0
  for (const { start, end, kept } of secrets) {
    const tail = kept === 0 ? '' : text.slice(start, end).replace(/\D/g, '').slice(-kept)
    masked += text.slice(from, start) + MARK + tail
    from = end
  }
  return { text: masked + text.slice(from), secrets: secrets.map(({ kind, start, end }) => ({ kind, start, end })) }
}
