import { type Checked, refused } from './checked.ts'

export type BirthDateCode = 'DATE_INVALID' | 'DATE_FUTURE' | 'DATE_TOO_OLD'

/**
 * A date of birth typed as DD.MM.YYYY or YYYY-MM-DD, returned as ISO. `today` is the agency's ISO date.
 * `under14`: a legal representative acts for the person.
 */
export function birthDate(input: string, today: string): Checked<string, BirthDateCode, { under14: boolean }> {
  const typed = input.normalize('NFKC').trim()
  const parts = /^(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})$/.exec(typed) ?? /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/.exec(typed)
  if (!parts?.groups) return refused('DATE_INVALID')
  const { year = '', month = '', day = '' } = parts.groups
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso) return refused('DATE_INVALID')
  if (iso > today) return refused('DATE_FUTURE')
  if (iso < '1900-01-01') return refused('DATE_TOO_OLD')
  return { ok: true, value: iso, under14: `${Number(year) + 14}${iso.slice(4)}` > today }
}
