import type { DataKey } from '#platform/vault/index'
import { placeOfProfile } from './model.ts'

/** What a person said about themselves, in normal form: ISO date, digits only. Kept as one sealed value in `account.profile`. */
export interface Profile {
  surname: string
  name: string
  patronymic?: string
  birthDate?: string
  snils?: string
  inn?: string
  /** Series and number, ten digits. */
  passport?: string
}
export type ProfileField = 'name' | 'birthDate' | 'snils' | 'inn' | 'passport'

export const sealProfile = (key: DataKey, citizenId: string, profile: Profile): Buffer => key.seal(placeOfProfile(citizenId), JSON.stringify(profile))
/** Null where there is none: an account from an outside provider may begin without. */
export const openProfile = <B extends Buffer | null>(key: DataKey, citizenId: string, sealed: B): B extends Buffer ? Profile : Profile | null =>
  (sealed && JSON.parse(key.openBytes(placeOfProfile(citizenId), sealed).toString())) as B extends Buffer ? Profile : Profile | null

/** Name and first letter of the surname: enough to see whose session this is. */
export const shortName = ({ surname, name }: Pick<Profile, 'surname' | 'name'>): string => `${name} ${[...surname][0] ?? ''}.`.trim()
/** Surname, name, patronymic, as documents have it. */
export const fullName = ({ surname, name, patronymic }: Pick<Profile, 'surname' | 'name' | 'patronymic'>): string =>
  [surname, name, patronymic].filter(Boolean).join(' ')
