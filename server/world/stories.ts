import type { Pool } from './cast.ts'
import type { CitizenAct, StaffAct } from './player.ts'

/** A step of an employee, `gap` quarters of an hour of working time after the one before; or of the citizen, somewhere between two of them. */
export type Move = { staff: StaffAct; gap: number } | { citizen: CitizenAct }
export interface Story {
  /** Of a hundred and twenty. */
  count: number
  pool: Pool
  /** Quarters of an hour of working time from the last step of staff to now: the least and the most. */
  ago: readonly [number, number]
  moves: readonly Move[]
  /** Nobody has touched it: when it was filed, in hours before now. */
  filed?: readonly [number, number]
  /** The same person files the same again some hours later. */
  twice?: boolean
}
const staff = (act: StaffAct, gap = 1): Move => ({ staff: act, gap })
const citizen = (act: CitizenAct): Move => ({ citizen: act })
const day = 34

/** What happens to requests, so that every state, channel and turn of the work is there to be seen. Ends stand first: they began long ago. */
export const stories: Record<string, Story> = {
  closedByCitizen: {
    count: 12,
    pool: 'any',
    ago: [3 * day, 20 * day],
    moves: [staff('take', 1), staff('reply', 2), staff('resolve', 9), citizen('confirm'), citizen('rate')],
  },
  closedAfterQuestion: {
    count: 7,
    pool: 'slow',
    ago: [2 * day, 16 * day],
    moves: [staff('take', 2), staff('note', 3), staff('ask', 4), citizen('answer'), staff('resolve', day), citizen('confirm'), citizen('rate')],
  },
  closedBySystem: { count: 12, pool: 'any', ago: [12 * day, 21 * day], moves: [staff('take', 1), staff('start', 1), staff('resolve', 8)] },
  closedLate: { count: 2, pool: 'slow', ago: [11 * day, 14 * day], moves: [staff('take', 8), staff('reply', day), staff('resolve', 6 * day)] },
  resolved: { count: 9, pool: 'any', ago: [2, 7 * day], moves: [staff('take', 2), staff('reply', 2), staff('resolve', 7)] },
  resolvedAndRated: { count: 4, pool: 'any', ago: [4, 5 * day], moves: [staff('take', 1), staff('resolve', 6), citizen('rate')] },
  declined: { count: 5, pool: 'documents', ago: [day, 14 * day], moves: [staff('take', 3), staff('note', 6), staff('decline', day)] },
  transferred: { count: 4, pool: 'documents', ago: [day, 15 * day], moves: [staff('take', 2), staff('transfer', 10)] },
  withdrawn: { count: 3, pool: 'slow', ago: [3, 12 * day], moves: [staff('take', 3), citizen('withdraw')] },
  merged: { count: 3, pool: 'slow', ago: [4, 6 * day], twice: true, moves: [staff('take', 2), staff('merge', 3)] },
  duplicate: { count: 2, pool: 'slow', ago: [1, 12], twice: true, moves: [staff('take', 1)] },
  timedOut: { count: 2, pool: 'slow', ago: [day, 3 * day], moves: [staff('take', 2), staff('askBriefly', 1), staff('resolve', 3 * day)] },
  waitingCitizen: { count: 8, pool: 'slow', ago: [3, day], moves: [staff('take', 3), staff('ask', 5)] },
  waitingExternal: { count: 5, pool: 'documents', ago: [4, 4 * day], moves: [staff('take', 2), staff('reply', 2), staff('askExternal', 6)] },
  externalCame: { count: 2, pool: 'documents', ago: [1, 10], moves: [staff('take', 2), staff('askExternal', 4), staff('externalCame', 3 * day)] },
  extended: { count: 3, pool: 'documents', ago: [2, 2 * day], moves: [staff('take', 2), staff('reply', 3), staff('extend', 2 * day)] },
  extensionAsked: { count: 2, pool: 'documents', ago: [1, 12], moves: [staff('take', 2), staff('reply', 2), staff('askExtension', 2 * day)] },
  escalated: { count: 3, pool: 'slow', ago: [1, 16], moves: [staff('take', 2), staff('reply', 3), citizen('object'), staff('escalate', day)] },
  reopened: { count: 3, pool: 'slow', ago: [10, 2 * day], moves: [staff('take', 2), staff('resolve', day), citizen('reopen')] },
  reclassified: { count: 2, pool: 'slow', ago: [2, 20], moves: [staff('take', 2), staff('reclassify', 3), staff('start', 2)] },
  inProgress: { count: 8, pool: 'slow', ago: [1, 2 * day], moves: [staff('take', 2), staff('reply', 4), citizen('words')] },
  soon: { count: 4, pool: 'slow', ago: [3 * day + 20, 4 * day], moves: [staff('take', 2), staff('start', 2)] },
  late: { count: 4, pool: 'slow', ago: [6 * day, 8 * day], moves: [staff('take', 4), staff('reply', 2)] },
  lateAndUnread: { count: 2, pool: 'any', ago: [0, 0], moves: [], filed: [200, 220] },
  assigned: { count: 7, pool: 'any', ago: [0, 12], moves: [staff('take', 1)] },
  security: { count: 3, pool: 'security', ago: [1, 8], moves: [staff('take', 1), staff('reply', 1), staff('reveal', 1)] },
  registered: { count: 10, pool: 'any', ago: [0, 0], moves: [], filed: [0.2, 14] },
}
