import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { mayRead } from '../access.ts'
import { notFound, ticketByNumber } from '../load.ts'

/** The request, when the asker may read it; a try at another one is written down, and it is not found. */
export async function seenAtDesk(ctx: Ctx, number: string) {
  const loaded = await ticketByNumber(ctx, number)
  if (mayRead(ctx.actor, loaded.ticket)) return loaded
  await look(ctx, 'ticket.read-refused', { object: loaded.ticket.id })
  throw notFound()
}
