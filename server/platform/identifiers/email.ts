import { domainToASCII, domainToUnicode } from 'node:url'
import { type Checked, refused } from './checked.ts'
import { foreignLetter } from './scripts.ts'

export type EmailCode = 'EMAIL_SPACE' | 'EMAIL_FORMAT' | 'EMAIL_NO_TLD' | 'EMAIL_LENGTH' | 'EMAIL_MIXED_SCRIPT' | 'EMAIL_LOCAL_NOT_ASCII' | 'EMAIL_ZONE'

export type EmailFacts = {
  /** For sending: the domain in ASCII. */
  ascii: string
  /** For comparing and the keyed index: all lower-case, the domain in ASCII. */
  lookupKey: string
  /** The local part is not ASCII: the mail server must speak SMTPUTF8 (RFC 6531). */
  smtpUtf8: boolean
}

/** `smtpUtf8: false` refuses what the configured mail server could not send. `zones`: only these top-level domains (`['ru', 'рф']`). */
export type EmailOptions = { smtpUtf8?: boolean; zones?: readonly string[] }

/**
 * An e-mail address: `value` keeps the local part as typed, with the domain lower-case and in Unicode for showing.
 * Only what cannot be an address is refused; whether it is one is proved by a code sent there.
 */
export function email(input: string, options: EmailOptions = {}): Checked<string, EmailCode, EmailFacts> {
  const typed = input.normalize('NFC').trim()
  if (/\s/.test(typed)) return refused('EMAIL_SPACE')
  const { local, domain } = parts(typed)
  if (!LOCAL.test(local) || !DOMAIN.test(domain)) return refused('EMAIL_FORMAT')
  const asciiDomain = domainToASCII(domain.toLowerCase())
  const shownDomain = domainToUnicode(asciiDomain)
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(asciiDomain) || asciiDomain.split('.').some(badLabel)) return refused('EMAIL_FORMAT')
  const topLevel = asciiDomain.split('.').slice(1).at(-1)
  if (topLevel === undefined || /^\d+$/.test(topLevel)) return refused('EMAIL_NO_TLD')
  const mixed = [...local.split(/[^\p{L}]+/u), ...shownDomain.split('.')].map(foreignLetter).find((letter) => letter !== null)
  if (mixed) return refused('EMAIL_MIXED_SCRIPT', mixed)
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(`${local}@${asciiDomain}`) > 254) return refused('EMAIL_LENGTH')
  const smtpUtf8 = /[^\x20-\x7e]/.test(local)
  if (smtpUtf8 && options.smtpUtf8 === false) return refused('EMAIL_LOCAL_NOT_ASCII')
  if (options.zones && !options.zones.some((zone) => domainToASCII(zone) === topLevel)) return refused('EMAIL_ZONE')
  const lookupKey = `${local.toLowerCase()}@${asciiDomain}`
  return { ok: true, value: `${local}@${shownDomain}`, ascii: `${local}@${asciiDomain}`, lookupKey, smtpUtf8 }
}

// Signs that end or split an address in a mail header stay out, and so do control characters; quoted local parts may hold an @.
const LOCAL = /^(?:[^\p{C}"(),:;<>@[\\\]]+|"(?:[^\p{C}"\\]|\\[\x21-\x7e])+")$/u
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(?:\.[\p{L}\p{N}\p{M}-]+)*$/u
const badLabel = (label: string): boolean => label.length > 63 || label.startsWith('-') || label.endsWith('-')

function parts(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@')
  return { local: address.slice(0, Math.max(0, at)), domain: address.slice(at + 1) }
}
