import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { hmac, randomBytes, sha256 } from '#platform/vault/index'
import { demandFreshProof } from '../access.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { unrepeated } from './sessions.ts'

/** 32 signs that are not taken for one another: no 0, 1, I, O. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codesInSet = 10
/** 50 bits: found only by asking us, which the counter of tries ends. */
const codeLength = 10
/** 26 signs carry 130 bits: as hard to find as a key, so a plain SHA-256 of it may be kept. */
const savedCodeLength = 26

/** Each sign out of five random bits. */
const randomSigns = (count: number): string => [...randomBytes(count)].map((byte) => signs[byte & 31]).join('')
/** In fives, as people copy them: 'AB2CD-EF3GH'. */
const inFives = (code: string): string => code.replaceAll(/(.{5})(?=.)/g, '$1-')
/** As it is compared: capitals, without blanks and dashes. */
const asCompared = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')

const macWith = (key: Buffer, citizenId: string, code: string) => hmac(key, `backup-code ${citizenId} ${asCompared(code)}`)
/** Under every version of the key: a set is kept for years. */
const macsOf = ({ app: { vault } }: Ctx, citizenId: string, code: string): Buffer[] =>
  vault.keyVersions('code').map((version) => macWith(vault.serviceKey('code', version), citizenId, code))

/** Ten new codes, shown once; the set before is worthless from now on. After a fresh proof. */
export async function newBackupCodes(ctx: Ctx): Promise<{ codes: string[] }> {
  const { id: citizenId } = demandFreshProof(ctx)
  const codes = Array.from({ length: codesInSet }, () => randomSigns(codeLength))
  const key = ctx.app.vault.serviceKey('code')
  await change(unrepeated(ctx), async (tx) => {
    await tx.db.deleteFrom('backup_code').where('citizen_id', '=', citizenId).execute()
    const rows = codes.map((code) => ({ citizen_id: citizenId, id: uuidv7(ctx.now), mac: macWith(key, citizenId, code), created_at: ctx.now }))
    await tx.db.insertInto('backup_code').values(rows).execute()
    tx.record('account.backup-codes-made', { subject: citizenId, object: citizenId }, { count: codesInSet })
    tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change: 'backup-codes-made' })
  })
  return { codes: codes.map(inFives) }
}

/** Uses up a code and answers how many are left; null when it is none of this person's, or was used. Of 50 equal ones at once one passes (C24). */
export async function useBackupCode(ctx: Ctx, tx: Tx, citizenId: string, typed: string): Promise<number | null> {
  const [row] = await tx.run<{ left: number }>(takeOne, [citizenId, macsOf(ctx, citizenId, typed), ctx.now])
  return row?.left ?? null
}
const takeOne: Statement = {
  name: 'backup-code-take',
  text: `with used as (update backup_code set used_at = $3 where citizen_id = $1 and mac = any($2::bytea[]) and used_at is null returning id)
    select (select count(*)::int from backup_code where citizen_id = $1 and used_at is null) - 1 as left from used`,
}

/** What is kept of the saved recovery code. */
export const recoveryCodeHash = (typed: string): Buffer => sha256(asCompared(typed))

/** One code for the drawer, shown once; the one before ends. After a fresh proof. */
export async function newRecoveryCode(ctx: Ctx): Promise<{ code: string }> {
  const { id: citizenId } = demandFreshProof(ctx)
  const code = randomSigns(savedCodeLength)
  await change(unrepeated(ctx), async (tx) => {
    await tx.db
      .updateTable('account')
      .set({ recovery_code_hash: recoveryCodeHash(code) })
      .where('citizen_id', '=', citizenId)
      .execute()
    tx.record('account.recovery-code-made', { subject: citizenId, object: citizenId })
    tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change: 'recovery-code-made' })
  })
  return { code: inFives(code) }
}
