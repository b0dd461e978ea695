import type { declineReasons } from '#contract/desk'
import { isSamePerson } from '#domains/citizens/index'
import { addWorkingDays, whereOf } from '#domains/deadlines/index'
import { supervisorsOf } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayRead } from '../access.ts'
import { notFound, ticketByNumber, ticketForUpdate } from '../load.ts'
import { ends } from '../machine.ts'
import { tellCitizen, tellStaff } from '../notices.ts'
import { atDesk, type Done } from './at-desk.ts'
import { move, say, write } from './move.ts'
import { reopening } from './of-citizen.ts'
import { recount } from './term.ts'
import { refuseAskingSecrets, type Words } from './words-of-staff.ts'

/** Until when the citizen may say that the answer did not help: +10 working days (machine effect; a setting). */
const reopenBy = async (ctx: Ctx): Promise<Date> => addWorkingDays(await whereOf(ctx), ctx.now, ctx.app.config.deadlines.reopenWorkingDays)

/** The answer in writing. */
export const resolveTicket = (ctx: Ctx, number: string, { text, fileIds, expected }: Words): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    refuseAskingSecrets(text)
    const until = await reopenBy(ctx)
    const { id } = await say(ctx, tx, loaded, 'answer', text, fileIds)
    const version = await move(ctx, tx, ticket, 'resolve', {
      resolved_at: ctx.now,
      reopen_by: until,
      ...(!ticket.first_response_at && { first_response_at: ctx.now }),
    })
    await tellCitizen(tx, 'request.resolved', ticket, { reopenBy: until.toISOString(), messageId: id })
    return version
  })

/** Declined with reason, ground and how to appeal; the citizen may object within the same time as after an answer. */
export const declineTicket = (
  ctx: Ctx,
  number: string,
  { reason, ground, text, expected }: Words & { reason: (typeof declineReasons)[number]; ground: string },
): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    refuseAskingSecrets(text)
    const { id } = await say(ctx, tx, loaded, 'refusal', `${text.trim()}\n\n${ground.trim()}`)
    const version = await move(
      ctx,
      tx,
      ticket,
      'decline',
      { reopen_by: await reopenBy(ctx), ...(!ticket.first_response_at && { first_response_at: ctx.now }) },
      { reason },
    )
    await tellCitizen(tx, 'request.declined', ticket, { reason, messageId: id })
    return version
  })

export const transferTicket = (ctx: Ctx, number: string, { body, text, expected }: Words & { body: string }): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    refuseAskingSecrets(text)
    const { id } = await say(ctx, tx, loaded, 'transfer', `${body.trim()}\n\n${text.trim()}`)
    const version = await move(ctx, tx, ticket, 'transfer', { ...(!ticket.first_response_at && { first_response_at: ctx.now }) })
    await tellCitizen(tx, 'request.transferred', ticket, { transferredOn: ctx.now.toISOString(), messageId: id })
    return version
  })

/** Joins it to another open or answered request of the same person: their id, or contacts that agree (PREP-2). History stays visible in both. */
export const mergeTicket = (ctx: Ctx, number: string, { into, expected }: { into: string; expected?: number | undefined }): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, { ticket }) => {
    const other = (await ticketForUpdate(ctx, tx, into)).ticket
    if (!mayRead(ctx.actor, other)) throw notFound()
    if (other.id === ticket.id) throw new Refusal('unprocessable', 'merge.itself')
    if (ends.includes(other.status)) throw new Refusal('conflict', 'merge.into-ended', { status: other.status })
    if (!(await isSamePerson(tx.db, ticket.citizen_id, other.citizen_id))) throw new Refusal('unprocessable', 'merge.other-person')
    await write(tx, other, {}, 'ticket.took-in', { from: String(ticket.number) })
    return move(ctx, tx, ticket, 'merge', { merged_into: other.id }, { into: String(other.number) })
  })

/** Another body is asked: the class becomes complex, with its date (machine guard, K3). */
export const askExternal = (
  ctx: Ctx,
  number: string,
  { body, text, expected }: { body: string; text?: string | undefined; expected?: number | undefined },
): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    await say(ctx, tx, loaded, 'note', [body.trim(), text?.trim()].filter(Boolean).join('\n\n'))
    const longer = ticket.priority_class === 'complex' ? null : await recount(ctx, ticket, 'complex')
    // An extension granted before may reach further than the new class: the later date was promised already.
    const due = longer && longer.due_at > ticket.due_at ? longer : null
    const version = await move(
      ctx,
      tx,
      ticket,
      'ask_external',
      { priority_class: 'complex', ...due },
      { ...(due && { from: ticket.due_at.toISOString(), to: due.due_at.toISOString() }) },
    )
    if (due)
      await tellCitizen(tx, 'request.extended', ticket, { oldDueDate: ticket.due_at.toISOString(), newDueDate: due.due_at.toISOString(), reason: 'external' })
    return version
  })

export const recordExternalReply = (ctx: Ctx, number: string, { text, expected }: Words): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    await say(ctx, tx, loaded, 'note', text)
    return move(ctx, tx, loaded.ticket, 'external_reply')
  })

/** A supervisor watches from now on. */
export async function escalateTicket(ctx: Ctx, number: string, { text, expected }: Words): Promise<Done> {
  const watching = await supervisorsOf(ctx, (await ticketByNumber(ctx, number)).ticket.team)
  return atDesk(ctx, number, expected, 'own', async (tx, loaded) => {
    await say(ctx, tx, loaded, 'note', text)
    const version = await move(ctx, tx, loaded.ticket, 'escalate', { escalated_at: ctx.now })
    for (const staffId of new Set([...watching, ...(loaded.ticket.holder_id ? [loaded.ticket.holder_id] : [])]))
      tellStaff(tx, ctx, 'sla.breached', staffId, loaded.ticket)
    return version
  })
}

export const reopenAtDesk = (ctx: Ctx, number: string, { text, expected }: Words): Promise<Done> =>
  atDesk(ctx, number, expected, 'own', (tx, loaded) => reopening(ctx, tx, loaded, text))
