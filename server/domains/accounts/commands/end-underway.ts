import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { Account } from '../load.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'

/** Ends the open recoveries of an account, but one; answers which. Nothing of them opens anything any more: codes, links and cancel links are over. */
export async function endRecoveries(ctx: Ctx, tx: Tx, citizenId: string, state: 'cancelled' | 'refused', except?: string): Promise<string[]> {
  const open = tx.db
    .updateTable('account_recovery')
    .set({ state, ended_at: ctx.now, link_hash: null, ...(ctx.actor.kind === 'staff' && { refused_by: ctx.actor.id }) })
    .where('citizen_id', '=', citizenId)
    .where('state', '=', 'open')
  const rows = await (except === undefined ? open : open.where('id', '<>', except)).returning('id').execute()
  await tx.db.updateTable('account').set({ recovery_id: null, recovery_until: null }).where('citizen_id', '=', citizenId).execute()
  return rows.map(({ id }) => id)
}

/** Takes back the changes of contacts that are under way: a recovery and a change of contact never help each other (section 5, row 1). */
export async function endContactChanges(ctx: Ctx, tx: Tx, citizenId: string, except?: string): Promise<string[]> {
  const open = tx.db
    .updateTable('contact_change')
    .set({ state: 'cancelled', ended_at: ctx.now })
    .where('citizen_id', '=', citizenId)
    .where('ended_at', 'is', null)
  const rows = await (except === undefined ? open : open.where('id', '<>', except)).returning('id').execute()
  for (const { id } of rows) tx.record('account.contact-change-cancelled', { subject: citizenId, object: citizenId }, { changeId: id, by: 'closing' })
  return rows.map(({ id }) => id)
}

/** Sessions, push, recoveries and changes of contacts, all at once: what a restriction, a block and a finished recovery leave nothing of. */
export async function endEverything(
  ctx: Ctx,
  tx: Tx,
  account: Pick<Account, 'citizen_id'>,
  { state, except }: { state: 'cancelled' | 'refused'; except?: string },
): Promise<{ sessions: number; recoveries: string[]; changes: string[] }> {
  const id = account.citizen_id
  const ended = await tx.db
    .updateTable('account_session')
    .set({ ended_at: ctx.now })
    .where('citizen_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  await tx.db.deleteFrom('push_subscription').where('citizen_id', '=', id).execute()
  return {
    sessions: Number(ended.numUpdatedRows),
    recoveries: await endRecoveries(ctx, tx, id, state, except),
    changes: await endContactChanges(ctx, tx, id),
  }
}

/** When no recovery of the account is open any more, it is not recovering. */
export async function forgetRecovery(ctx: Ctx, tx: Tx, citizenId: string): Promise<void> {
  await tx.run(recoveryOver, [citizenId, ctx.now])
}
const recoveryOver: Statement = {
  name: 'account-recovery-over',
  text: `update account set recovery_id = null, recovery_until = null where citizen_id = $1 and recovery_id is not null
    and not exists (select from account_recovery r where r.citizen_id = $1 and r.state = 'open' and r.expires_at > $2)`,
}

/** Ends recoveries of an account that are past their end; its owner is told once when none is left open. False: there was none. */
export async function endExpired(ctx: Ctx, tx: Tx, citizenId: string, isTold: boolean): Promise<boolean> {
  const over = tx.db.updateTable('account_recovery').set({ state: 'expired', ended_at: ctx.now, link_hash: null }).where('citizen_id', '=', citizenId)
  const rows = await over.where('state', '=', 'open').where('expires_at', '<=', ctx.now).returning('id').execute()
  if (rows.length === 0) return false
  await forgetRecovery(ctx, tx, citizenId)
  tx.record('account.recovery-refused', { subject: citizenId, object: citizenId }, { recoveryIds: rows.map(({ id }) => id), why: 'expired' })
  const left = await tx.db
    .selectFrom('account_recovery')
    .select('id')
    .where('citizen_id', '=', citizenId)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()
  if (!left && isTold) tellOwner(tx, 'recovery.rejected', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), reason: 'expired' })
  return true
}
