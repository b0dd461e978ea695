import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { type PasswordContext, passwordProblems } from '#platform/sign-in/password-problems'
import { hashPassword, verifyPassword } from '#platform/vault/index'
import { demandFreshProof } from '../access.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { passwordContext, passwordContextOf } from '../queries/password-context.ts'
import { waysIn } from '../queries/ways-in.ts'
import { tellOwner } from '../tell-owner.ts'
import { endSessionsOf, unrepeated } from './sessions.ts'

/** Refuses with every reason at once, as problems of the field `password`. */
export function demandGoodPassword(password: string, context: PasswordContext): void {
  const problems = passwordProblems(password, context)
  if (problems.length > 0) throw new Refusal('unprocessable', 'password.weak', undefined, problems)
}
export const demandNewPassword = async (ctx: Ctx, citizenId: string, password: string): Promise<void> =>
  demandGoodPassword(password, await passwordContextOf(ctx, citizenId))

/** Whether it may stand alone, without a second factor. */
export const isLongPassword = (ctx: Ctx, password: string): boolean => [...password.normalize('NFC')].length >= ctx.app.config.account.passwordMin

/** The rules and what is wrong with a password, before it is set; nothing is kept. For somebody signed in by what is known of them. */
export async function checkPassword(ctx: Ctx, password: string) {
  const own = ctx.actor.kind === 'citizen' ? await passwordContextOf(ctx, ctx.actor.id) : null
  const context = own ?? passwordContext(ctx, { withFactor: false, contacts: [], profile: null })
  const { min, max } = context.length
  const problems = passwordProblems(password, context).map(({ code, details }) => ({ code, ...(details && { details }) }))
  return { min, max, composition: context.composition ?? false, problems }
}

/** After a fresh proof; all other sessions end, and the owner hears of it by every contact. */
export async function changePassword(ctx: Ctx, password: string): Promise<void> {
  const { id: citizenId, sessionId } = demandFreshProof(ctx)
  await demandNewPassword(ctx, citizenId, password)
  const { passwordHash } = await waysIn(ctx, citizenId)
  if (passwordHash && (await verifyPassword(password, passwordHash)))
    throw new Refusal('unprocessable', 'password.weak', undefined, [{ field: 'password', code: 'password.same' }])
  const set = { password_hash: await hashPassword(password), password_at: ctx.now, password_is_long: isLongPassword(ctx, password) }
  await change(unrepeated(ctx), async (tx) => {
    await tx.db.updateTable('account').set(set).where('citizen_id', '=', citizenId).execute()
    const ended = await endSessionsOf(ctx, tx, citizenId, sessionId)
    tx.record('account.password-changed', { subject: citizenId, object: citizenId }, { sessionsEnded: ended })
    tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change: 'password-changed' })
  })
}
