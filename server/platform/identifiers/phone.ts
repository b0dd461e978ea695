import { type Checked, refused } from './checked.ts'
import { digitsOf } from './digits.ts'

export type PhoneCode = 'PHONE_CHARS' | 'PHONE_LENGTH' | 'PHONE_UNASSIGNED' | 'PHONE_NOT_MOBILE'

export type PhoneFacts = {
  /** ISO 3166-1 alpha-2, null where the calling code is not one of our neighbours'. */
  country: string | null
  /** Can get codes by SMS as far as its numbering plan says; null outside +7. */
  mobile: boolean | null
  tollFree: boolean
}

/** `demo`: the made-up numbers +7 000 are allowed. `forAccount`: only a number that can receive codes. */
export type PhoneOptions = { demo?: boolean; forAccount?: boolean }

// Longest first: 99x before any shorter code. A number elsewhere is kept, its country is just not named.
// biome-ignore format: a table
const COUNTRIES: readonly (readonly [string, string])[] = [
  ['375', 'BY'], ['380', 'UA'], ['374', 'AM'], ['994', 'AZ'], ['995', 'GE'], ['996', 'KG'], ['992', 'TJ'], ['993', 'TM'], ['998', 'UZ'],
  ['373', 'MD'], ['370', 'LT'], ['371', 'LV'], ['372', 'EE'], ['358', 'FI'], ['976', 'MN'], ['972', 'IL'], ['971', 'AE'],
  ['48', 'PL'], ['47', 'NO'], ['49', 'DE'], ['90', 'TR'], ['86', 'CN'], ['81', 'JP'], ['82', 'KR'],
]

/** A telephone number in E.164: '+79000000001'. Russian ways of writing it (8, 7, or 10 digits from 9; 810 before a country code) are understood. */
export function phone(input: string, options: PhoneOptions = {}): Checked<string, PhoneCode, PhoneFacts> {
  const trimmed = input.normalize('NFKC').trim()
  const international = trimmed.startsWith('+')
  const typed = digitsOf(international ? trimmed.slice(1) : trimmed)
  if ('sign' in typed) return refused('PHONE_CHARS', typed.sign)
  const digits = international ? typed.digits : withCountryCode(typed.digits)
  if (digits === null || (digits.startsWith('7') ? digits.length !== 11 : digits.length < 8 || digits.length > 15)) return refused('PHONE_LENGTH')
  const facts = digits.startsWith('7') ? factsOfPlus7(digits, options.demo === true) : elsewhere(digits)
  if (facts === null) return refused('PHONE_UNASSIGNED')
  if (options.forAccount && facts.mobile === false) return refused('PHONE_NOT_MOBILE')
  return { ok: true, value: `+${digits}`, ...facts }
}

function withCountryCode(digits: string): string | null {
  if (digits.startsWith('810') && digits.length > 11) return digits.slice(3)
  if (digits.length === 11 && /^[78]/.test(digits)) return `7${digits.slice(1)}`
  if (digits.length === 10 && digits.startsWith('9')) return `7${digits}`
  return null
}

/** Null for area codes that nobody has: from 0, 1, 2 and 5. */
function factsOfPlus7(digits: string, demo: boolean): PhoneFacts | null {
  const area = digits.slice(1, 4)
  if (/^[67]/.test(area)) return { country: 'KZ', mobile: area.startsWith('7') && !/^7[12]/.test(area), tollFree: false }
  if (/^[0125]/.test(area)) return demo && area === '000' ? { country: 'RU', mobile: true, tollFree: false } : null
  // Abkhazia: dialled by +7, but no Russian operator, and no code of the table above.
  if (area === '840' || area === '940') return { country: null, mobile: false, tollFree: false }
  return { country: 'RU', mobile: area.startsWith('9'), tollFree: area === '800' }
}

const elsewhere = (digits: string): PhoneFacts => ({
  country: COUNTRIES.find(([code]) => digits.startsWith(code))?.[1] ?? null,
  mobile: null,
  tollFree: false,
})

/** '+79000000001' as people read it: '+7 900 000-00-01'; numbers elsewhere stay as they are. */
export const showPhone = (e164: string): string => {
  const plus7 = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164)
  return plus7 ? `+7 ${plus7[1]} ${plus7[2]}-${plus7[3]}-${plus7[4]}` : e164
}
