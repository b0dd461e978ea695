import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { demandFreshProof } from '../access.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { waysIn } from '../queries/ways-in.ts'
import { tellOwner } from '../tell-owner.ts'
import { coolDown } from './factors.ts'
import { unrepeated } from './sessions.ts'

/**
 * Removes an app or a passkey, after a fresh proof. The last one stays while the password is too short to stand alone; backup codes go with the
 * last one, as they stand in for it.
 */
export async function removeFactor(ctx: Ctx, factorId: string): Promise<void> {
  const { id: citizenId } = demandFreshProof(ctx)
  await change(unrepeated(ctx), async (tx) => {
    const account = await tx.db
      .selectFrom('account')
      .select(['cooling_until', 'password_is_long'])
      .where('citizen_id', '=', citizenId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const kept = await tx.db
      .selectFrom('account_factor')
      .select(['id', 'kind'])
      .where('citizen_id', '=', citizenId)
      .where('confirmed_at', 'is not', null)
      .execute()
    const factor = kept.find(({ id }) => id === factorId)
    if (!factor) throw new Refusal('not-found', 'factor.none')
    refuseWhileCooling('factor.remove', account.cooling_until, ctx.now)
    if (kept.length === 1 && !account.password_is_long) throw new Refusal('conflict', 'factor.password-short', { min: ctx.app.config.account.passwordMin })
    await tx.db.deleteFrom('account_factor').where('citizen_id', '=', citizenId).where('id', '=', factorId).execute()
    if (kept.length === 1) await tx.db.deleteFrom('backup_code').where('citizen_id', '=', citizenId).execute()
    tx.record('account.factor-removed', { subject: citizenId, object: citizenId }, { factorId, kind: factor.kind })
    tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change: `${factor.kind}-removed` })
    await coolDown(ctx, tx, citizenId)
  })
}

/** Codes by text message in place of the app: only where a telephone is proved, after a fresh proof. */
export async function switchSmsFactor(ctx: Ctx, on: boolean): Promise<void> {
  const { id } = demandFreshProof(ctx)
  const { channels } = await waysIn(ctx, id)
  if (on && !channels.includes('sms')) throw new Refusal('conflict', 'factor.no-phone')
  await change(ctx, async (tx) => {
    const own = tx.db.selectFrom('account').select(['cooling_until', 'sms_factor']).where('citizen_id', '=', id).forUpdate()
    const account = await own.executeTakeFirstOrThrow()
    const changes = account.sms_factor !== on
    if (changes && !on) refuseWhileCooling('factor.remove', account.cooling_until, ctx.now)
    tx.record(on ? 'account.factor-added' : 'account.factor-removed', { subject: id, object: id }, { kind: 'sms', changes })
    if (!changes) return
    await tx.db.updateTable('account').set({ sms_factor: on }).where('citizen_id', '=', id).execute()
    tellOwner(tx, 'factor.changed', id, await ownerOfAccount(tx, id), { at: ctx.now.toISOString(), change: on ? 'sms-on' : 'sms-off' })
    await coolDown(ctx, tx, id)
  })
}
