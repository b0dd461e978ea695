import type { Ticket } from './model.ts'

/** The answer may be contested at most so often; then a new linked request (machine guard). */
export const mostReopenings = 2

/** Before `reopenBy` and at most twice, whoever asks (machine guard). */
export const mayReopen = (ticket: Pick<Ticket, 'reopen_by' | 'reopened'>, now: Date): boolean =>
  ticket.reopen_by !== null && now <= ticket.reopen_by && ticket.reopened < mostReopenings
