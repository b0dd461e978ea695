import type { Lang } from '#contract/common'
import type { factors, Role, Team } from '#contract/staff'

export type Factor = (typeof factors)[number]
export type StaffState = 'invited' | 'active' | 'blocked'
/** enrol: came by the one-time link; half: password given, factor missing; full: both. */
export type Level = 'enrol' | 'half' | 'full'

/** An employee as colleagues see one. */
export interface Colleague {
  id: string
  name: string
  roles: Role[]
  teams: Team[]
}
export interface StaffMember extends Colleague {
  login: string
  lang: Lang
  state: StaffState
}

/** The open session behind a cookie. */
export interface Session {
  id: string
  staffId: string
  level: Level
  seenAt: Date
  provedAt: Date | null
  endsAt: Date
}

const minute = 60_000
/** Wrong tries in a row, each within `failureWindowMs` of the one before, until the account locks: ASVS 6.3.1 with room for a mistyped layout. */
export const mostFailures = 5
export const failureWindowMs = 15 * minute
/** The first lock; each further one within `lockoutMemoryMs` is twice as long, up to a day. Soft: it ends by itself, so a stranger cannot keep anyone out for long. */
export const firstLockMs = 15 * minute
export const longestLockMs = 24 * 60 * minute
/** Longer than the longest lock, or its end would forgive the row of locks. */
export const lockoutMemoryMs = 2 * longestLockMs

/** From the password to the code of the app: long enough to look for the phone. */
export const halfSessionMs = 10 * minute
/** To set a password and to install an authenticator app. */
export const enrolSessionMs = 30 * minute
/** What gives rights or changes a factor wants a proof of a factor no older than this (ASVS 7.5.1). */
export const freshProofMs = 5 * minute
/** Being seen is written down at most this often: an idle session may end up to a minute early, and a busy one costs no write per request. */
export const seenEveryMs = minute
/** Factors one person may keep: a phone, a spare, a few keys. */
export const mostFactors = 6

/** Tries of one network address (IPv6: of one /64) in five minutes; a whole office behind one address fits. */
export const triesPerAddress = 60
export const addressWindowSeconds = 300
/** Password hashes waiting for a thread before sign-in says "too many": about two seconds of waiting. */
export const mostHashesWaiting = 60

/** NIST 800-63B-4 and ASVS 6.2.1: length instead of composition rules. */
export const passwordLength = { min: 15, max: 128 }
