import type { extensionReasons } from '#contract/desk'
import type { Category, PriorityClass, Topic } from '#contract/topics'
import { ruleFor } from '#domains/agency/index'
import { dueByWorkingDays, extendDue, whereOf, workingDaysOf } from '#domains/deadlines/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { allow, Refusal } from '#platform/refusal'
import { capacities, mayAskExtension, mayExtend, mayLengthen, mayReclassify } from '../access.ts'
import { freeze, nextMark } from '../due.ts'
import { extensionDaysLeft } from '../extension-days-left.ts'
import type { Loaded } from '../load.ts'
import { nextStatus } from '../machine.ts'
import { placeOfExtension, type Ticket } from '../model.ts'
import { tellCitizen } from '../notices.ts'
import { atDesk, type Done } from './at-desk.ts'
import { goodWords, move, say, write } from './move.ts'
import { refuseAskingSecrets } from './words-of-staff.ts'

type Reason = (typeof extensionReasons)[number]

/** Moves the date, counted from the old one. A supervisor grants at once, a specialist asks. Late or beyond the limit is refused by the system (SLA-5). */
export const extendTerm = (
  ctx: Ctx,
  number: string,
  asked: { reason: Reason; workingDays: number; text: string; expected?: number | undefined },
): Promise<Done> =>
  atDesk(ctx, number, asked.expected, 'own', async (tx, loaded) => {
    const { ticket } = loaded
    allow(mayExtend(ctx.actor, ticket) || mayAskExtension(ctx.actor, ticket), 'ticket.not-your-action')
    // The machine first: what cannot be extended in this state cannot be asked for either.
    nextStatus(ticket.status, 'extend', capacities(ctx.actor, ticket))
    mayStillExtend(ctx, ticket, asked.workingDays)
    refuseAskingSecrets(asked.text)
    const { text } = goodWords(asked.text)
    if (mayExtend(ctx.actor, ticket)) return granted(ctx, tx, loaded, { ...asked, approvedBy: ctx.actor.id! })
    const where = await whereOf(ctx)
    const due = extendDue({ ...where, previousDueDate: dayOf(ticket.due_at, where.zone), workingDays: asked.workingDays })
    const id = uuidv7(ctx.now)
    const row = {
      citizen_id: ticket.citizen_id,
      ticket_id: ticket.id,
      id,
      reason: asked.reason,
      working_days: asked.workingDays,
      new_due_at: due.dueAt,
      text: loaded.key.seal(placeOfExtension(id), text),
      asked_by: ctx.actor.id!,
      asked_at: ctx.now,
    }
    const put = await tx.db
      .insertInto('extension')
      .values(row)
      .onConflict((oc) => oc.columns(['citizen_id', 'ticket_id']).where('decided_at', 'is', null).doNothing())
      .executeTakeFirst()
    if (Number(put.numInsertedOrUpdatedRows ?? 0) === 0) throw new Refusal('conflict', 'extension.asked-already')
    return write(tx, ticket, {}, 'ticket.extension-asked', { extension: id, reason: asked.reason, to: due.dueAt.toISOString() })
  })

