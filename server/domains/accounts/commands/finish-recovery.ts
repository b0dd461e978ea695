import { cooledActions } from '#contract/my-account'
import { change, earlierAnswer } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { hashPassword } from '#platform/vault/index'
import { coolingEnd } from '../cooling.ts'
import { accountForUpdate } from '../load.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { delayMs, factsOf, isUnproved, type RecoveryRow, recoveryOfBrowser, recoveryOver, shownEnd } from '../queries/recovery.ts'
import { type Step, stepOf } from '../recovery-step.ts'
import { tellOwner } from '../tell-owner.ts'
import { endEverything } from './end-underway.ts'
import { demandNewPassword, isLongPassword } from './new-password.ts'

/** Before the first proof nothing tells a known contact from an unknown one, here neither. */
async function demandPasswordStep(ctx: Ctx, row: RecoveryRow): Promise<void> {
  if (isUnproved(row) && shownEnd(ctx, row) <= ctx.now) throw recoveryOver()
  const step = isUnproved(row) || !row.citizen_id ? 'first-proof' : await stepNow(ctx, row)
  refuseUnless(step)
}
async function stepNow(ctx: Ctx, row: RecoveryRow): Promise<Step> {
  const query = ctx.app.store.db.selectFrom('account').select('identity_level').where('citizen_id', '=', row.citizen_id)
  return stepOf(factsOf(row, (await query.executeTakeFirstOrThrow()).identity_level), ctx.now, delayMs(ctx))
}
function refuseUnless(step: Step): void {
  if (step === 'refused' || step === 'done') throw recoveryOver()
  if (step !== 'password') throw new Refusal('conflict', 'recovery.not-yet', { step })
}

/**
 * The citizen's own new password, once everything asked for was given and waited for; nobody else ever sets one (K4). All sessions end, no device is a
 * known one any more, other recoveries and changes of contacts under way end. Nobody is signed in by it: the ordinary sign-in follows, and asks for the
 * second factor as before (ASVS 6.4.3).
 */
export async function finishRecovery(ctx: Ctx, id: string, password: string): Promise<{ coolDownUntil: string | null }> {
  const before = await earlierAnswer<{ coolDownUntil: string | null }>(ctx)
  if (before) return before.reply
  const asked = await recoveryOfBrowser(ctx, id)
  await demandPasswordStep(ctx, asked)
  const citizenId = asked.citizen_id!
  await demandNewPassword(ctx, citizenId, password)
  const password_hash = await hashPassword(password)
  const password_is_long = isLongPassword(ctx, password)
  return change(ctx, async (tx) => {
    const account = await accountForUpdate(tx, citizenId)
    const row = await recoveryOfBrowser(ctx, id, tx.db)
    if (account?.state !== 'open') throw recoveryOver()
    refuseUnless(stepOf(factsOf(row, account.identity_level), ctx.now, delayMs(ctx)))
    await tx.db.updateTable('account_recovery').set({ state: 'finished', ended_at: ctx.now, link_hash: null }).where('id', '=', id).execute()
    const { sessions } = await endEverything(ctx, tx, account, { state: 'cancelled', except: id })
    await tx.db.updateTable('account_device').set({ forgotten_at: ctx.now }).where('citizen_id', '=', citizenId).where('forgotten_at', 'is', null).execute()
    const cooling_until = coolingEnd(account.cooling_until, ctx.now, ctx.app.config.account.coolDownHours)
    const unlocked = { failures: 0, failed_at: null, lockouts: 0, locked_until: null, failures_in_row: 0 }
    await tx.db
      .updateTable('account')
      .set((eb) => ({ password_hash, password_at: ctx.now, password_is_long, ...unlocked, cooling_until, version: eb('version', '+', 1) }))
      .where('citizen_id', '=', citizenId)
      .execute()
    tx.record('account.recovery-finished', { subject: citizenId, object: citizenId }, { recoveryId: id, proofs: row.proofs, sessions })
    const coolDownUntil = cooling_until?.toISOString() ?? null
    tellOwner(tx, 'recovery.completed', citizenId, await ownerOfAccount(tx, citizenId), {
      at: ctx.now.toISOString(),
      coolDownUntil: coolDownUntil ?? ctx.now.toISOString(),
      limitedActions: [...cooledActions],
    })
    return { coolDownUntil }
  })
}
