import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import type { Platform } from './platform.ts'

/** Who acts. Rights are read afresh for each request (ASVS 8.3.2). */
export type Actor =
  | { kind: 'guest'; id: string | null }
  | { kind: 'citizen'; id: string; sessionId: string; visitorId: string | null; level: 'enrol' | 'full'; provedAt: Date }
  | { kind: 'staff'; id: string; roles: readonly Role[]; teams: readonly Team[]; provedAt: Date }
  | { kind: 'system'; id: null }
export type Staff = Extract<Actor, { kind: 'staff' }>
/** Somebody signed in to an account. `enrol`: came by a backup code, so may read and add a factor only. `visitorId` is the browser's own session, which holds the draft. */
export type SignedIn = Extract<Actor, { kind: 'citizen' }>

/** The session of this browser, signed in or not: drafts and guests' rights belong to it. */
export const visitorOf = (actor: Actor): string | null => (actor.kind === 'guest' ? actor.id : actor.kind === 'citizen' ? actor.visitorId : null)

/** What every command and query gets: who, when, in which request. Time is an argument. */
export interface Ctx {
  app: Platform
  actor: Actor
  now: Date
  lang: Lang
  /** Equals the error code that people see (TECH-1) and stands in the journal. */
  requestId: string
  /** One answer per key (R13); absent where the caller gave none. */
  idempotency?: Idempotency
}
export interface Idempotency {
  scope: string
  key: string
  bodyMac: Buffer
}

/** The service itself as actor: jobs, sweeps, the command line. */
export const systemCtx = (app: Platform, now: Date, requestId: string): Ctx => ({ app, actor: { kind: 'system', id: null }, now, lang: 'ru', requestId })
