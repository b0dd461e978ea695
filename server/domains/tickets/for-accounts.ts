import { recordsOf } from '#domains/citizens/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { mayRead } from './access.ts'
import { digitsOf, notFound, ticketByNumber } from './load.ts'
import { isDone } from './machine.ts'

/** A visit at the office lasts no longer: then what the clerk filed for somebody is closed to him again. */
const visitHours = 12

/**
 * The request as accounts need it: whoever may read it, and the clerk of an office who filed it there for the visitor in front of him. Everybody else
 * hears "not found", and the try is recorded.
 */
export async function ticketForAccount(ctx: Ctx, number: string): Promise<{ id: string; number: string; citizenId: string; isOpen: boolean }> {
  const { ticket } = await ticketByNumber(ctx, number)
  if (!mayRead(ctx.actor, ticket) && !(await isOwnVisit(ctx, ticket))) {
    await look(ctx, 'ticket.read-refused', { object: ticket.id })
    throw notFound()
  }
  return { id: ticket.id, number: String(digitsOf(number)), citizenId: ticket.citizen_id, isOpen: !isDone(ticket.status) }
}

async function isOwnVisit(ctx: Ctx, ticket: { id: string; channel: string; received_at: Date }): Promise<boolean> {
  if (ctx.actor.kind !== 'staff' || !ctx.actor.roles.includes('mfc_clerk') || ticket.channel !== 'office') return false
  if (ctx.now.getTime() - ticket.received_at.getTime() > visitHours * 3_600_000) return false
  const filed = ctx.app.store.db.selectFrom('journal').select('id').where('object_id', '=', ticket.id).where('event', '=', 'ticket.registered')
  return Boolean(await filed.where('actor_id', '=', ctx.actor.id).limit(1).executeTakeFirst())
}

/** Public numbers by id, as they are written. */
export async function numbersOfTickets(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.app.store.db
    .selectFrom('ticket')
    .select(['id', 'number'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...new Set(ids)]))))
    .execute()
  return new Map(rows.map(({ id, number }) => [id, showRequestNumber(String(number))]))
}

/** Whether somebody reported suspicious activity since then. */
export async function reportedSuspicious(ctx: Ctx, citizenId: string, since: Date): Promise<boolean> {
  const [row] = await ctx.app.store.run<{ found: boolean }>(suspicious, [citizenId, since])
  return row?.found ?? false
}
const suspicious: Statement = {
  name: 'ticket-suspicious',
  text: `select exists (select from ticket where citizen_id in (${recordsOf('$1')}) and topic = 'account.suspicious' and received_at > $2) as found`,
}
