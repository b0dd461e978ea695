import type { Static } from 'typebox'
import type { FactorView } from '#contract/my-account'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { type Factor, placeOfLabel } from '../model.ts'

export type FactorShown = Static<typeof FactorView>

/** Confirmed factors as their owner sees them, the oldest first. */
export async function factorsShown(ctx: Ctx, citizenId: string, key: DataKey): Promise<FactorShown[]> {
  const rows = await ctx.app.store.db
    .selectFrom('account_factor')
    .select(['id', 'kind', 'label', 'created_at', 'last_used_at'])
    .where('citizen_id', '=', citizenId)
    .where('confirmed_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as Factor,
    label: row.label && ctx.app.vault.open(key, placeOfLabel(row.id), row.label),
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }))
}

export async function factorShown(ctx: Ctx, citizenId: string, key: DataKey, factorId: string): Promise<FactorShown> {
  const factor = (await factorsShown(ctx, citizenId, key)).find(({ id }) => id === factorId)
  if (!factor) throw new Refusal('not-found', 'factor.none')
  return factor
}
