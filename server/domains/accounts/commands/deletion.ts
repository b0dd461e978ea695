import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { demandFreshProof, fullySignedIn } from '../access.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { allowedFrom, isAllowed } from '../machine.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { stateOf } from '../state-of.ts'
import { tellOwner } from '../tell-owner.ts'

const facts = ['state', 'locked_until', 'failures_in_row', 'recovery_until', 'cooling_until', 'delete_at'] as const

/**
 * The owner wants to be erased: after a fresh proof, and not while the account cools down, because whoever came in by a recovery must not be
 * able to destroy. Takes effect after days in which it can be taken back; all contacts are told. Asked twice, the first date holds.
 */
export async function askDeletion(ctx: Ctx): Promise<{ deleteAt: string }> {
  const { id } = demandFreshProof(ctx)
  const { deletionDays, hardLimit } = ctx.app.config.account
  return change(ctx, async (tx) => {
    const account = await tx.db.selectFrom('account').select(facts).where('citizen_id', '=', id).forUpdate().executeTakeFirstOrThrow()
    refuseWhileCooling('account.delete', account.cooling_until, ctx.now)
    const state = stateOf(account as Parameters<typeof stateOf>[0], ctx.now, hardLimit)
    if (!isAllowed('delete', state, 'citizen')) throw new Refusal('conflict', 'account.not-now', { state, allowed: allowedFrom(state, 'citizen') })
    if (account.delete_at) throw new Refusal('conflict', 'account.leaving-already', { until: account.delete_at.toISOString() })
    const deleteAt = new Date(ctx.now.getTime() + deletionDays * 86_400_000)
    await tx.db.updateTable('account').set({ delete_at: deleteAt }).where('citizen_id', '=', id).execute()
    tx.record('account.deletion-asked', { subject: id, object: id }, { until: deleteAt.toISOString() })
    tellOwner(tx, 'account.deletion_asked', id, await ownerOfAccount(tx, id), { effectiveAt: deleteAt.toISOString() })
    return { deleteAt: deleteAt.toISOString() }
  })
}

/** Nothing is erased. Asks for no fresh proof: keeping what is there harms nobody. */
export async function takeDeletionBack(ctx: Ctx): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const taken = await tx.db
      .updateTable('account')
      .set({ delete_at: null })
      .where('citizen_id', '=', id)
      .where('state', '=', 'open')
      .where('delete_at', 'is not', null)
      .executeTakeFirst()
    if (Number(taken.numUpdatedRows) === 0) throw new Refusal('conflict', 'account.not-leaving')
    tx.record('account.deletion-taken-back', { subject: id, object: id })
    tellOwner(tx, 'account.deletion_taken_back', id, await ownerOfAccount(tx, id), { at: ctx.now.toISOString() })
  })
}
