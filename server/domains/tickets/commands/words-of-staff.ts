import { asksForSecrets } from '#contract/asks-for-secrets'
import { dueAtDay, isoInZone, type Where, whereOf } from '#domains/deadlines/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { isDay } from '#platform/is-day'
import { allow, Refusal } from '#platform/refusal'
import { mayRead } from '../access.ts'
import { ticketByNumber } from '../load.ts'
import { ends } from '../machine.ts'
import type { Ticket } from '../model.ts'
import { tellCitizen } from '../notices.ts'
import { atDesk, atDeskUnlocked, type Done } from './at-desk.ts'
import { move, say, writeLastly } from './move.ts'

export interface Words {
  text: string
  fileIds?: readonly string[] | undefined
  expected?: number | undefined
}

/** PHISH-4: the service itself never asks for a password or a code, whoever types it. */
export function refuseAskingSecrets(text: string): void {
  if (asksForSecrets(text)) throw new Refusal('unprocessable', 'text.problems', undefined, [{ field: 'text', code: 'text.asks-for-secret' }])
}

/** A written word to the citizen; the first one stops the first-response clock (K2). */
export const replyToCitizen = (ctx: Ctx, number: string, { text, fileIds, expected }: Words, seen = ticketByNumber(ctx, number)): Promise<Done> =>
  atDeskUnlocked(ctx, number, seen, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    if (ends.includes(ticket.status)) throw new Refusal('conflict', 'ticket.ended', { status: ticket.status })
    // Nobody has it in hand: a word now would tell the citizen of work that has not begun.
    if (ticket.status === 'registered') throw new Refusal('conflict', 'ticket.take-first')
    refuseAskingSecrets(text)
    const { id } = await say(ctx, tx, loaded, 'reply', text, fileIds)
    const first = ticket.first_response_at ? {} : { first_response_at: ctx.now }
    const version =
      ticket.status === 'assigned'
        ? await move(ctx, tx, ticket, 'start', first, { replied: true })
        : writeLastly(tx, ticket, first, 'ticket.replied', { first: !ticket.first_response_at })
    await tellOfReply(tx, ticket, id)
    return version
  })

/** There is no notice of a mere reply: the one goes that is true of the request as it stands. Where the reader's way is mail it carries the words. */
async function tellOfReply(tx: Tx, ticket: Ticket, messageId: string): Promise<void> {
  if (ticket.status === 'waiting_citizen' && ticket.reply_by)
    await tellCitizen(tx, 'request.info_needed', ticket, { replyBy: ticket.reply_by.toISOString(), messageId })
  else if (ticket.status === 'resolved' && ticket.reopen_by)
    await tellCitizen(tx, 'request.resolved', ticket, { reopenBy: ticket.reopen_by.toISOString(), messageId })
  else await tellCitizen(tx, 'request.in_progress', ticket, { dueDate: ticket.due_at.toISOString(), messageId })
}

/** An internal note: whoever may read the request may leave one; the citizen never sees it. */
export const writeNote = (ctx: Ctx, number: string, { text, fileIds, expected }: Words, seen = ticketByNumber(ctx, number)): Promise<Done> =>
  atDeskUnlocked(ctx, number, seen, expected, 'own', async (tx, loaded) => {
    allow(mayRead(ctx.actor, loaded.ticket))
    await say(ctx, tx, loaded, 'note', text, fileIds)
    return writeLastly(tx, loaded.ticket, {}, 'ticket.noted')
  })

/** The close of the day named, if it is a day and still to come; of the due day, two hours before the due time (machine guard: before dueAt). */
function replyByOf(ctx: Ctx, where: Where, day: string, dueAt: Date): Date {
  const refuse = (code: string) =>
    new Refusal('unprocessable', 'question.problems', undefined, [{ field: 'replyBy', code, details: { dueAt: dueAt.toISOString() } }])
  if (!isDay(day)) throw refuse('replyBy.invalid')
  // By the days first: a day far ahead lies in a year that no calendar knows.
  if (day > isoInZone(where.zone, dueAt).slice(0, 10)) throw refuse('replyBy.after-due')
  if (day < isoInZone(where.zone, ctx.now).slice(0, 10)) throw refuse('replyBy.past')
  const close = dueAtDay(where, day)
  // On the due day itself the answer must leave time to use it.
  const by = close < dueAt ? close : new Date(dueAt.getTime() - TIME_TO_USE_AN_ANSWER_MS)
  if (by <= ctx.now) throw refuse('replyBy.past')
  return by
}
const TIME_TO_USE_AN_ANSWER_MS = 2 * 3_600_000
/** A reminder goes a day before; one within a day of the question helps nobody. */
const NO_REMINDER_MS = 48 * 3_600_000

/** Asks the citizen; `replyBy` is a day before the due date; the clock keeps running (machine guard). */
export const askCitizen = (ctx: Ctx, number: string, { text, replyBy, expected }: Words & { replyBy: string }): Promise<Done> =>
  atDesk(ctx, number, expected, 'work', async (tx, loaded) => {
    const { ticket } = loaded
    refuseAskingSecrets(text)
    const by = replyByOf(ctx, await whereOf(ctx), replyBy, ticket.due_at)
    const { id } = await say(ctx, tx, loaded, 'question', text)
    const version = await move(
      ctx,
      tx,
      ticket,
      'ask_citizen',
      // So soon that a reminder would come on the heels of the question: the question is reminder enough.
      {
        reply_by: by,
        reminded_at: by.getTime() - ctx.now.getTime() < NO_REMINDER_MS ? ctx.now : null,
        ...(!ticket.first_response_at && { first_response_at: ctx.now }),
      },
      { replyBy: by.toISOString() },
    )
    await tellCitizen(tx, 'request.info_needed', ticket, { replyBy: by.toISOString(), messageId: id })
    return version
  })
