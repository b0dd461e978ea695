import { keysOf } from '#domains/citizens/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Passkey } from '#platform/sign-in/passkey'
import { placeOfFactor } from '../model.ts'
import { credentialField } from './passkeys.ts'

/**
 * Looks up passkeys by the newest index key, in the order of people's ids: one batch after `after`. Answers the last person's id, or null at the
 * end. May be run again: what is right already stays.
 */
export async function rekeyPasskeys(ctx: Ctx, after: string, batch: number): Promise<{ last: string | null; changed: number }> {
  const { vault, store } = ctx.app
  const people = await store.db
    .selectFrom('account_factor')
    .select('citizen_id')
    .distinct()
    .where('lookup', 'is not', null)
    .where('citizen_id', '>', after)
    .orderBy('citizen_id')
    .limit(batch)
    .execute()
  const ids = people.map((row) => row.citizen_id)
  const last = ids.at(-1)
  if (last === undefined) return { last: null, changed: 0 }
  const keys = await keysOf(ctx, store.db, ids)
  const rows = await store.db
    .selectFrom('account_factor')
    .select(['citizen_id', 'id', 'secret', 'lookup'])
    .where((eb) => eb('citizen_id', '=', eb.fn.any(eb.val(ids))))
    .where('lookup', 'is not', null)
    .execute()
  const outdated = rows.flatMap((row) => {
    const key = keys.get(row.citizen_id)
    if (!key) return []
    const fresh = vault.lookup(credentialField, (JSON.parse(vault.open(key, placeOfFactor(row.id), row.secret)) as Passkey).id)
    return fresh.equals(row.lookup!) ? [] : [{ ...row, fresh }]
  })
  if (outdated.length === 0) return { last, changed: 0 }
  const changed = await change(ctx, async (tx) => {
    const moved = await tx.run(
      {
        name: 'passkeys-rekeyed',
        text: `update account_factor as kept set lookup = v.fresh from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as v (citizen_id, id, fresh)
          where kept.citizen_id = v.citizen_id and kept.id = v.id returning kept.id`,
      },
      [outdated.map((row) => row.citizen_id), outdated.map((row) => row.id), outdated.map((row) => row.fresh)],
    )
    tx.record('index.passkeys-rekeyed', {}, { count: moved.length })
    return moved.length
  })
  return { last, changed }
}
