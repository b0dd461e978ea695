import type { Static } from 'typebox'
import type { ProfileView } from '#contract/my-account'
import { maskName, maskNumber, showSnils } from '#platform/identifiers/index'
import { fullName, type Profile, type ProfileField } from './profile.ts'

/** The account's pages show dots. */
const dotted = (masked: string): string => masked.replaceAll('*', '•')
const masked = (digits: string): string => dotted(maskNumber(digits))

/** What the account's page shows until a value is asked for by itself: enough to see that it is there, and whose. */
export const profileView = (profile: Profile | null): Static<typeof ProfileView> => ({
  name: profile && dotted(maskName(fullName(profile))),
  birthDate: profile?.birthDate ? `••.••.••${profile.birthDate.slice(2, 4)}` : null,
  snils: profile?.snils ? masked(profile.snils) : null,
  inn: profile?.inn ? masked(profile.inn) : null,
  passport: profile?.passport ? masked(profile.passport) : null,
})

/** One value in full, as people know it; a date as DD.MM.YYYY. */
export function profileValue(profile: Profile | null, field: ProfileField): string | null {
  if (!profile) return null
  if (field === 'name') return fullName(profile)
  const value = profile[field]
  if (!value) return null
  if (field === 'birthDate') return value.split('-').reverse().join('.')
  if (field === 'snils') return showSnils(value)
  return field === 'passport' ? `${value.slice(0, 4)} ${value.slice(4)}` : value
}
