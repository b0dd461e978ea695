import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { hashPassword, verifyPassword } from '#platform/vault/index'
import { demandFreshProof } from '../access.ts'
import { demandSession, staffById } from '../queries.ts'
import { demandGoodPassword } from './enrol.ts'
import { reserveFactorTry } from './prove-totp.ts'
import { endOtherSessionsOf, unrepeated } from './sessions.ts'
import { giveBackTry, recordFailure } from './tries.ts'

/**
 * A new password for oneself: the old one and a fresh proof of a factor are asked, so that an open desk alone is not enough (ASVS 6.2.3, 7.5.1).
 * A wrong old password counts as a wrong try at sign-in. All other sessions end; this one goes on.
 */
export async function changeOwnPassword(ctx: Ctx, token: string | null, given: { old: string; password: string }): Promise<void> {
  demandFreshProof(ctx.actor, ctx.now)
  const session = await demandSession(ctx, token, ['full'])
  const { login } = (await staffById(ctx, session.staffId))!
  demandGoodPassword(ctx, given.password, login)
  if (given.password.normalize('NFC') === given.old.normalize('NFC')) throw problem('password', 'password.same')
  const tried = await reserveFactorTry(ctx, session.staffId)
  if (!(await verifyPassword(given.old, tried.password_hash ?? undefined))) {
    await recordFailure(ctx, 'staff.password-refused', tried)
    throw problem('old', 'password.old-wrong')
  }
  const password_hash = await hashPassword(given.password)
  await change(unrepeated(ctx), async (tx) => {
    await giveBackTry(tx, tried)
    const own = tx.db
      .updateTable('staff')
      .set((eb) => ({ password_hash, version: eb('version', '+', 1) }))
      .where('id', '=', session.staffId)
    // Of two changes at once the second finds another password than the one it was asked to replace.
    const { numUpdatedRows } = await own.where('password_hash', '=', tried.password_hash).where('state', '=', 'active').executeTakeFirst()
    if (numUpdatedRows !== 1n) throw problem('old', 'password.old-wrong')
    await endOtherSessionsOf(ctx, tx, session.staffId, session.id)
    tx.record('staff.password-changed', { object: session.staffId })
  })
}

const problem = (field: 'old' | 'password', code: string) => new Refusal('unprocessable', 'password.weak', undefined, [{ field, code }])
