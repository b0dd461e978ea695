import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { fullySignedIn } from '../access.ts'
import { endSessionsOf } from './sessions.ts'

/** Ends one session of one's own; ending none is told, so that nobody believes one to be closed that is not. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const open = tx.db.updateTable('account_session').set({ ended_at: ctx.now }).where('citizen_id', '=', id).where('id', '=', sessionId)
    const { numUpdatedRows } = await open.where('ended_at', 'is', null).executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('not-found', 'session.unknown')
    tx.record('account.session-ended', { subject: id, object: id }, { sessionId })
  })
}

/** Ends all others: what is left is the browser in front of the person. */
export async function endOtherSessions(ctx: Ctx): Promise<void> {
  const { id, sessionId } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const count = await endSessionsOf(ctx, tx, id, sessionId)
    tx.record('account.session-ended', { subject: id, object: id }, { others: count })
  })
}

const dayMs = 86_400_000
/** Nightly: sessions, codes, registrations, unlockings and challenges that are over for a day or more; the journal keeps who signed in and when. */
export async function purgeSignIns(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  const before = new Date(ctx.now.getTime() - dayMs)
  await db.deleteFrom('account_session').where('ends_at', '<', before).execute()
  await db.deleteFrom('account_session').where('ended_at', '<', before).execute()
  await db.deleteFrom('account_code').where('expires_at', '<', before).execute()
  await db.deleteFrom('account_registration').where('expires_at', '<', before).execute()
  await db.deleteFrom('account_unlock').where('expires_at', '<', before).execute()
  await db.deleteFrom('account_challenge').where('expires_at', '<', before).execute()
}
