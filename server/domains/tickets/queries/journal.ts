import type { Db } from '#platform/db/store'

export interface JournalRow {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  event: string
  details: Record<string, unknown>
}

/** What the journal holds on one request, oldest first; at most the last 500 lines. */
export async function journalOf(db: Db, ticketId: string): Promise<JournalRow[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['id', 'at', 'actor_kind', 'actor_id', 'event', 'details'])
    .where('object_id', '=', ticketId)
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  return rows.reverse().map((row) => ({
    id: row.id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    event: row.event,
    details: row.details as Record<string, unknown>,
  }))
}
