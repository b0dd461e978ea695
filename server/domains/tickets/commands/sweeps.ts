import { whereOf } from '#domains/deadlines/index'
import { supervisorsOf } from '#domains/staff/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { dueState, nextMark } from '../due.ts'
import type { Ticket } from '../model.ts'
import { tellCitizen, tellStaff } from '../notices.ts'
import { move, write } from './move.ts'

/** One request after another, each in a change of its own: one bad row stops nobody else's clock. */
async function each(ctx: Ctx, ids: readonly { id: string }[], work: (tx: Tx, ticket: Ticket) => Promise<unknown>): Promise<void> {
  for (const { id } of ids) {
    try {
      await change(ctx, async (tx) => {
        const locked = await tx.db.selectFrom('ticket').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
        // An erased person's request has ended; nothing is told to nobody.
        if (locked) await work(tx, locked as unknown as Ticket)
        if (!locked) tx.record('sweep.nothing', { object: id })
      })
    } catch (error) {
      ctx.app.log.warn({ job: 'tickets.sweep', requestId: ctx.requestId, code: (error as { code?: string }).code }, 'a request was left for the next round')
    }
  }
}
const batch = 500

/** SLA section 3: warnings at their marks, "late" at the due instant, once each; the next mark is stored with the change. */
export async function markClocks(ctx: Ctx): Promise<void> {
  const where = await whereOf(ctx)
  const rows = await ctx.app.store.db.selectFrom('ticket').select('id').where('next_mark_at', '<=', ctx.now).orderBy('next_mark_at').limit(batch).execute()
  await each(ctx, rows, async (tx, ticket) => {
    const late = ctx.now > ticket.due_at
    const next = late ? null : nextMark({ received_at: ticket.received_at, due_at: ticket.due_at, due_why: ticket.due_why }, ctx.now, where)
    const left = dueState(ticket, ctx.now, where).workingMinutesLeft
    await write(
      ctx,
      tx,
      ticket,
      { next_mark_at: next, ...(late && { escalated_at: ticket.escalated_at ?? ctx.now }) },
      late ? 'ticket.late' : 'ticket.due-soon',
      { dueAt: ticket.due_at.toISOString() },
    )
    const told = new Set([...(ticket.holder_id ? [ticket.holder_id] : []), ...(late || !ticket.holder_id ? await supervisorsOf(ctx, ticket.team) : [])])
    for (const staffId of told) tellStaff(tx, ctx, late ? 'sla.breached' : 'sla.warning', staffId, ticket, { timeLeft: Math.max(0, left) })
    if (late) tellCitizen(tx, 'request.overdue', ticket, { dueDate: ticket.due_at.toISOString(), newEta: nextMorning(ctx.now, where.zone) })
  })
}

/** What a late request promises next: word by the end of the following day. */
const nextMorning = (now: Date, zone: string): string =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).add({ days: 1 }).with({ hour: 18, minute: 0, second: 0, millisecond: 0 })
      .epochMilliseconds,
  ).toISOString()

/** K2: the first answer in writing within the promised hours; a missed one is raised to the supervisors once. */
export async function escalateMissed(ctx: Ctx): Promise<void> {
  const rows = await ctx.app.store.db
    .selectFrom('ticket')
    .select('id')
    .where('first_response_at', 'is', null)
    .where('first_response_by', '<', ctx.now)
    .where('ended_at', 'is', null)
    .where('escalated_at', 'is', null)
    .limit(batch)
    .execute()
  await each(ctx, rows, async (tx, ticket) => {
    await write(ctx, tx, ticket, { escalated_at: ctx.now }, 'ticket.first-response-late')
    for (const staffId of await supervisorsOf(ctx, ticket.team)) tellStaff(tx, ctx, 'sla.breached', staffId, ticket)
  })
}

export async function remindWaiting(ctx: Ctx): Promise<void> {
  const tomorrow = new Date(ctx.now.getTime() + 86_400_000)
  const rows = await ctx.app.store.db
    .selectFrom('ticket')
    .select('id')
    .where('reply_by', '<', tomorrow)
    .where('reply_by', '>', ctx.now)
    .where('reminded_at', 'is', null)
    .where('status', '=', 'waiting_citizen')
    .limit(batch)
    .execute()
  await each(ctx, rows, async (tx, ticket) => {
    await write(ctx, tx, ticket, { reminded_at: ctx.now }, 'ticket.reminded')
    tellCitizen(tx, 'request.info_reminder', ticket, { daysLeft: 1 })
  })
}

/** The citizen did not answer by the day named: decide on what is there (machine, reply_timeout). */
export async function stopWaiting(ctx: Ctx): Promise<void> {
  const rows = await ctx.app.store.db
    .selectFrom('ticket')
    .select('id')
    .where('reply_by', '<=', ctx.now)
    .where('status', '=', 'waiting_citizen')
    .limit(batch)
    .execute()
  await each(ctx, rows, async (tx, ticket) => {
    await move(ctx, tx, ticket, 'reply_timeout')
    if (ticket.holder_id) tellStaff(tx, ctx, 'assignment.new', ticket.holder_id, ticket)
  })
}

export async function closeAnswered(ctx: Ctx): Promise<void> {
  const rows = await ctx.app.store.db.selectFrom('ticket').select('id').where('status', '=', 'resolved').where('reopen_by', '<', ctx.now).limit(batch).execute()
  await each(ctx, rows, async (tx, ticket) => {
    await move(ctx, tx, ticket, 'close')
    tellCitizen(tx, 'request.closed', ticket)
  })
}
