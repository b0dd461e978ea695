import type { Ctx } from '#platform/ctx'
import { digitsOf, type Loaded, notFound, ticketByNumber } from '../load.ts'

/** A request the visitor filed stays open in that browser this long: enough to print the confirmation and come back the same day. */
const FILED_HOURS = 24

/** From when on a right to open counts: filed here, or proved by a code. */
export const grantsSince = (ctx: Ctx) => ({
  filed: new Date(ctx.now.getTime() - FILED_HOURS * 3_600_000),
  code: new Date(ctx.now.getTime() - ctx.app.config.signIn.guestSessionMinutes * 60_000),
})

/** The request, if this visitor may open it; else the same "not found" as for a number that is nobody's. */
export async function myTicket(ctx: Ctx, number: string): Promise<Loaded> {
  digitsOf(number)
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : null
  if (!sessionId) throw notFound()
  const loaded = await ticketByNumber(ctx, ctx.app.store.db, number)
  if (!(await mayOpen(ctx, sessionId, loaded.ticket.id))) throw notFound()
  return loaded
}

export async function mayOpen(ctx: Ctx, sessionId: string, ticketId: string): Promise<boolean> {
  const since = grantsSince(ctx)
  const row = await ctx.app.store.db
    .selectFrom('guest_grant')
    .select('by')
    .where('session_id', '=', sessionId)
    .where('ticket_id', '=', ticketId)
    .where((eb) => eb.or([eb.and([eb('by', '=', 'filed'), eb('at', '>', since.filed)]), eb.and([eb('by', '=', 'code'), eb('at', '>', since.code)])]))
    .executeTakeFirst()
  return row !== undefined
}
