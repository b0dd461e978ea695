import type { Ctx } from '#platform/ctx'
import type { Ticket } from '../model.ts'
import { journalOf } from './journal.ts'

/** What changed after version N: for a client that lost its socket, or never had one. */
export async function eventsAfter(ctx: Ctx, ticket: Pick<Ticket, 'id' | 'version'>, after: number) {
  const journal = await journalOf(ctx.app.store.db, ticket.id)
  const events = journal.flatMap((row) => {
    const version = row.event === 'ticket.registered' ? 1 : row.details['version']
    return typeof version === 'number' && version > after
      ? [{ version, event: row.event, at: row.at.toISOString(), actorId: row.actorKind === 'staff' ? row.actorId : null }]
      : []
  })
  return { version: ticket.version, events }
}
