import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { type AddressKind, type ContactKind, placeOfContact, placeOfDeadAddress } from './model.ts'
import { normalOf } from './normal-of.ts'
import { keysOf } from './queries.ts'

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

export interface FailedAddress {
  /** The record that it was used for. */
  citizenId: string
  key: DataKey
  kind: AddressKind
  value: string
  /** The gateway's code for it: '550', '5.1.1'. */
  code: string
}

/** An address that was refused for good: nothing more is sent to it for this record, and its owner is asked for another. May be told twice. */
export async function addressFailed(ctx: Ctx, { citizenId, key, kind, value, code }: FailedAddress): Promise<void> {
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    const made = await tx.db
      .insertInto('dead_address')
      .values({
        citizen_id: citizenId,
        kind,
        lookup: ctx.app.vault.lookup(kind, normalOf(kind, value)),
        value: key.seal(placeOfDeadAddress(citizenId, kind), value),
        code,
        at: ctx.now,
      })
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst()
    tx.record('contact.refused', { subject: citizenId, object: citizenId }, { kind, code, isNew: made.numInsertedOrUpdatedRows === 1n })
  })
}

/** Nothing that is left to choice is mailed to this reader any more: unsubscribed, or complained of as unwanted. */
export const mailNoMore = (tx: Pick<Tx, 'run'>, citizenId: string, groups: readonly string[], now: Date): Promise<unknown> =>
  tx.run(
    {
      name: 'notice-mail-no-more',
      text: `insert into notice_choice as kept (citizen_id, channels, changed_at)
        select $1, jsonb_object_agg(g, '{"email": false}'::jsonb), $3 from unnest($2::text[]) as g
        on conflict (citizen_id) do update set changed_at = $3,
          channels = kept.channels || (select jsonb_object_agg(g, coalesce(kept.channels -> g, '{}') || '{"email": false}') from unnest($2::text[]) as g)`,
    },
    [citizenId, groups, now],
  )
