import type { accountFactors, accountStates } from '#contract/accounts'
import type { Place } from '#platform/vault/index'

/** States of the machine `account`; which one an account is in follows from its row at a moment: state-of.ts. */
export type AccountState = (typeof accountStates)[number]
export type Factor = (typeof accountFactors)[number]
/** half: password given, factor missing; enrol: came by a backup code, may read and add a factor; full: everything asked was given. */
export type Level = 'half' | 'enrol' | 'full'
export type ContactKind = 'phone' | 'email'
/** By what somebody came in. */
export type SignInFactor = 'password' | 'code' | 'totp' | 'passkey' | 'backup_code' | 'oidc'

/** The facts the state follows from. */
export interface AccountFacts {
  state: 'open' | 'restricted' | 'blocked' | 'deleted'
  locked_until: Date | null
  failures_in_row: number
  recovery_until: Date | null
  cooling_until: Date | null
}

/** An open session of a citizen. */
export interface Session {
  id: string
  citizenId: string
  deviceId: string | null
  level: Level
  seenAt: Date
  provedAt: Date | null
  endsAt: Date
}

const place =
  (table: string, column: string) =>
  (id: string): Place => ({ table, column, id })
export const placeOfProfile = place('account', 'profile')
export const placeOfFactor = place('account_factor', 'secret')
export const placeOfLabel = place('account_factor', 'label')
export const placeOfDevice = place('account_device', 'about')
export const placeOfSession = place('account_session', 'about')
export const placeOfRegistration = place('account_registration', 'value')
/** Issuer and subject at an outside provider. */
export const placeOfIdentity = (provider: string, citizenId: string): Place => ({ table: 'account_identity', column: `subject ${provider}`, id: citizenId })
export const placeOfChange = place('contact_change', 'new_value')

/** Being seen is written down at most this often: an idle session may end up to a minute early, and a busy one costs no write per request. */
export const seenEveryMs = 60_000
/** Factors one person may keep: a phone, a spare, a few keys. */
export const mostFactors = 6
/** Sign-in contacts of one kind: two addresses for notices (NIST 800-63B-4). */
export const mostContacts = 2