/** The supervisor's word on what a specialist asked. */
export const decideExtension = (
  ctx: Ctx,
  number: string,
  { id, grant, text, expected }: { id: string; grant: boolean; text?: string | undefined; expected?: number | undefined },
): Promise<Done> =>
  atDesk(ctx, number, expected, 'own', async (tx, loaded) => {
    const { ticket, key } = loaded
    allow(mayExtend(ctx.actor, ticket), 'ticket.not-your-action')
    const row = await tx.db
      .updateTable('extension')
      .set({ decided_by: ctx.actor.id, decided_at: ctx.now, granted: grant })
      .where('citizen_id', '=', ticket.citizen_id)
      .where('ticket_id', '=', ticket.id)
      .where('id', '=', id)
      .where('decided_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new Refusal('conflict', 'extension.decided-already')
    if (row.asked_by === ctx.actor.id) throw new Refusal('forbidden', 'extension.own')
    if (text?.trim()) await say(ctx, tx, loaded, 'note', text)
    if (!grant) return write(tx, ticket, {}, 'ticket.extension-refused', { extension: id })
    mayStillExtend(ctx, ticket, row.working_days)
    return granted(ctx, tx, loaded, {
      reason: row.reason as Reason,
      workingDays: row.working_days,
      text: key.openBytes(placeOfExtension(id), row.text).toString(),
      approvedBy: ctx.actor.id!,
    })
  })

function mayStillExtend(ctx: Ctx, ticket: Ticket, workingDays: number): void {
  if (ctx.now > ticket.due_at) throw new Refusal('conflict', 'extension.too-late', { dueAt: ticket.due_at.toISOString() })
  const left = extensionDaysLeft(ctx, ticket)
  if (workingDays > left)
    throw new Refusal('unprocessable', 'extension.problems', undefined, [{ field: 'workingDays', code: 'workingDays.beyond-limit', details: { left } }])
}

const dayOf = (at: Date, zone: string): string => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

async function granted(
  ctx: Ctx,
  tx: Tx,
  loaded: Loaded,
  { reason, workingDays, text, approvedBy }: { reason: Reason; workingDays: number; text: string; approvedBy: string },
): Promise<number> {
  const { ticket } = loaded
  const where = await whereOf(ctx)
  const due = extendDue({ ...where, previousDueDate: dayOf(ticket.due_at, where.zone), workingDays })
  const moved = { at: ctx.now.toISOString(), from: ticket.due_at.toISOString(), to: due.dueAt.toISOString(), reason, workingDays }
  const why = { ...ticket.due_why, workingDays: ticket.due_why.workingDays + workingDays, moves: [...ticket.due_why.moves, moved] }
  await say(ctx, tx, loaded, 'extension', text)
  const version = await move(
    ctx,
    tx,
    ticket,
    'extend',
    {
      due_at: due.dueAt,
      previous_due_at: ticket.due_at,
      due_provisional: due.provisional,
      due_why: JSON.stringify(why),
      extended_days: ticket.extended_days + workingDays,
      next_mark_at: nextMark({ due_at: due.dueAt, due_why: why }, ctx.now, where),
    },
    { from: moved.from, to: moved.to, reason, approvedBy },
  )
  await tellCitizen(tx, 'request.extended', ticket, { oldDueDate: moved.from, newDueDate: moved.to, reason })
  return version
}

/** Corrects topic, category or class with history (K14); the date is counted anew from registration. A longer class takes a supervisor. */
export const reclassify = (
  ctx: Ctx,
  number: string,
  to: { topic?: Topic | undefined; category?: Category | undefined; priorityClass?: PriorityClass | undefined; expected?: number | undefined },
): Promise<Done> =>
  atDesk(ctx, number, to.expected, 'own', async (tx, { ticket }) => {
    allow(mayReclassify(ctx.actor, ticket), 'ticket.not-yours', { holder: ticket.holder_id })
    const rule = to.topic ? ruleFor(to.topic) : null
    const priorityClass = to.priorityClass ?? rule?.priorityClass ?? ticket.priority_class
    const set: Pick<Ticket, 'topic' | 'category' | 'priority_class'> & { team?: Ticket['team']; holder_id?: null } = {
      topic: to.topic ?? ticket.topic,
      category: to.category ?? rule?.category ?? ticket.category,
      priority_class: priorityClass,
      // Another team's topic: it goes there, into nobody's hands; the state of the work stays (machine: same).
      ...(rule && rule.team !== ticket.team && { team: rule.team, holder_id: null }),
    }
    const recounted = priorityClass === ticket.priority_class ? null : await recount(ctx, ticket, priorityClass)
    const later = recounted !== null && recounted.due_at > ticket.due_at
    const longer = workingDaysOf(ctx.app.config, priorityClass) > workingDaysOf(ctx.app.config, ticket.priority_class)
    if (later || longer) allow(mayLengthen(ctx.actor), 'class.longer-needs-supervisor')
    const version = await move(
      ctx,
      tx,
      ticket,
      'reclassify',
      { ...set, ...recounted },
      {
        topic: set.topic,
        category: set.category,
        priorityClass,
        ...(set.team && { toTeam: set.team }),
        ...(recounted && { from: ticket.due_at.toISOString(), to: recounted.due_at.toISOString() }),
      },
    )
    if (later)
      await tellCitizen(tx, 'request.extended', ticket, {
        oldDueDate: ticket.due_at.toISOString(),
        newDueDate: recounted.due_at.toISOString(),
        reason: 'reclassified',
      })
    return version
  })

/** The date of another class, from the moment of receipt; extensions granted so far fall away with the old class. */
export async function recount(ctx: Ctx, ticket: Ticket, priorityClass: PriorityClass) {
  const where = await whereOf(ctx)
  const workingDays = workingDaysOf(ctx.app.config, priorityClass)
  const receivedAt = new Date(ticket.due_why.receivedAt)
  const due = dueByWorkingDays({ ...where, receivedAt, workingDays, policy: ticket.due_why.policy as 'instant' })
  const moved = { at: ctx.now.toISOString(), from: ticket.due_at.toISOString(), to: due.dueAt.toISOString(), reason: 'reclassified' }
  const why = freeze(due, { receivedAt, priorityClass, workingDays }, [...ticket.due_why.moves, moved])
  return {
    due_at: due.dueAt,
    previous_due_at: ticket.due_at,
    due_provisional: due.provisional,
    due_why: JSON.stringify(why),
    extended_days: 0,
    next_mark_at: nextMark({ due_at: due.dueAt, due_why: why }, ctx.now, where),
  }
}
