import type { SelectQueryBuilder } from 'kysely'
import { wantsReminders } from '#domains/accounts/index'
import { addWorkingDays, whereOf } from '#domains/deadlines/index'
import { supervisorsOf } from '#domains/staff/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { bare } from '#platform/log'
import { Refusal } from '#platform/refusal'
import type { Tables } from '../../../migrations/tables.ts'
import { dueState, nextMark } from '../due.ts'
import { asTicket, type Ticket } from '../model.ts'
import { tellCitizen, tellStaff } from '../notices.ts'
import { move, write } from './move.ts'

type Tickets = SelectQueryBuilder<Tables, 'ticket', Record<never, never>>
const batch = 500

/**
 * One request after another, each in a change of its own: one bad row stops nobody else's clock. `due` picks the rows, and is asked again
 * of the locked row: whoever acted in between is not answered with a reminder of what he has just done.
 */
async function each(ctx: Ctx, due: (tickets: Tickets) => Tickets, work: (tx: Tx, ticket: Ticket) => Promise<unknown>): Promise<void> {
  const rows = await due(ctx.app.store.db.selectFrom('ticket')).select('id').limit(batch).execute()
  for (const { id } of rows) {
    try {
      await change(ctx, async (tx) => {
        const locked = await due(tx.db.selectFrom('ticket')).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
        if (!locked) throw new Refusal('conflict', 'ticket.changed')
        await work(tx, asTicket(locked))
      })
    } catch (error) {
      if (!(error instanceof Refusal))
        ctx.app.log.warn({ job: 'tickets.sweep', requestId: ctx.requestId, ...bare(error) }, 'a request was left for the next round')
    }
  }
}

/** Supervisors by team, asked once a round and not inside a change, which would need a second connection. */
function watchers(ctx: Ctx): (team: string) => Promise<string[]> {
  const known = new Map<string, Promise<string[]>>()
  return (team) => {
    const found = known.get(team) ?? supervisorsOf(ctx, team)
    known.set(team, found)
    return found
  }
}

/** SLA section 3: warnings at their marks, "late" at the due instant, once each; the next mark is stored with the change. */
export async function markClocks(ctx: Ctx): Promise<void> {
  const where = await whereOf(ctx)
  const watching = watchers(ctx)
  const due = (tickets: Tickets) => tickets.where('next_mark_at', '<=', ctx.now).orderBy('next_mark_at')
  await each(ctx, due, async (tx, ticket) => {
    const late = ctx.now > ticket.due_at
    const next = late ? null : nextMark(ticket, ctx.now, where)
    const left = dueState(ticket, ctx.now, where).workingMinutesLeft
    await write(tx, ticket, { next_mark_at: next, ...(late && { escalated_at: ticket.escalated_at ?? ctx.now }) }, late ? 'ticket.late' : 'ticket.due-soon', {
      dueAt: ticket.due_at.toISOString(),
    })
    const told = new Set([...(ticket.holder_id ? [ticket.holder_id] : []), ...(late || !ticket.holder_id ? await watching(ticket.team) : [])])
    for (const staffId of told) tellStaff(tx, ctx, late ? 'sla.breached' : 'sla.warning', staffId, ticket, { timeLeft: Math.max(0, left) })
    if (late)
      await tellCitizen(tx, 'request.overdue', ticket, { dueDate: ticket.due_at.toISOString(), newEta: addWorkingDays(where, ctx.now, 1).toISOString() })
  })
}

/** K2: the first answer in writing within the promised hours; a missed one is raised to the supervisors once, also where something else was raised before. */
export async function escalateMissed(ctx: Ctx): Promise<void> {
  const watching = watchers(ctx)
  const late = (tickets: Tickets) =>
    tickets
      .where('first_response_at', 'is', null)
      .where('first_response_by', '<', ctx.now)
      .where('ended_at', 'is', null)
      .where('first_response_late_at', 'is', null)
  await each(ctx, late, async (tx, ticket) => {
    await write(tx, ticket, { first_response_late_at: ctx.now, escalated_at: ticket.escalated_at ?? ctx.now }, 'ticket.first-response-late')
    for (const staffId of await watching(ticket.team)) tellStaff(tx, ctx, 'sla.breached', staffId, ticket)
  })
}

export async function remindWaiting(ctx: Ctx): Promise<void> {
  const tomorrow = new Date(ctx.now.getTime() + 86_400_000)
  const waiting = (tickets: Tickets) =>
    tickets.where('reply_by', '<', tomorrow).where('reply_by', '>', ctx.now).where('reminded_at', 'is', null).where('status', '=', 'waiting_citizen')
  await each(ctx, waiting, async (tx, ticket) => {
    await write(tx, ticket, { reminded_at: ctx.now }, 'ticket.reminded')
    if (await wantsReminders(tx, ticket.citizen_id)) await tellCitizen(tx, 'request.info_reminder', ticket, { daysLeft: 1 })
  })
}

/** The citizen did not answer by the day named: decide on what is there (machine, reply_timeout). */
export async function stopWaiting(ctx: Ctx): Promise<void> {
  const watching = watchers(ctx)
  const over = (tickets: Tickets) => tickets.where('reply_by', '<=', ctx.now).where('status', '=', 'waiting_citizen')
  await each(ctx, over, async (tx, ticket) => {
    await move(ctx, tx, ticket, 'reply_timeout')
    for (const staffId of ticket.holder_id ? [ticket.holder_id] : await watching(ticket.team)) tellStaff(tx, ctx, 'assignment.new', staffId, ticket)
  })
}

export async function closeAnswered(ctx: Ctx): Promise<void> {
  const over = (tickets: Tickets) => tickets.where('status', '=', 'resolved').where('reopen_by', '<', ctx.now)
  await each(ctx, over, async (tx, ticket) => {
    await move(ctx, tx, ticket, 'close')
    await tellCitizen(tx, 'request.closed', ticket)
  })
}
