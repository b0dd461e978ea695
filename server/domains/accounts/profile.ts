import type { DataKey } from '#platform/vault/index'
import { placeOfProfile } from './model.ts'

/** What a person gave about themselves, each value in its normal form; sealed as one text with the person's key. */
export interface Profile {
  surname: string
  name: string
  patronymic?: string
  birthDate?: string
  snils?: string
  inn?: string
  passport?: string
}

export const sealProfile = (key: DataKey, citizenId: string, profile: Profile): Buffer => key.seal(placeOfProfile(citizenId), JSON.stringify(profile))
export const openProfile = (key: DataKey, citizenId: string, sealed: Buffer): Profile =>
  JSON.parse(key.openBytes(placeOfProfile(citizenId), sealed).toString('utf8')) as Profile

/** Name and first letter of the surname: enough to see whose session this is. */
export const shortName = ({ surname, name }: Pick<Profile, 'surname' | 'name'>): string => `${name} ${[...surname][0] ?? ''}.`.trim()
/** 'Иванова Мария Петровна': as in documents. */
export const fullName = ({ surname, name, patronymic }: Profile): string => [surname, name, patronymic].filter(Boolean).join(' ')
