import type { Recovery } from '#contract/accounts'
import { change } from '#platform/change'
import { type Ctx, visitorOf } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { sha256 } from '#platform/vault/index'
import { accountForUpdate } from '../load.ts'
import { type RecoveryRow, recoveryOfBrowser, recoveryView } from '../queries/recovery.ts'
import { saveConditions } from './prove-recovery.ts'
import { unrepeated } from './sessions.ts'

/** A link that is over, was used or never was is told in the same words (C20). */
export const linkOver = () => new Refusal('gone', 'link.over')

/**
 * The link that went to the account's own addresses after an employee started a recovery: whoever has it reads that mail. Good once; the browser that
 * opened it goes on. It sets nothing and shows nothing but how far the recovery is.
 */
export async function openRecoveryLink(ctx: Ctx, token: string): Promise<Recovery> {
  const link_hash = sha256(token)
  const found = await ctx.app.store.db.selectFrom('account_recovery').select(['id', 'citizen_id']).where('link_hash', '=', link_hash).executeTakeFirst()
  if (!found?.citizen_id) throw linkOver()
  await change(unrepeated(ctx), async (tx) => {
    const account = await accountForUpdate(tx, found.citizen_id!)
    const open = tx.db
      .updateTable('account_recovery')
      .set({ link_hash: null, session_id: visitorOf(ctx.actor) })
      .where('id', '=', found.id)
    const row = (await open
      .where('link_hash', '=', link_hash)
      .where('state', '=', 'open')
      .where('expires_at', '>', ctx.now)
      .returningAll()
      .executeTakeFirst()) as RecoveryRow | undefined
    if (!row || account?.state !== 'open') throw linkOver()
    await saveConditions(ctx, tx, account, { ...row, proofs: [...new Set([...row.proofs, 'email' as const])] })
    tx.record('account.recovery-proved', { subject: account.citizen_id, object: account.citizen_id }, { recoveryId: row.id, kind: 'email', by: 'link' })
  })
  return recoveryView(ctx, await recoveryOfBrowser(ctx, found.id))
}
