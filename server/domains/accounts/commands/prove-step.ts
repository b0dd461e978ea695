import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { codeTyped, totpStep } from '#platform/sign-in/totp-step'
import { verifyPassword } from '#platform/vault/index'
import { placeOfFactor, type Session, type SignInFactor } from '../model.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { demandSession } from '../queries/session.ts'
import { type Entering, waysIn } from '../queries/ways-in.ts'
import type { Step } from '../second-step.ts'
import { tellOwner } from '../tell-owner.ts'
import { useBackupCode } from './backup-codes.ts'
import { demandCode } from './codes.ts'
import { asOwner, type Browser, type Entered, rise } from './enter.ts'
import { limitAddress, recordFailure } from './failed-try.ts'
import { giveBackTry, reserveStepTry, type Try } from './tries.ts'

/** Was used a moment ago by another call, or is wrong after all: found only inside the change. */
class NotTaken extends Error {}

interface Proving {
  session: Session
  person: Entering
  tried: Try
}

/** Counts a try before anything is looked at; a locked account is told so, as its owner gave the password. */
async function proving(ctx: Ctx, browser: Browser): Promise<Proving> {
  const session = await demandSession(ctx, browser.account, ['half', 'enrol', 'full'])
  const person = await waysIn(ctx, session.citizenId)
  return { session, person, tried: await reserveStepTry(ctx, session.citizenId, session.deviceId) }
}

/** A wrong and a used code are told alike. */
async function refuse(ctx: Ctx, tried: Try, step: Step | 'password'): Promise<never> {
  await recordFailure(ctx, tried, step)
  throw new Refusal('unprocessable', 'factor.wrong')
}

/** What a right step opens, in one change with what it uses up; `take` answers false when that was used before. */
async function right(ctx: Ctx, { session, person, tried }: Proving, browser: Browser, factor: SignInFactor & Step, take: (tx: Tx) => Promise<boolean>) {
  try {
    return await change(asOwner(ctx, person.citizenId), async (tx) => {
      if (!(await take(tx))) throw new NotTaken()
      await giveBackTry(tx, tried)
      return rise(ctx, tx, person, session, browser, factor)
    })
  } catch (error) {
    if (error instanceof NotTaken) return refuse(ctx, tried, factor)
    throw error
  }
}

/** Code of the authenticator app. A step is claimed by the database: of 50 equal codes at once one passes (C24). */
export async function proveTotp(ctx: Ctx, typed: string, browser: Browser): Promise<Entered> {
  const code = codeTyped(typed)
  if (code === null) {
    await demandSession(ctx, browser.account, ['half', 'enrol', 'full'])
    throw new Refusal('unprocessable', 'factor.wrong')
  }
  const now = await proving(ctx, browser)
  const matching = await totpWithCode(ctx, now.person, code)
  if (!matching) return refuse(ctx, now.tried, 'totp')
  return right(ctx, now, browser, 'totp', (tx) => claimStep(ctx, tx, now.person.citizenId, matching))
}

/** The confirmed app whose code this is, and the step it belongs to. */
export async function totpWithCode(
  ctx: Ctx,
  { citizenId, key }: Pick<Entering, 'citizenId' | 'key'>,
  code: string,
): Promise<{ id: string; step: number } | null> {
  const rows = await ctx.app.store.db
    .selectFrom('account_factor')
    .select(['id', 'secret'])
    .where('citizen_id', '=', citizenId)
    .where('kind', '=', 'totp')
    .where('confirmed_at', 'is not', null)
    .execute()
  for (const { id, secret } of rows) {
    const step = totpStep(ctx.app.vault.open(key, placeOfFactor(id), secret), code, ctx.now)
    if (step !== null) return { id, step }
  }
  return null
}

/** True for one caller per step, however many ask at once. */
export async function claimStep(ctx: Ctx, tx: Tx, citizenId: string, { id, step }: { id: string; step: number }): Promise<boolean> {
  const own = tx.db.updateTable('account_factor').set({ totp_step: step, last_used_at: ctx.now }).where('citizen_id', '=', citizenId).where('id', '=', id)
  const { numUpdatedRows } = await own.where('totp_step', '<', step).where('confirmed_at', 'is not', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** One of the ten codes, once; its owner is told, with the count that is left (LOGIN-6). Opens a session that adds a factor and reads. */
export async function proveBackupCode(ctx: Ctx, typed: string, browser: Browser): Promise<Entered> {
  const { level, citizenId } = await demandSession(ctx, browser.account, ['half', 'enrol', 'full'])
  const { factors } = await waysIn(ctx, citizenId)
  if (level !== 'half' || factors.length === 0) throw new Refusal('conflict', 'factor.not-asked')
  const now = await proving(ctx, browser)
  return right(ctx, now, browser, 'backup_code', async (tx) => {
    const left = await useBackupCode(ctx, tx, citizenId, typed)
    if (left === null) return false
    tx.record('account.backup-code-used', { subject: citizenId, object: citizenId }, { left })
    tellOwner(tx, 'backup_code.used', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), left })
    return true
  })
}

/** A code that was sent to a contact of the account: bound to this session and its purpose. */
export async function proveSignInCode(ctx: Ctx, { id, code }: { id: string; code: string }, browser: Browser): Promise<Entered> {
  const now = await proving(ctx, browser)
  const { session, tried } = now
  try {
    await demandCode(ctx, { id, aboutId: session.id, purpose: session.level === 'half' ? 'sign_in' : 'prove_again', code })
  } catch (error) {
    await recordFailure(ctx, tried, 'code')
    throw error
  }
  return right(ctx, now, browser, 'code', async () => true)
}

/** The password once more, before a sensitive change. It never takes the place of a second step. */
export async function provePassword(ctx: Ctx, password: string, browser: Browser): Promise<Entered> {
  await demandSession(ctx, browser.account, ['full'])
  await limitAddress(ctx, browser.address)
  const { session, person, tried } = await proving(ctx, browser)
  if (!(await verifyPassword(password, tried.passwordHash ?? undefined))) {
    await recordFailure(ctx, tried, 'password')
    throw new Refusal('unprocessable', 'password.wrong')
  }
  return change(asOwner(ctx, person.citizenId), async (tx) => {
    await giveBackTry(tx, tried)
    return rise(ctx, tx, person, session, browser, 'password')
  })
}
