import type { Recovery } from '#contract/accounts'
import { change, earlierAnswer } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { challengeMs, passkeyProof, passkeyProofOptions } from '#platform/sign-in/passkey'
import { randomBytes } from '#platform/vault/index'
import { accountById, keyOfAccount } from '../load.ts'
import { recoveryOfBrowser, recoveryOver, recoveryView } from '../queries/recovery.ts'
import { partyOf, passkeysOf } from './passkeys.ts'
import { demandOffered, proved, reserveProofTry, wrongProof } from './prove-recovery.ts'
import { unrepeated } from './sessions.ts'

/** Challenge for a passkey as a proof: one at a time, good once and for five minutes. */
export async function recoveryPasskeyOptions(ctx: Ctx, id: string): Promise<Record<string, unknown>> {
  const row = await recoveryOfBrowser(ctx, id)
  await demandOffered(ctx, row, 'passkey')
  const account = await accountById(ctx, row.citizen_id!)
  if (!account) throw recoveryOver()
  const challenge = randomBytes(32)
  await change(unrepeated(ctx), async (tx) => {
    const open = tx.db.updateTable('account_recovery').where('id', '=', id).where('state', '=', 'open')
    await open.set({ challenge, challenge_until: new Date(ctx.now.getTime() + challengeMs) }).execute()
    tx.record('account.recovery-challenged', { subject: account.citizen_id, object: account.citizen_id }, { recoveryId: id })
  })
  return { ...(await passkeyProofOptions(partyOf(ctx), await passkeysOf(ctx, account.citizen_id, keyOfAccount(ctx, account)), new Uint8Array(challenge))) }
}

export async function proveRecoveryPasskey(ctx: Ctx, id: string, answer: Record<string, unknown>): Promise<Recovery> {
  if (await earlierAnswer(ctx)) return recoveryView(ctx, await recoveryOfBrowser(ctx, id))
  const row = await recoveryOfBrowser(ctx, id)
  await demandOffered(ctx, row, 'passkey')
  const account = await accountById(ctx, row.citizen_id!)
  if (!account) throw recoveryOver()
  await reserveProofTry(ctx, row)
  const challenge = await takeChallenge(ctx, id)
  const known = (await passkeysOf(ctx, account.citizen_id, keyOfAccount(ctx, account))).find((passkey) => passkey.id === answer['id'])
  const signCount = challenge && known ? await passkeyProof(partyOf(ctx), answer, challenge, known) : null
  if (!known || signCount === null) throw wrongProof()
  return proved(ctx, row, 'passkey', async (tx) => {
    const own = tx.db.updateTable('account_factor').set({ sign_count: signCount, last_used_at: ctx.now }).where('citizen_id', '=', account.citizen_id)
    const { numUpdatedRows } = await own.where('id', '=', known.factorId).where('confirmed_at', 'is not', null).executeTakeFirst()
    return numUpdatedRows === 1n
  })
}

/** The challenge, once: of any number of answers at the same time one finds it. */
async function takeChallenge(ctx: Ctx, id: string): Promise<Buffer | null> {
  const [row] = await ctx.app.store.run<{ challenge: Buffer | null }>(
    {
      name: 'recovery-challenge',
      text: `with had as (select id, challenge from account_recovery where id = $1 and challenge_until > $2 for update)
        update account_recovery r set challenge = null, challenge_until = null from had where r.id = had.id returning had.challenge`,
    },
    [id, ctx.now],
  )
  return row?.challenge ?? null
}
