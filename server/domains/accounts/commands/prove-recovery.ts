import type { Recovery } from '#contract/accounts'
import { change, earlierAnswer, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import { type Account, accountForUpdate, nobodyId } from '../load.ts'
import {
  delayMs,
  endAfter,
  factsOf,
  isUnproved,
  ownedProofs,
  type RecoveryRow,
  recoveryOfBrowser,
  recoveryOver,
  recoveryView,
  shownEnd,
} from '../queries/recovery.ts'
import { conditionsOf, offersOf, type Proof, stepOf } from '../recovery-step.ts'
import { demandCode } from './codes.ts'
import { type FactorProof, takeFactorProof } from './recovery-answers.ts'
import { unrepeated } from './sessions.ts'

/** Wrong answers beside the codes: of one recovery, and of all of an account in a day. A code of the app has one chance in 300,000. */
const mostTries = 5
const mostTriesPerDay = 15

const problem = (code: string) => new Refusal('unprocessable', 'account.problems', undefined, [{ field: 'code', code }])
export const wrongProof = () => problem('proof.wrong')

/** One proof. The first one is the code to what was typed, for everybody; what else there is, is told after it. */
export async function proveRecovery(ctx: Ctx, id: string, { kind, code }: { kind: Proof; code: string }): Promise<Recovery> {
  if (await earlierAnswer(ctx)) return recoveryView(ctx, await recoveryOfBrowser(ctx, id))
  const row = await recoveryOfBrowser(ctx, id)
  await demandOffered(ctx, row, kind)
  if (kind === 'email' || kind === 'phone') {
    await takeContactCode(ctx, row, kind, code)
    return proved(ctx, row, kind)
  }
  if (kind !== 'saved_code' && kind !== 'totp' && kind !== 'backup_code') throw problem('proof.not-offered')
  const answer: FactorProof = { kind, code }
  await reserveProofTry(ctx, row)
  return proved(ctx, row, kind, (tx, account) => takeFactorProof(ctx, tx, account, answer))
}

/** Refuses what is over, and what this step does not ask for. */
export async function demandOffered(ctx: Ctx, row: RecoveryRow, kind: Proof): Promise<void> {
  if (isUnproved(row)) {
    if (shownEnd(ctx, row) <= ctx.now) throw recoveryOver()
    if (kind !== row.typed_kind) throw problem('proof.not-offered')
    return
  }
  const { db } = ctx.app.store
  const account = await db.selectFrom('account').select('identity_level').where('citizen_id', '=', row.citizen_id).executeTakeFirst()
  const step = stepOf(factsOf(row, account?.identity_level ?? 1), ctx.now, delayMs(ctx))
  if (step === 'refused' || step === 'done') throw recoveryOver()
  if (!offersOf(step, row.proofs, row.typed_kind, await ownedProofs(ctx, row.citizen_id!)).includes(kind)) throw problem('proof.not-offered')
}

/** The try is counted and the code used up before anything else is looked at. A code by mail proves the mail, and no telephone. */
async function takeContactCode(ctx: Ctx, row: RecoveryRow, kind: 'email' | 'phone', code: string): Promise<void> {
  try {
    if (!isUnproved(row)) {
      const newest = ctx.app.store.db.selectFrom('account_code').select('channel').where('about_id', '=', row.id).where('purpose', '=', 'recover')
      const sent = await newest.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
      if (sent?.channel !== (kind === 'phone' ? 'sms' : 'email')) throw problem('code.expired')
    }
    await demandCode(ctx, { aboutId: row.id, purpose: 'recover', code })
  } catch (error) {
    if (error instanceof Refusal) await recordRefused(ctx, row, kind)
    throw error
  }
}

async function recordRefused(ctx: Ctx, row: RecoveryRow, kind: Proof): Promise<void> {
  await change(unrepeated(ctx), async (tx) => {
    tx.record('account.code-refused', { subject: row.citizen_id, object: row.citizen_id ?? row.id }, { purpose: 'recover', recoveryId: row.id, kind })
  })
}

/** Counts a try before it is looked at. */
export async function reserveProofTry(ctx: Ctx, row: RecoveryRow): Promise<void> {
  const values = [row.id, mostTries, row.citizen_id, new Date(ctx.now.getTime() - 86_400_000), mostTriesPerDay]
  const [counted] = await ctx.app.store.run(reserve, values)
  if (!counted) throw new Refusal('too-many', 'recovery.tries-used')
}
const reserve: Statement = {
  name: 'recovery-try',
  text: `update account_recovery set tries = tries + 1 where id = $1 and state = 'open' and tries < $2
    and (select coalesce(sum(tries), 0) from account_recovery r where r.citizen_id = $3 and r.created_at > $4) < $5 returning id`,
}

/**
 * Writes down a right proof, and with it what follows: how long to wait and who has to agree. `take` uses up what was shown, in the same transaction;
 * false: it was used before, or wrong.
 */
export async function proved(
  ctx: Ctx,
  asked: RecoveryRow,
  kind: Proof,
  take: (tx: Tx, account: Account) => Promise<boolean> = async () => true,
): Promise<Recovery> {
  const isRight = await change(ctx, async (tx) => {
    const account = await accountForUpdate(tx, asked.citizen_id ?? nobodyId)
    const row = await recoveryOfBrowser(ctx, asked.id, tx.db)
    if (account?.state !== 'open' || row.state !== 'open' || row.expires_at <= ctx.now) throw recoveryOver()
    if (!(await take(tx, account))) throw new NotRight()
    const joined = await absorbEmployees(ctx, tx, account, row)
    const proofs = [...new Set([...joined.proofs, kind])]
    await saveConditions(ctx, tx, account, { ...joined, proofs })
    tx.record('account.recovery-proved', { subject: account.citizen_id, object: account.citizen_id }, { recoveryId: row.id, kind })
    return true
  }).catch((error) => {
    if (error instanceof NotRight) return false
    throw error
  })
  if (!isRight) {
    await recordRefused(ctx, asked, kind)
    throw wrongProof()
  }
  return recoveryView(ctx, await recoveryOfBrowser(ctx, asked.id))
}
class NotRight extends Error {}

/** Keeps what the proofs, marks and clocks of a recovery ask for, so that lists of staff show it. */
export async function saveConditions(ctx: Ctx, tx: Tx, account: Account, row: RecoveryRow): Promise<void> {
  const { notBefore, approval } = conditionsOf(factsOf(row, account.identity_level), delayMs(ctx))
  const end = notBefore ? endAfter(ctx, notBefore) : row.expires_at
  const expires_at = end > row.expires_at ? end : row.expires_at
  const { proofs, risks, started_by, started_by_id, ticket_id, known_since, approved_by, approved_at } = row
  const kept = { proofs, risks, started_by, started_by_id, ticket_id, known_since, approved_by, approved_at }
  await tx.db
    .updateTable('account_recovery')
    .set({ ...kept, not_before: notBefore, needs_approval: approval !== 'nobody', expires_at })
    .where('id', '=', row.id)
    .execute()
  if (account.recovery_until && account.recovery_until < expires_at)
    await tx.db.updateTable('account').set({ recovery_until: expires_at }).where('citizen_id', '=', account.citizen_id).execute()
}

/**
 * Whoever has shown a registered contact goes on with what an employee started for them: the employee's row ends, and what he confirmed, with its
 * clock and its need of a second person, counts here.
 */
async function absorbEmployees(ctx: Ctx, tx: Tx, account: Account, row: RecoveryRow): Promise<RecoveryRow> {
  if (row.started_by !== 'citizen') return row
  const waiting = tx.db.selectFrom('account_recovery').selectAll().where('citizen_id', '=', account.citizen_id).where('state', '=', 'open')
  const begun = (await waiting.where('started_by', '<>', 'citizen').where('session_id', 'is', null).where('expires_at', '>', ctx.now).executeTakeFirst()) as
    | RecoveryRow
    | undefined
  if (!begun) return row
  // Its proofs went over: what is left of it warns of nothing.
  await tx.db
    .updateTable('account_recovery')
    .set({ state: 'cancelled', ended_at: ctx.now, link_hash: null, proofs: [], known_since: null })
    .where('id', '=', begun.id)
    .execute()
  tx.record('account.recovery-joined', { subject: account.citizen_id, object: account.citizen_id }, { recoveryId: row.id, begunId: begun.id })
  const { started_by, started_by_id, ticket_id, known_since, approved_by, approved_at } = begun
  const proofs = [...new Set([...begun.proofs, ...row.proofs])]
  const risks = [...new Set([...row.risks, ...begun.risks])]
  return { ...row, started_by, started_by_id, ticket_id, known_since, approved_by, approved_at, proofs, risks }
}
