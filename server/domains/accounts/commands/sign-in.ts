import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { hashPassword, isOutdated, verifyPassword } from '#platform/vault/index'
import { accountByContact } from '../queries/account-by-contact.ts'
import { demandSession } from '../queries/session.ts'
import { waysIn } from '../queries/ways-in.ts'
import { knownDevice } from './devices.ts'
import { asOwner, type Browser, type Entered, openByPassword } from './enter.ts'
import { limitAddress, recordFailure } from './failed-try.ts'
import { unrepeated } from './sessions.ts'
import { giveBackTry, reserveTry } from './tries.ts'

/**
 * First step. The same words, bytes and work for a wrong password, an unknown login and an account that is locked or closed (C19): the try is
 * counted and a password hashed before anything differs.
 */
export async function signIn(ctx: Ctx, { login, password }: { login: string; password: string }, browser: Browser): Promise<Entered> {
  await limitAddress(ctx, browser.address)
  const found = await accountByContact(ctx, login)
  const device = await knownDevice(ctx, found?.citizenId ?? null, browser.device)
  const tried = await reserveTry(ctx, found?.citizenId ?? null, device)
  const isRight = await verifyPassword(password, tried?.passwordHash ?? undefined)
  if (!tried || !isRight) {
    await recordFailure(ctx, tried, 'password')
    throw new Refusal('unauthenticated', 'sign-in.refused')
  }
  const { citizenId } = tried
  const stronger = isOutdated(tried.passwordHash!) ? await hashPassword(password) : null
  const person = await waysIn(ctx, citizenId)
  return change(asOwner(ctx, citizenId), async (tx) => {
    await giveBackTry(tx, tried)
    if (stronger) {
      const own = tx.db.updateTable('account').set({ password_hash: stronger }).where('citizen_id', '=', citizenId)
      await own.where('password_hash', '=', tried.passwordHash).execute()
    }
    // Set anew while this one was hashed: then the old one opens nothing any more.
    const still = await tx.db
      .selectFrom('account')
      .select('state')
      .where('citizen_id', '=', citizenId)
      .where('password_hash', '=', stronger ?? tried.passwordHash)
      .where('state', '=', 'open')
      .forShare()
      .executeTakeFirst()
    if (!still) throw new Refusal('unauthenticated', 'sign-in.refused')
    return openByPassword(ctx, tx, person, browser, device)
  })
}

/** Ends the session of this browser, half ones too. */
export async function signOut(ctx: Ctx, token: string | null): Promise<void> {
  const { id, citizenId } = await demandSession(ctx, token, ['half', 'enrol', 'full'])
  await change(unrepeated(asOwner(ctx, citizenId)), async (tx) => {
    await tx.db.updateTable('account_session').set({ ended_at: ctx.now }).where('id', '=', id).where('ended_at', 'is', null).execute()
    tx.record('account.signed-out', { subject: citizenId, object: citizenId }, { sessionId: id })
  })
}
