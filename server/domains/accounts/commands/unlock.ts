import type { FastifyReply } from 'fastify'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { visitorOf } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { accountByContact, contactKey } from '../queries/account-by-contact.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { demandCode, limitCodes, type SentCode, sendCode } from './codes.ts'
import { asOwner, type Browser } from './enter.ts'
import { unrepeated } from './sessions.ts'
import { ensureVisitor } from './visitor.ts'

/** A code to the contact that was typed, if it belongs to an account, locked or not: the same answer and work for all (C19). */
export async function startUnlock(ctx: Ctx, login: string, browser: Browser, reply: FastifyReply): Promise<SentCode> {
  await limitCodes(ctx, { address: browser.address, contact: contactKey(ctx, login) })
  const sessionId = await ensureVisitor(ctx, reply)
  const found = await accountByContact(ctx, login)
  const id = uuidv7(ctx.now)
  return change(unrepeated(ctx), async (tx) => {
    const sent = await sendCode(ctx, tx, {
      purpose: 'unlock',
      aboutId: id,
      citizenId: found?.citizenId ?? null,
      to: found && { channel: found.kind === 'phone' ? 'sms' : 'email', contactId: found.contactId },
    })
    const expires_at = new Date(sent.expiresAt)
    await tx.db
      .insertInto('account_unlock')
      .values({ id, session_id: sessionId, citizen_id: found?.citizenId ?? null, created_at: ctx.now, expires_at })
      .execute()
    return { ...sent, id }
  })
}

/**
 * The code opens a locked sign-in again, for the browser that asked. The row of locks stays on record, so that whoever goes on guessing is locked out
 * for longer each time; the password is asked as ever. Past the hard limit only a recovery helps.
 */
export async function finishUnlock(ctx: Ctx, id: string, code: string): Promise<void> {
  const row = await ctx.app.store.db
    .selectFrom('account_unlock')
    .select('citizen_id')
    .where('id', '=', id)
    .where('session_id', '=', visitorOf(ctx.actor))
    .where('finished_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .executeTakeFirst()
  if (!row) throw new Refusal('gone', 'unlock.over')
  await demandCode(ctx, { aboutId: id, purpose: 'unlock', code })
  const citizenId = row.citizen_id
  if (!citizenId) throw new Refusal('gone', 'unlock.over')
  await change(unrepeated(asOwner(ctx, citizenId)), async (tx) => {
    await tx.db.updateTable('account_unlock').set({ finished_at: ctx.now }).where('id', '=', id).execute()
    const opened = await tx.db
      .updateTable('account')
      .set({ failures: 0, failed_at: ctx.now, locked_until: null })
      .where('citizen_id', '=', citizenId)
      .where('locked_until', '>', ctx.now)
      .executeTakeFirst()
    const wasLocked = opened.numUpdatedRows === 1n
    tx.record('account.unlocked', { subject: citizenId, object: citizenId }, { method: 'code', wasLocked })
    if (wasLocked) tellOwner(tx, 'auth.unlocked', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), method: 'code' })
  })
}
