import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import { type ContactKind, placeOfContact } from './model.ts'
import { keysOf } from './queries.ts'

/** A contact of an account is kept as its owner typed it; what is looked up is its normal form. */
const normalOf = (kind: ContactKind, value: string): string => {
  const read = kind === 'email' ? email(value) : null
  return read?.ok ? read.lookupKey : value
}

/**
 * Looks up contacts by the newest index key, in the order of people's ids: one batch after `after`. Answers the last id, or null at the end.
 * Erased people have none. May be run again: what is right already stays.
 */
export async function rekeyContacts(ctx: Ctx, after: string, batch: number): Promise<{ last: string | null; changed: number }> {
  const { vault, store } = ctx.app
  const ids = (
    await store.db.selectFrom('citizen').select('id').where('id', '>', after).where('wrapped_key', 'is not', null).orderBy('id').limit(batch).execute()
  ).map((row) => row.id)
  const last = ids.at(-1)
  if (last === undefined) return { last: null, changed: 0 }
  const keys = await keysOf(ctx, store.db, ids)
  const rows = await store.db
    .selectFrom('contact')
    .select(['citizen_id', 'kind', 'lookup', 'value'])
    .where((eb) => eb('citizen_id', '=', eb.fn.any(eb.val(ids))))
    .execute()
  const outdated = rows.flatMap((row) => {
    const key = keys.get(row.citizen_id)
    if (!key) return []
    const kind = row.kind as ContactKind
    const fresh = vault.lookup(kind, normalOf(kind, vault.open(key, placeOfContact(row.citizen_id, kind), row.value)))
    return fresh.equals(row.lookup) ? [] : [{ ...row, fresh }]
  })
  if (outdated.length === 0) return { last, changed: 0 }
  // A contact given again meanwhile has a row by the new key already; the older one is found by nothing and says the same.
  const changed = await change(ctx, async (tx) => {
    const moved = await tx.run<{ citizen_id: string }>(
      {
        name: 'contacts-rekeyed',
        text: `update contact as kept set lookup = v.fresh from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) as v (citizen_id, kind, old, fresh)
          where kept.citizen_id = v.citizen_id and kept.kind = v.kind and kept.lookup = v.old
            and not exists (select from contact same where same.citizen_id = v.citizen_id and same.kind = v.kind and same.lookup = v.fresh)
          returning kept.citizen_id`,
      },
      [outdated.map((row) => row.citizen_id), outdated.map((row) => row.kind), outdated.map((row) => row.lookup), outdated.map((row) => row.fresh)],
    )
    tx.record('index.contacts-rekeyed', {}, { count: moved.length })
    return moved.length
  })
  return { last, changed }
}
