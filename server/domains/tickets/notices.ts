import { channelsToQueue, type NoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Notice, Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Ticket } from './model.ts'

type Told = Pick<Ticket, 'citizen_id' | 'id' | 'number'>

/** Queues what the citizen is told, by every channel that is on; facts are ids, dates and numbers. */
export function tellCitizen(
  tx: Tx,
  event: NoticeEvent,
  ticket: Told,
  facts: Record<string, unknown> = {},
  extra: Pick<Notice, 'secret' | 'expiresAt'> = {},
): void {
  for (const channel of channelsToQueue(event))
    tx.notify({
      event,
      audience: 'citizen',
      personId: ticket.citizen_id,
      channel,
      ticketId: ticket.id,
      facts: { number: String(ticket.number), ...facts },
      lane: noticeEvents[event].lane,
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
  for (const channel of channelsToQueue(event))
    tx.notify({
      event,
      audience: 'staff',
      personId: staffId,
      channel,
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
