import type { Db } from '#platform/db/store'
import { timeOfUuid } from '#platform/ids'

export interface JournalRow {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  event: string
  details: Record<string, unknown>
}

/** Somebody saw personal data of the request (FORM-15). */
export const looksAtData: ReadonlySet<string> = new Set(['ticket.read', 'ticket.revealed', 'file.opened'])
export const looks: readonly string[] = [...looksAtData, 'ticket.read-refused']

/** No line about a request is older than the request itself; a day is left for clocks that differ. Told to the database, it opens only the months since. */
export const journalSince = (ticketId: string): Date => new Date(timeOfUuid(ticketId).getTime() - 86_400_000)

const MOST_CHANGES = 500
const MOST_LOOKS = 200
/** A journal no longer than this is answered whole. */
export const MOST_LINES = MOST_CHANGES + MOST_LOOKS

/** What the journal holds on one request, oldest first: at most the last 500 changes and the last 200 looks, so that reading never crowds out what happened. */
export async function journalOf(db: Db, ticketId: string): Promise<JournalRow[]> {
  const rows = (about: 'changes' | 'looks') =>
    db
      .selectFrom('journal')
      .select(['id', 'at', 'actor_kind', 'actor_id', 'event', 'details'])
      .where('object_id', '=', ticketId)
      .where('at', '>', journalSince(ticketId))
      .where('event', about === 'looks' ? 'in' : 'not in', looks)
      .orderBy('id', 'desc')
      .limit(about === 'looks' ? MOST_LOOKS : MOST_CHANGES)
  const both = await db
    .selectFrom(rows('changes').as('c'))
    .selectAll()
    .unionAll((eb) => eb.selectFrom(rows('looks').as('l')).selectAll())
    .execute()
  return both
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id,
      at: row.at,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      event: row.event,
      details: row.details as Record<string, unknown>,
    }))
}
