import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { codeTyped, totpStep } from '#platform/sign-in/totp-step'
import { type Account, keyOfAccount } from '../load.ts'
import { placeOfFactor } from '../model.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { recoveryCodeHash, useBackupCode as takeOneCode } from './backup-codes.ts'
import { claimStep } from './prove-step.ts'

export interface FactorProof {
  kind: 'saved_code' | 'totp' | 'backup_code'
  code: string
}

/** Uses up what the person kept, once; false: it is wrong or was used before. */
export function takeFactorProof(ctx: Ctx, tx: Tx, account: Account, { kind, code }: FactorProof): Promise<boolean> {
  if (kind === 'saved_code') return takeSavedCode(ctx, tx, account, code)
  return kind === 'totp' ? takeTotp(ctx, tx, account, code) : takeBackupCode(ctx, tx, account, code)
}

/** The saved code ends with its use; a new one is made in the account. */
async function takeSavedCode(ctx: Ctx, tx: Tx, account: Account, typed: string): Promise<boolean> {
  const own = tx.db.updateTable('account').set({ recovery_code_hash: null }).where('citizen_id', '=', account.citizen_id)
  const { numUpdatedRows } = await own.where('recovery_code_hash', '=', recoveryCodeHash(typed)).executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  tellOwner(tx, 'factor.changed', account.citizen_id, await ownerOfAccount(tx, account.citizen_id), {
    at: ctx.now.toISOString(),
    change: 'recovery-code-used',
  })
  return true
}

async function takeBackupCode(ctx: Ctx, tx: Tx, account: Account, typed: string): Promise<boolean> {
  const left = await takeOneCode(ctx, tx, account.citizen_id, typed)
  if (left === null) return false
  tx.record('account.backup-code-used', { subject: account.citizen_id, object: account.citizen_id }, { left })
  tellOwner(tx, 'backup_code.used', account.citizen_id, await ownerOfAccount(tx, account.citizen_id), { at: ctx.now.toISOString(), left })
  return true
}

/** Each 30-second step once, here and at the sign-in alike (ASVS 6.5.1). */
async function takeTotp(ctx: Ctx, tx: Tx, account: Account, typed: string): Promise<boolean> {
  const code = codeTyped(typed)
  if (code === null) return false
  const key = keyOfAccount(ctx, account)
  const apps = tx.db.selectFrom('account_factor').select(['id', 'secret']).where('citizen_id', '=', account.citizen_id).where('kind', '=', 'totp')
  for (const { id, secret } of await apps.where('confirmed_at', 'is not', null).execute()) {
    const step = totpStep(ctx.app.vault.open(key, placeOfFactor(id), secret), code, ctx.now)
    if (step === null) continue
    return claimStep(ctx, tx, account.citizen_id, { id, step })
  }
  return false
}
