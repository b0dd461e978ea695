import { dueByWorkingDays, whereOf, workingDaysOf } from '#domains/deadlines/index'
import { supervisorsOf } from '#domains/staff/index'
import type { Tx } from '#platform/change'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { capacities } from '../access.ts'
import { baseDaysOf } from '../base-days.ts'
import { citizenStatus } from '../citizen-status.ts'
import { freeze, nextMark } from '../due.ts'
import { type Loaded, sameVersion, ticketForUpdate } from '../load.ts'
import { nextStatus } from '../machine.ts'
import { maskedText } from '../masked-intake.ts'
import { mayReopen } from '../may-reopen.ts'
import { placeOfComment } from '../model.ts'
import { tellCitizen, tellStaff } from '../notices.ts'
import { citizenCan } from '../queries/for-citizen.ts'
import { toWorkOn } from '../queries/mine.ts'
import { move, say, write } from './move.ts'

async function mine<T>(ctx: Ctx, number: string, expected: number | undefined, work: (tx: Tx, loaded: Loaded) => Promise<T>): Promise<T> {
  await toWorkOn(ctx, number)
  return change(ctx, async (tx) => {
    const loaded = await ticketForUpdate(ctx, tx, number)
    sameVersion(loaded.ticket, expected)
    return work(tx, loaded)
  })
}

export const withdraw = (ctx: Ctx, number: string, expected?: number) =>
  mine(ctx, number, expected, async (tx, { ticket }) => {
    await move(ctx, tx, ticket, 'withdraw')
    await tellCitizen(tx, 'request.withdrawn', ticket)
  })

/** The answer did not help: back to work with a new date of the same class, at most twice (machine guard). */
export const reopen = (ctx: Ctx, number: string, text: string, expected?: number) =>
  mine(ctx, number, expected, (tx, loaded) => reopening(ctx, tx, loaded, text))

export async function reopening(
  ctx: Ctx,
  tx: Tx,
  loaded: Loaded,
  text: string,
  said: () => Promise<unknown> = () => say(ctx, tx, loaded, 'words', text),
): Promise<number> {
  const { ticket } = loaded
  // The machine first: from a state that cannot be reopened it says what can be done instead.
  nextStatus(ticket.status, 'reopen', capacities(ctx.actor, ticket))
  if (!mayReopen(ticket, ctx.now)) throw new Refusal('conflict', 'ticket.reopen-over', { reopened: ticket.reopened })
  const where = await whereOf(ctx)
  // The class as it is now, without what an extension of the first round had added.
  const priorityClass = ticket.priority_class
  const workingDays = priorityClass === ticket.due_why.priorityClass ? baseDaysOf(ticket.due_why) : workingDaysOf(ctx.app.config, priorityClass)
  const due = dueByWorkingDays({ ...where, receivedAt: ctx.now, workingDays, policy: ctx.app.config.deadlines.registrationPolicy })
  const moved = { at: ctx.now.toISOString(), from: ticket.due_at.toISOString(), to: due.dueAt.toISOString(), reason: 'reopened' }
  const why = freeze(due, { receivedAt: ctx.now, priorityClass, workingDays }, [...ticket.due_why.moves, moved])
  await said()
  const version = await move(
    ctx,
    tx,
    ticket,
    'reopen',
    {
      reopened: ticket.reopened + 1,
      due_at: due.dueAt,
      previous_due_at: ticket.due_at,
      due_provisional: due.provisional,
      due_why: JSON.stringify(why),
      resolved_at: null,
      ended_at: null,
      reopen_by: null,
      escalated_at: null,
      objected_at: null,
      rating: null,
      rating_comment: null,
      next_mark_at: nextMark({ due_at: due.dueAt, due_why: why }, ctx.now, where),
    },
    { from: moved.from, to: moved.to },
  )
  await tellCitizen(tx, 'request.reopened', ticket, { dueDate: due.dueAt.toISOString() })
  return version
}

export const confirmAnswer = (ctx: Ctx, number: string, expected?: number) =>
  mine(ctx, number, expected, async (tx, { ticket }) => {
    await move(ctx, tx, ticket, 'close')
    await tellCitizen(tx, 'request.closed', ticket)
  })

export const rate = (ctx: Ctx, number: string, score: number, comment?: string) =>
  mine(ctx, number, undefined, async (tx, { ticket, key }) => {
    if (!citizenCan(ticket, ctx.now).rate)
      throw new Refusal('conflict', ticket.rating === null ? 'ticket.not-from-here' : 'ticket.rated-already', { status: citizenStatus(ticket.status) })
    const sealed = comment?.trim() ? key.seal(placeOfComment(ticket.id), maskedText(comment.trim()).text) : null
    await write(tx, ticket, { rating: score, rating_comment: sealed }, 'ticket.rated', { score })
  })

/** The citizen objects to the date: a supervisor watches from now on. */
export async function objectToTerm(ctx: Ctx, number: string, text: string): Promise<void> {
  const watching = await supervisorsOf(ctx, (await toWorkOn(ctx, number)).ticket.team)
  return mine(ctx, number, undefined, async (tx, loaded) => {
    const { ticket } = loaded
    if (!citizenCan(ticket, ctx.now).object)
      throw new Refusal('conflict', ticket.objected_at ? 'ticket.objected-already' : 'ticket.ended', { status: citizenStatus(ticket.status) })
    await say(ctx, tx, loaded, 'words', text)
    await write(tx, ticket, { escalated_at: ticket.escalated_at ?? ctx.now, objected_at: ctx.now }, 'ticket.objected')
    for (const staffId of watching) tellStaff(tx, ctx, 'sla.breached', staffId, ticket)
  })
}
