import { keysOf } from '#domains/citizens/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { type IntakeRecord, placeOfMessage } from '../model.ts'
import { searchableWords } from '../searchable-words.ts'

/** Where a walk over all messages stands: they are read in the order of their key. */
export interface MessageMark {
  citizen: string
  ticket: string
  message: string
}
export const firstMessage: MessageMark = { citizen: zero(), ticket: zero(), message: zero() }
function zero(): string {
  return '00000000-0000-0000-0000-000000000000'
}

/**
 * Writes the keyed words of one batch of messages anew by the newest index key. Answers where it stands, or null at the end.
 * What an erasure cleared meanwhile stays cleared. May be run again.
 */
export async function restemMessages(ctx: Ctx, after: MessageMark, batch: number): Promise<{ mark: MessageMark | null; changed: number }> {
  const { vault, store } = ctx.app
  const rows = await store.db
    .selectFrom('message')
    .select(['citizen_id', 'ticket_id', 'id', 'at', 'kind', 'body', 'stems'])
    .where((eb) => eb(eb.refTuple('citizen_id', 'ticket_id', 'id'), '>', eb.tuple(after.citizen, after.ticket, after.message)))
    .orderBy('citizen_id')
    .orderBy('ticket_id')
    .orderBy('id')
    .limit(batch)
    .execute()
  const last = rows.at(-1)
  if (!last) return { mark: null, changed: 0 }
  const keys = await keysOf(
    ctx,
    store.db,
    rows.map((row) => row.citizen_id),
  )
  const fresh = rows.flatMap((row) => {
    const key = keys.get(row.citizen_id)
    if (!key || row.stems === null) return []
    const body = vault.open(key, placeOfMessage(row.id), row.body)
    const words = row.kind === 'intake' ? searchableWords(JSON.parse(body) as IntakeRecord) : body
    return [{ ...row, fresh: `{${vault.stems(words, row.at).join(',')}}` }]
  })
  const mark = { citizen: last.citizen_id, ticket: last.ticket_id, message: last.id }
  if (fresh.length === 0) return { mark, changed: 0 }
  const changed = await change(ctx, async (tx) => {
    const moved = await tx.run(
      {
        name: 'messages-restemmed',
        text: `update message as kept set stems = v.fresh::bigint[] from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as v (citizen_id, ticket_id, id, fresh)
          where kept.citizen_id = v.citizen_id and kept.ticket_id = v.ticket_id and kept.id = v.id and kept.stems is not null and kept.stems <> v.fresh::bigint[]
          returning kept.id`,
      },
      [fresh.map((row) => row.citizen_id), fresh.map((row) => row.ticket_id), fresh.map((row) => row.id), fresh.map((row) => row.fresh)],
    )
    tx.record('index.messages-restemmed', {}, { count: moved.length })
    return moved.length
  })
  return { mark, changed }
}
