import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { codeTyped, totpStep } from '#platform/sign-in/totp-step'
import { demandSession } from '../queries.ts'
import { secretPlace } from '../secret-place.ts'
import { raiseSession, unrepeated } from './sessions.ts'
import { recordFailure, reserveTryById, type Try } from './tries.ts'

/** Tries are counted before the code is looked at; a locked account is told so, as its owner proved the password. */
export async function reserveFactorTry(ctx: Ctx, staffId: string): Promise<Try> {
  const tried = await reserveTryById(ctx, staffId)
  if (tried) return tried
  const row = await ctx.app.store.db.selectFrom('staff').select('locked_until').where('id', '=', staffId).executeTakeFirst()
  const seconds = Math.ceil(((row?.locked_until?.getTime() ?? ctx.now.getTime()) - ctx.now.getTime()) / 1000)
  throw new Refusal('too-many', 'sign-in.locked', { retryAfterSeconds: Math.max(1, seconds) })
}

/**
 * Second step, or a repeated proof on a full session (step-up). Answers the new token when the session was raised, null when it was full already.
 * A code is taken once: the step is claimed by the database, so of 50 equal codes at once one passes (C24).
 */
export async function proveTotp(ctx: Ctx, token: string | null, typed: string): Promise<string | null> {
  const session = await demandSession(ctx, token, ['half', 'full'])
  const code = codeTyped(typed)
  if (code === null) throw new Refusal('unprocessable', 'factor.wrong')
  const tried = await reserveFactorTry(ctx, session.staffId)
  const matching = await factorWithCode(ctx, session.staffId, code)
  if (!matching) return refuseFactor(ctx, tried)
  return change(unrepeated(ctx), async (tx) => {
    if (!(await claimStep(ctx, tx, matching))) throw new CodeUsed()
    return raiseSession(ctx, tx, session)
  }).catch((error) => {
    if (error instanceof CodeUsed) return refuseFactor(ctx, tried)
    throw error
  })
}
class CodeUsed extends Error {}

/** True for one caller per step, however many ask at once. */
export async function claimStep(ctx: Ctx, tx: Tx, { id, step }: { id: string; step: number }): Promise<boolean> {
  const claim = tx.db.updateTable('staff_factor').set({ totp_step: step, last_used_at: ctx.now }).where('id', '=', id).where('totp_step', '<', step)
  const { numUpdatedRows } = await claim.where('confirmed_at', 'is not', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A wrong and a used code are told alike. */
async function refuseFactor(ctx: Ctx, tried: Try | undefined): Promise<never> {
  await recordFailure(ctx, 'staff.factor-failed', tried)
  throw new Refusal('unprocessable', 'factor.wrong')
}

async function factorWithCode(ctx: Ctx, staffId: string, code: string): Promise<{ id: string; step: number } | null> {
  const { store, vault } = ctx.app
  const rows = await store.db
    .selectFrom('staff_factor')
    .select(['id', 'secret'])
    .where('staff_id', '=', staffId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is not', null)
    .execute()
  for (const { id, secret } of rows) {
    const step = totpStep(vault.openService('staff', secretPlace(id), secret), code, ctx.now)
    if (step !== null) return { id, step }
  }
  return null
}
