import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { channelsFor, newGuest, type Reader, readerOf } from '#domains/citizens/index'
import type { Notice, Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Ticket } from './model.ts'

type Told = Pick<Ticket, 'citizen_id' | 'id' | 'number'> & Partial<Pick<Ticket, 'channel'>>

/** Queues what the citizen is told, by the channels that are mandatory or chosen; facts are ids, dates and numbers. */
export async function tellCitizen(tx: Tx, event: NoticeEvent, ticket: Told, facts: Record<string, unknown> = {}): Promise<void> {
  tell(tx, event, ticket, await readerOf(tx, ticket.citizen_id), facts)
}

/** The same by mail alone: to somebody whose record is made just now, or of a code, which goes to the address that the request names. */
export const tellByMail = (tx: Tx, event: NoticeEvent, ticket: Told, facts: Record<string, unknown>, extra: Pick<Notice, 'secret' | 'expiresAt'> = {}): void =>
  tell(tx, event, ticket, newGuest, facts, extra)

function tell(
  tx: Tx,
  event: NoticeEvent,
  ticket: Told,
  reader: Reader,
  facts: Record<string, unknown>,
  extra: Pick<Notice, 'secret' | 'expiresAt'> = {},
): void {
  const channels = channelsFor(event, reader)
  // Who wrote a letter is answered by one, whatever else is chosen: the words of the answer are in it.
  const answersLetter = ticket.channel === 'email' && facts['messageId'] !== undefined && !channels.includes('email')
  for (const channel of answersLetter ? [...channels, 'email' as const] : channels)
    tx.notify({
      event,
      audience: 'citizen',
      personId: ticket.citizen_id,
      channel,
      ticketId: ticket.id,
      facts: { number: String(ticket.number), ...facts },
      lane: noticeEvents[event].lane,
      ...(reader.accountId && { accountId: reader.accountId }),
      ...extra,
    })
}

/** Tells an employee on the desk; nobody is told of what he did himself. */
export function tellStaff(
  tx: Tx,
  ctx: Ctx,
  event: NoticeEvent,
  staffId: string,
  ticket: Told & Pick<Ticket, 'due_at' | 'category' | 'priority_class'>,
  facts: Record<string, unknown> = {},
): void {
  if (ctx.actor.id === staffId) return
  tx.notify({
    event,
    audience: 'staff',
    personId: staffId,
    channel: 'inapp',
    ticketId: ticket.id,
    lane: noticeEvents[event].lane,
    facts: {
      number: String(ticket.number),
      dueAt: ticket.due_at.toISOString(),
      dueDate: ticket.due_at.toISOString(),
      category: ticket.category,
      priority: ticket.priority_class,
      ...facts,
    },
  })
}
