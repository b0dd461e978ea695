import type { FieldProblem } from '#contract/drafts'
import { birthDate, inn, passport, snils } from '#platform/identifiers/index'
import type { Profile } from './profile.ts'

export type Filled = Pick<Profile, 'birthDate' | 'snils' | 'inn' | 'passport'>
const fields = ['birthDate', 'snils', 'inn', 'passport'] as const
type Read = { ok: true; value: string } | { ok: false; code: string }

const readers: Record<(typeof fields)[number], (typed: string, today: string) => Read> = {
  birthDate: (typed, today) => birthDate(typed, today),
  snils: (typed) => snils(typed),
  inn: (typed) => {
    const read = inn(typed)
    return read.ok && read.kind === 'organisation' ? { ok: false, code: 'INN_LENGTH' } : read
  },
  passport: (typed) => {
    const bare = typed.replaceAll(/[\s№-]/g, '')
    const read = passport(bare.slice(0, 4), bare.slice(4))
    return read.ok ? { ok: true, value: `${read.value.series}${read.value.number}` } : read
  },
}

/** What was typed into empty fields of a profile, in normal form, with every problem at once. `today` is the agency's ISO date. */
export function profileProblems(typed: Filled, before: Profile | null, today: string): { problems: FieldProblem[]; normal: Filled } {
  const problems: FieldProblem[] = []
  const normal: Filled = {}
  for (const field of fields) {
    const value = typed[field]?.trim()
    if (!value) continue
    const read = readers[field](value, today)
    if (!read.ok) problems.push({ field, code: `${field}.invalid`, details: { reason: read.code } })
    // The same value again is no change: a repeated press is answered as the first.
    else if (before?.[field] && before[field] !== read.value) problems.push({ field, code: 'profile.filled' })
    else normal[field] = read.value
  }
  return { problems, normal }
}
