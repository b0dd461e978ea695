import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'
import { hashesWaiting, hashPassword, isOutdated, verifyPassword } from '#platform/vault/index'
import { addressWindowSeconds, type Factor, mostHashesWaiting, triesPerAddress } from '../model.ts'
import { factorsOf } from '../queries.ts'
import { beginSession, unrepeated } from './sessions.ts'
import { giveBackTry, recordFailure, reserveTryByLogin } from './tries.ts'

/** Tries of one network address, whatever is tried: sign-in and one-time links. */
export const limitAddress = (ctx: Ctx, what: 'sign-in' | 'enrolment', address: string): Promise<void> =>
  limit(
    ctx,
    `staff-${what}:${ctx.app.vault.mac('code', addressGroup(address)).toString('base64url')}`,
    triesPerAddress,
    addressWindowSeconds,
    'sign-in.address-wait',
  )

/**
 * First step. The same words and the same work for a wrong password, an unknown login and an account that is locked, blocked or not yet set up (C19).
 * `previous` is the token this browser had; that session ends. Answers a token that opens the second step only.
 */
export async function signIn(
  ctx: Ctx,
  given: { login: string; password: string; address: string; previous: string | null },
): Promise<{ token: string; factors: Factor[] }> {
  await limitAddress(ctx, 'sign-in', given.address)
  if (hashesWaiting() > mostHashesWaiting) throw new Refusal('too-many', 'sign-in.busy', { retryAfterSeconds: 5 })
  const tried = await reserveTryByLogin(ctx, given.login.trim().toLowerCase())
  const isRight = await verifyPassword(given.password, tried?.password_hash ?? undefined)
  if (!tried || !isRight) {
    await recordFailure(ctx, 'staff.sign-in-failed', tried)
    throw new Refusal('unauthenticated', 'sign-in.refused')
  }
  const stronger = isOutdated(tried.password_hash!) ? await hashPassword(given.password) : null
  return change(unrepeated(ctx), async (tx) => {
    await giveBackTry(tx, tried)
    if (stronger)
      await tx.db.updateTable('staff').set({ password_hash: stronger }).where('id', '=', tried.id).where('password_hash', '=', tried.password_hash).execute()
    const token = await beginSession(ctx, tx, tried.id, 'half', given.previous)
    tx.record('staff.password-proved', { object: tried.id })
    return { token, factors: await factorsOf(tx.db, tried.id) }
  })
}

/** Ends the session of this browser; ending none is no error. */
export async function signOut(ctx: Ctx, sessionId: string): Promise<void> {
  await change(unrepeated(ctx), async (tx) => {
    await tx.db.updateTable('staff_session').set({ ended_at: ctx.now }).where('id', '=', sessionId).where('ended_at', 'is', null).execute()
    tx.record('staff.signed-out', { object: ctx.actor.id }, { sessionId })
  })
}
