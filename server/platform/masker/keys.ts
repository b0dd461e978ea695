import type { Span } from './passwords.ts'

/** Secrets of letters and digits: the key of an authenticator app, codes saved on paper. */
export type KeySecret = Span & { kind: 'totp' | 'code' }

const URI = /(?<![\p{L}\p{N}])otpauth:\/\/[^\s"<>«»]{1,300}/gu
/** Base32 as apps show it: one token, or groups of four. */
const BASE32 = /(?<![\p{L}\p{N}])(?:[A-Z2-7]{16,64}|[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}|[a-z2-7]{4}(?: [a-z2-7]{4}){3,15}|[a-z2-7]{16,64})(?![\p{L}\p{N}])/gu
const KEY_WORD = /(?:ключ|секрет|тотп|приложени|аутентификатор|qr|кьюар|key|secret|totp|2fa|authenticator|base32)[^.!?\n•]{0,48}$/iu
/** In fives, of signs that are not taken for one another: our own reserve and recovery codes. */
const IN_FIVES = /(?<![\p{L}\p{N}])(?:[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}(?:(?:-[2-9A-HJ-NP-Z]{5}){3}-[2-9A-HJ-NP-Z])?|[2-9A-HJ-NP-Z]{26})(?![\p{L}\p{N}-])/gu
const RESERVE = /(?<![\p{L}\p{N}])[2-9a-hj-np-z]{5}[- ]?[2-9a-hj-np-z]{5}(?![\p{L}\p{N}-])/giu
const RESERVE_WORD = /(?:резервн|запасн|сохран[её]нн|восстановлени|backup|reserve|recovery|saved)[^.!?\n•]{0,40}$/iu

const BEFORE = 64
const hasBoth = (token: string): boolean => /\d/.test(token) && /\p{L}/u.test(token)

/** Where keys and saved codes stand, in order; those that begin inside an earlier one are left out. */
export function keysIn(text: string): KeySecret[] {
  const found: KeySecret[] = []
  const add = (pattern: RegExp, kind: KeySecret['kind'], counts: (token: string, before: string) => boolean) => {
    for (const { 0: token, index: start } of text.matchAll(pattern)) {
      const end = start + token.length
      if (!counts(token, text.slice(Math.max(0, start - BEFORE), start)) || found.some((one) => one.start < end && start < one.end)) continue
      found.push({ start, end, kind })
    }
  }
  add(URI, 'totp', () => true)
  add(
    BASE32,
    'totp',
    (token, before) => (KEY_WORD.test(before) && (hasBoth(token) || token === token.toUpperCase())) || (token === token.toUpperCase() && hasBoth(token)),
  )
  add(IN_FIVES, 'code', hasBoth)
  add(RESERVE, 'code', (token, before) => RESERVE_WORD.test(before) && hasBoth(token))
  return found.sort((a, b) => a.start - b.start)
}
