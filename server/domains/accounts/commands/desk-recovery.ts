import type { AccountAtDesk, RecoveryAtDesk } from '#contract/account-desk'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { randomToken, sha256 } from '#platform/vault/index'
import { mayDecide, overseers } from '../desk-actions.ts'
import { demandAccount, keyOfAccount } from '../load.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { recoveryAtDesk, shownAtDesk, type WithAccount } from '../queries/recoveries-at-desk.ts'
import { delayMs, factsOf } from '../queries/recovery.ts'
import { reportMs, risksOf } from '../queries/risks.ts'
import { conditionsOf } from '../recovery-step.ts'
import { sealNoticeSecret, tellOwner } from '../tell-owner.ts'
import type { Tickets } from '../tickets-door.ts'
import { actOnAccount, sealReason, staffOf } from './at-desk.ts'
import { insertRecovery, tellStarted } from './begin-recovery.ts'
import { endExpired, forgetRecovery } from './end-underway.ts'

/**
 * An employee starts a recovery; it sets nothing and shows nothing (K4). Name, INN and passport were matched (way contacts) or the passport seen (way
 * office). All contacts are told with the link that stops it; the addresses among them get a link to go on with. Whoever has a telephone alone begins on the
 * site, by the code that proves it: no link ever goes by SMS, and no code is ever told to an employee.
 */
export async function startRecoveryFor(
  ctx: Ctx,
  tickets: Tickets,
  { number, reason, way }: { number: string; reason: string; way: 'contacts' | 'office' },
): Promise<AccountAtDesk> {
  const action = way === 'office' ? 'startRecoveryInPerson' : 'startRecovery'
  const before = (citizenId: string) => tickets.reportedSuspicious(ctx, citizenId, new Date(ctx.now.getTime() - reportMs))
  return actOnAccount(ctx, tickets, { number, action, reason, before }, async (tx, { ticket, account, prepared: isReported, details }) => {
    const id = account.citizen_id
    // One that ran out a moment ago and was not swept yet leaves its place.
    await endExpired(ctx, tx, id, true)
    const risks = await risksOf(ctx, tx, id, { sessionId: null, deviceHash: null }, isReported)
    const token = randomToken()
    const begun = await insertRecovery(ctx, tx, {
      account,
      sessionId: null,
      startedBy: way === 'office' ? 'mfc_clerk' : 'operator',
      ticketId: ticket.id,
      proof: way === 'office' ? 'office' : 'knowledge',
      risks,
      linkHash: sha256(token),
    })
    await tellStarted(ctx, tx, account, begun, id)
    const owner = await ownerOfAccount(tx, id)
    const addresses = owner.contacts.filter(({ kind }) => kind === 'email')
    const secret = sealNoticeSecret(ctx.app.vault, keyOfAccount(ctx, account), id, { linkToken: token })
    if (addresses.length > 0)
      tellOwner(tx, 'recovery.link', id, { ...owner, contacts: addresses }, { at: ctx.now.toISOString() }, { secret, expiresAt: begun.expiresAt })
    tx.record(
      'account.recovery-started',
      { subject: id, object: id },
      { ...details, recoveryId: begun.id, by: way === 'office' ? 'mfc_clerk' : 'operator', risks },
    )
  })
}

async function decided(
  ctx: Ctx,
  tickets: Tickets,
  id: string,
  which: 'approve' | 'refuse',
  work: (row: WithAccount, tx: Tx) => Promise<void>,
): Promise<RecoveryAtDesk> {
  const actor = staffOf(ctx)
  allow(overseers.some((role) => actor.roles.includes(role)))
  const found = await recoveryAtDesk(ctx, id)
  if (!found?.citizen_id) throw new Refusal('not-found', 'recovery.none')
  await change(ctx, async (tx) => {
    const account = await demandAccount(tx, found.citizen_id!)
    const stored = await tx.db.selectFrom('account_recovery').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
    const row = { ...stored, number: account.number, identity_level: account.identity_level } as WithAccount
    const needsApproval = conditionsOf(factsOf(row, account.identity_level), delayMs(ctx)).approval !== 'nobody'
    const facts = { ...row, isOver: row.expires_at <= ctx.now, startedById: row.started_by_id, approvedById: row.approved_by, needsApproval }
    if (!mayDecide(actor, facts)[which]) {
      if (which === 'approve' && row.started_by_id === actor.id) throw new Refusal('forbidden', 'recovery.not-own')
      throw new Refusal('conflict', 'recovery.not-to-decide', { state: row.state })
    }
    await work(row, tx)
  })
  return (await shownAtDesk(ctx, actor, tickets, [(await recoveryAtDesk(ctx, id))!]))[0]!
}

/** The second person agrees: one who leads and did not start it (four eyes). */
export const approveRecovery = (ctx: Ctx, tickets: Tickets, { id, reason }: { id: string; reason: string }): Promise<RecoveryAtDesk> =>
  decided(ctx, tickets, id, 'approve', async ({ citizen_id }, tx) => {
    await tx.db.updateTable('account_recovery').set({ approved_by: ctx.actor.id, approved_at: ctx.now }).where('id', '=', id).execute()
    const details = { recoveryId: id, reason: sealReason(ctx, citizen_id!, reason) }
    tx.record('account.recovery-approved', { subject: citizen_id, object: citizen_id }, details)
    tellOwner(tx, 'factor.changed', citizen_id!, await ownerOfAccount(tx, citizen_id!), { at: ctx.now.toISOString(), change: 'recovery-approved' })
  })

/** Security refuses: it ends, and its owner is told. */
export const refuseRecovery = (ctx: Ctx, tickets: Tickets, { id, reason }: { id: string; reason: string }): Promise<RecoveryAtDesk> =>
  decided(ctx, tickets, id, 'refuse', async ({ citizen_id }, tx) => {
    const ended = { state: 'refused', refused_by: ctx.actor.id, ended_at: ctx.now, link_hash: null }
    await tx.db.updateTable('account_recovery').set(ended).where('id', '=', id).execute()
    await forgetRecovery(ctx, tx, citizen_id!)
    const details = { recoveryId: id, reason: sealReason(ctx, citizen_id!, reason) }
    tx.record('account.recovery-refused', { subject: citizen_id, object: citizen_id }, details)
    tellOwner(tx, 'recovery.rejected', citizen_id!, await ownerOfAccount(tx, citizen_id!), { at: ctx.now.toISOString(), reason: 'refused' })
  })
