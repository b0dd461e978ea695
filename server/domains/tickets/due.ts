import type { Due } from '#contract/tickets'
import { type RegisteredDue, remainingWorkingTime, type Where, warningMarks } from '#domains/deadlines/index'
import { isDone } from './machine.ts'
import type { FrozenWhy, Ticket } from './model.ts'

/** The answer of the deadline rules as it is frozen in the request. */
export const freeze = (
  due: RegisteredDue,
  facts: { receivedAt: Date; priorityClass: FrozenWhy['priorityClass']; workingDays: number },
  moves: FrozenWhy['moves'] = [],
): FrozenWhy => ({
  receivedAt: facts.receivedAt.toISOString(),
  priorityClass: facts.priorityClass,
  workingDays: facts.workingDays,
  policy: due.why.policy,
  registeredOn: due.registeredOn,
  afterClosing: due.why.policy !== 'instant' && due.why.registeredOn !== due.why.receivedOn,
  counted: due.why.counted,
  skipped: [...due.why.closedBeforeRegistration, ...due.why.skipped].map(({ date, reason }) => ({ date, reason })),
  closesAt: due.why.closesAt,
  zone: due.why.zone,
  ruleVersion: due.why.ruleVersion,
  moves,
})

export const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

type Clocked = Pick<
  Ticket,
  | 'status'
  | 'due_at'
  | 'due_why'
  | 'received_at'
  | 'first_response_by'
  | 'first_response_at'
  | 'previous_due_at'
  | 'due_provisional'
  | 'resolved_at'
  | 'ended_at'
>

/** What of the frozen facts a running clock needs. */
export type Term = Pick<FrozenWhy, 'workingDays' | 'receivedAt'>
type Counted = Pick<Ticket, 'status' | 'due_at' | 'resolved_at' | 'ended_at'> & { due_why: Term }

/** ok, soon (a warning mark has passed), late, done; with what is left in working time. */
export function dueState(ticket: Counted, now: Date, where: Where): Pick<Due, 'state' | 'workingDaysLeft' | 'workingMinutesLeft'> {
  const done = isDone(ticket.status)
  const at = done ? (ticket.resolved_at ?? ticket.ended_at ?? now) : now
  const left = remainingWorkingTime({ ...where, now: at, dueAt: ticket.due_at })
  const soon = () => marksOf(ticket, where).some((at) => at <= now)
  return { state: done ? 'done' : left.overdue ? 'late' : soon() ? 'soon' : 'ok', workingDaysLeft: left.workingDays, workingMinutesLeft: left.minutes }
}

/** Counted from where the term runs: of a request that was reopened, from then. */
const marksOf = ({ due_at, due_why }: Pick<Ticket, 'due_at'> & { due_why: Term }, where: Where): Date[] =>
  warningMarks({ ...where, workingDays: due_why.workingDays, registeredAt: new Date(due_why.receivedAt), dueAt: due_at }).map((mark) => mark.at)

/**
 * The next moment the clock has something to say about an open request, after `after`: a warning mark, or the first millisecond of lateness.
 * A date that has passed already (a class corrected to a shorter one) says so at once: its moment is then before `after`.
 */
export function nextMark(ticket: Pick<Ticket, 'due_at'> & { due_why: Term }, after: Date, where: Where): Date {
  const marks = marksOf(ticket, where)
  const late = new Date(ticket.due_at.getTime() + 1)
  return marks.filter((at) => at > after && at < late).sort((a, b) => a.getTime() - b.getTime())[0] ?? late
}

/** Both dates with their why, as screens get them. */
export function dueView(ticket: Clocked, now: Date, where: Where): Due {
  const why = ticket.due_why
  return {
    firstResponseBy: ticket.first_response_by.toISOString(),
    firstResponseAt: ticket.first_response_at?.toISOString() ?? null,
    dueAt: ticket.due_at.toISOString(),
    previousDueAt: ticket.previous_due_at?.toISOString() ?? null,
    provisional: ticket.due_provisional,
    ...dueState(ticket, now, where),
    why: {
      receivedAt: why.receivedAt,
      registeredOn: why.registeredOn,
      afterClosing: why.afterClosing,
      priorityClass: why.priorityClass,
      workingDays: why.workingDays,
      counted: [...why.counted],
      skipped: why.skipped.map(({ date, reason }) => ({ day: date, reason })),
      closesAt: clock(why.closesAt),
      zone: why.zone,
      provisional: ticket.due_provisional,
      ruleVersion: why.ruleVersion,
      moves: why.moves.map(({ at, from, to, reason }) => ({ at, from, to, reason })),
    },
  }
}
