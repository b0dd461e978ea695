import { change, earlierAnswer, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { sha256 } from '#platform/vault/index'
import { accountForUpdate } from '../load.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { cancelChange } from './change-contact.ts'
import { endRecoveries } from './end-underway.ts'
import { linkOver } from './recovery-link.ts'

interface Stoppable {
  what: 'recovery' | 'contact'
  id: string
  citizenId: string
  at: Date
  /** open: can be stopped; done: it has happened, so the account has to be closed or an office visited; over: nothing is left to stop. */
  is: 'open' | 'done' | 'over'
}

async function stoppable(ctx: Ctx, token: string): Promise<Stoppable | null> {
  const { db } = ctx.app.store
  const hash = sha256(token)
  const recovery = await db
    .selectFrom('account_recovery')
    .select(['id', 'citizen_id', 'state', 'created_at', 'expires_at'])
    .where('cancel_hash', '=', hash)
    .executeTakeFirst()
  if (recovery?.citizen_id) {
    const { id, citizen_id, state, created_at, expires_at } = recovery
    const is = state === 'finished' ? 'done' : (await isRecovering(ctx, citizen_id, expires_at)) && state !== 'cancelled' ? 'open' : 'over'
    return { what: 'recovery', id, citizenId: citizen_id, at: created_at, is }
  }
  const change = await db
    .selectFrom('contact_change')
    .select(['id', 'citizen_id', 'state', 'requested_at', 'ended_at'])
    .where('cancel_hash', '=', hash)
    .executeTakeFirst()
  if (!change) return null
  const is = change.state === 'active' ? 'done' : change.ended_at ? 'over' : 'open'
  return { what: 'contact', id: change.id, citizenId: change.citizen_id, at: change.requested_at, is }
}

/** Within the life of the link: it stops whatever is open by then, not only what it was sent for. */
async function isRecovering(ctx: Ctx, citizenId: string, until: Date): Promise<boolean> {
  if (until <= ctx.now) return false
  const open = ctx.app.store.db.selectFrom('account_recovery').select('id').where('citizen_id', '=', citizenId).where('state', '=', 'open')
  return Boolean(await open.where('expires_at', '>', ctx.now).limit(1).executeTakeFirst())
}

/** What a link would stop. Over, used and never made are told in the same words (C20); what has already happened is told, so that its owner can act. */
export async function readCancelLink(ctx: Ctx, token: string) {
  const found = await stoppable(ctx, token)
  if (!found || found.is === 'over') throw linkOver()
  return { what: found.what, at: found.at.toISOString(), open: found.is === 'open' }
}

/** "It was not me": stops it, without sign-in, once. Whatever else is open by then of the same kind ends with it. */
export async function stopByLink(ctx: Ctx, token: string): Promise<{ what: 'recovery' | 'contact' }> {
  const before = await earlierAnswer<{ what: 'recovery' | 'contact' }>(ctx)
  if (before) return before.reply
  const found = await stoppable(ctx, token)
  if (found?.is !== 'open') throw linkOver()
  return change(ctx, async (tx) => {
    await accountForUpdate(tx, found.citizenId)
    if (found.what === 'recovery') await cancelRecoveries(ctx, tx, found.citizenId, found.id)
    else await cancelChange(ctx, tx, found.citizenId, found.id, 'link')
    return { what: found.what }
  })
}

async function cancelRecoveries(ctx: Ctx, tx: Tx, citizenId: string, id: string): Promise<void> {
  const owner = await ownerOfAccount(tx, citizenId)
  const ended = await endRecoveries(ctx, tx, citizenId, 'cancelled')
  if (ended.length === 0) throw linkOver()
  // The link is used up even where what it was sent for had ended before.
  await tx.db.updateTable('account_recovery').set({ state: 'cancelled' }).where('id', '=', id).execute()
  for (const recoveryId of ended) tx.record('account.recovery-cancelled', { subject: citizenId, object: citizenId }, { recoveryId, by: 'link' })
  tellOwner(tx, 'recovery.rejected', citizenId, owner, { at: ctx.now.toISOString(), reason: 'cancelled' })
}
