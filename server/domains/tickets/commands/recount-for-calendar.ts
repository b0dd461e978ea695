import { dueByWorkingDays, extendDue, recomputeDue, type Where, type WorkingCalendar, whereOf } from '#domains/deadlines/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { baseDaysOf, extensionsIn } from '../base-days.ts'
import { freeze, nextMark } from '../due.ts'
import { asTicket, type Ticket } from '../model.ts'
import { write } from './move.ts'

export interface Recounted {
  later: number
  earlier: number
  kept: number
}
const BATCH = 500

/** Open requests page by page, oldest id first. */
async function* openTickets(ctx: Ctx): AsyncIterable<Ticket[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await ctx.app.store.db
      .selectFrom('ticket')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('resolved_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    if (rows.length === 0) return
    yield rows.map(asTicket)
    after = rows.at(-1)!.id
  }
}

/** The same question asked of another calendar: from receipt by class, then each extension from the date before it. */
function countedAgain(ticket: Ticket, where: Where) {
  const { due_why: why } = ticket
  const first = dueByWorkingDays({ ...where, receivedAt: new Date(why.receivedAt), workingDays: baseDaysOf(why), policy: why.policy as 'instant' })
  const last = extensionsIn(why).reduce(
    (due, m) => extendDue({ ...where, previousDueDate: due.dueDate, workingDays: m.workingDays ?? 1 }),
    first as Pick<typeof first, 'dueAt' | 'dueDate' | 'provisional' | 'shortened'> as ReturnType<typeof extendDue>,
  )
  return { first, last }
}

const promised = (ticket: Ticket) => ({ dueDate: '', dueAt: ticket.due_at, provisional: ticket.due_provisional })

/** How many open dates would move under this calendar; an earlier promise stays (SLA section 3). Nothing is written. */
export async function previewCalendar(ctx: Ctx, calendar: WorkingCalendar): Promise<Recounted> {
  const where = { ...(await whereOf(ctx)), calendar }
  const sum: Recounted = { later: 0, earlier: 0, kept: 0 }
  for await (const page of openTickets(ctx))
    for (const ticket of page) {
      const { last } = countedAgain(ticket, where)
      const answer = recomputeDue(promised(ticket), last)
      if (answer.kept) {
        sum.later++
        sum.kept++
      } else if (answer.changed === 'date') sum.earlier++
    }
  return sum
}

/** Counts open dates anew by the calendar in use; each request in a change of its own, so it may be run again after a fault. */
export async function recountForCalendar(ctx: Ctx): Promise<Recounted> {
  const where = await whereOf(ctx)
  const sum: Recounted = { later: 0, earlier: 0, kept: 0 }
  for await (const page of openTickets(ctx))
    for (const ticket of page) {
      const { first, last } = countedAgain(ticket, where)
      const answer = recomputeDue(promised(ticket), last)
      if (answer.kept) sum.kept++
      if (!answer.changed) continue
      if (answer.changed === 'date') sum.earlier++
      await change({ ...ctx, idempotency: undefined }, async (tx) => {
        const moved =
          answer.changed === 'date'
            ? [{ at: ctx.now.toISOString(), from: ticket.due_at.toISOString(), to: answer.promise.dueAt.toISOString(), reason: 'calendar' }]
            : []
        const why =
          answer.changed === 'date'
            ? {
                ...freeze(first, {
                  receivedAt: new Date(ticket.due_why.receivedAt),
                  priorityClass: ticket.due_why.priorityClass,
                  workingDays: ticket.due_why.workingDays,
                }),
                moves: [...ticket.due_why.moves, ...moved],
              }
            : ticket.due_why
        await write(
          tx,
          ticket,
          {
            due_at: answer.promise.dueAt,
            due_provisional: answer.promise.provisional,
            due_why: JSON.stringify(why),
            ...(moved.length > 0 && { previous_due_at: ticket.due_at }),
            next_mark_at: nextMark({ due_at: answer.promise.dueAt, due_why: why }, ctx.now, where),
          },
          'ticket.due-recounted',
          moved.length ? { from: moved[0]!.from, to: moved[0]!.to, reason: 'calendar' } : { reason: 'calendar' },
        )
      }).catch((error) => {
        // Somebody wrote on it meanwhile; the reaction, which counts all once more, finds it as it is then.
        if (!(error instanceof Refusal && error.kind === 'conflict')) throw error
      })
    }
  return sum
}
