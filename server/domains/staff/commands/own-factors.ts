import type { OwnFactor } from '#contract/staff'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { demandFreshProof } from '../access.ts'
import type { Factor } from '../model.ts'
import { demandSession } from '../queries.ts'
import { endOtherSessionsOf } from './sessions.ts'

/** What confirms one's own sign-in, the oldest first; secrets are never shown again. */
export async function ownFactors(ctx: Ctx): Promise<OwnFactor[]> {
  const rows = await ctx.app.store.db
    .selectFrom('staff_factor')
    .select(['id', 'kind', 'created_at', 'last_used_at'])
    .where('staff_id', '=', ctx.actor.id)
    .where('confirmed_at', 'is not', null)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind as Factor, addedAt: row.created_at.toISOString(), usedAt: row.last_used_at?.toISOString() ?? null }))
}

/** Removes a factor of one's own after a fresh proof. The last one stays: without it there is no desk (PRIV-2). Other sessions end. */
export async function removeOwnFactor(ctx: Ctx, token: string | null, id: string): Promise<void> {
  demandFreshProof(ctx.actor, ctx.now)
  const session = await demandSession(ctx, token, ['full'])
  await change(ctx, async (tx) => {
    // All of them are locked, so that two who remove at once do not leave none.
    const kept = await tx.db
      .selectFrom('staff_factor')
      .select(['id', 'kind'])
      .where('staff_id', '=', session.staffId)
      .where('confirmed_at', 'is not', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    const factor = kept.find((one) => one.id === id)
    if (!factor) throw new Refusal('not-found', 'factor.none')
    if (kept.length === 1) throw new Refusal('conflict', 'factor.last')
    await tx.db.deleteFrom('staff_factor').where('id', '=', id).execute()
    await endOtherSessionsOf(ctx, tx, session.staffId, session.id)
    tx.record('staff.factor-removed', { object: session.staffId }, { factorId: id, kind: factor.kind })
  })
}
