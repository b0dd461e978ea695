import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { myTicket } from '../queries/mine.ts'

/** What staff have said to the citizen since he looked last; where there is none nothing is written. */
const unread = `exists (select from message m where m.citizen_id = ticket.citizen_id and m.ticket_id = ticket.id and m.author_kind = 'staff' and m.kind <> 'note'
  and m.at > coalesce(ticket.citizen_read_at, ticket.received_at))`
const isUnread: Statement = { name: 'ticket-unread', text: `select 1 from ticket where citizen_id = $1 and id = $2 and ${unread}` }
const read: Statement = { name: 'ticket-read-by-citizen', text: `update ticket set citizen_read_at = $3 where citizen_id = $1 and id = $2 returning 1` }

/** The citizen has read all that stands on the page now. The version stays: nobody's work is overtaken by a look. */
export async function citizenHasRead(ctx: Ctx, number: string): Promise<void> {
  const { ticket } = await myTicket(ctx, number)
  const about = [ticket.citizen_id, ticket.id]
  if ((await ctx.app.store.run(isUnread, about)).length === 0) return
  await change(ctx, async (tx) => {
    await tx.run(read, [...about, ctx.now])
    tx.record('ticket.read-by-citizen', { subject: ticket.citizen_id, object: ticket.id })
  })
}
