import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import type { PriorityClass } from '#contract/topics'

/** What can wait for a person. */
export type WorkKind = 'chat'
export interface Work {
  kind: WorkKind
  id: string
  team: Team
  lang: Lang
  priorityClass: PriorityClass
  /** Employee it would rather lie with: the one who had it last. */
  wanted?: string | null
}

/** A piece of work that waits, as rules see it. */
export interface InLine {
  kind: WorkKind
  id: string
  team: Team
  lang: Lang
  wanted: string | null
  /** Staff id -> not offered to them again before this instant (ISO). */
  passed: Record<string, string>
}
/** Somebody who is there for work. */
export interface OnLine {
  id: string
  roles: readonly Role[]
  teams: readonly Team[]
  lang: Lang
  /** Pieces of work at once. */
  most: number
  /** Since when each piece of work in their hands lies there. */
  takenAt: readonly Date[]
  /** An offer waits for their answer. */
  offered: boolean
  /** Last took or finished something, or came on line. */
  idleSince: Date
}
/** Minutes. */
export interface WaitRange {
  from: number
  to: number
}

/** Time to answer an offer. */
export const OFFER_MS = 20_000
/** Who passed an offer on, or let it run out, does not get the same one again for so long. */
export const PASS_MS = 120_000
/** Offers in a row that ran out: after so many the person is on pause. */
export const MOST_MISSED = 2
/** Offers go to those whose desk was heard from so lately; an open desk is heard every 10 s. */
export const SEEN_MS = 30_000
/** A desk not heard from for so long has gone: its person is off line, and what they hold goes back to the line (R14). */
export const GONE_MS = 60_000
/** Pieces of work at once, where the person has not said otherwise. */
export const MOST = 4
