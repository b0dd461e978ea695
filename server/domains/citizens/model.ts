import type { DataKey, Place } from '#platform/vault/index'

/** A person with the key to their data at hand. */
export interface Citizen {
  id: string
  key: DataKey
  lang: 'ru' | 'en'
  zone: string
}
export type ContactKind = 'phone' | 'email' | 'snils' | 'inn'
/** As given and as compared: E.164, lower-case address, digits. */
export interface Contact {
  kind: ContactKind
  normal: string
}

/** Contacts that something is sent to. */
export type AddressKind = 'phone' | 'email'
export const placeOfDeadAddress = (citizenId: string, kind: AddressKind): Place => ({ table: 'dead_address', column: kind, id: citizenId })
export const placeOfContact = (citizenId: string, kind: ContactKind): Place => ({ table: 'contact', column: kind, id: citizenId })
