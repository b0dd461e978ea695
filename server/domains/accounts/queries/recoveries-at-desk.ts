import type { RecoveryAtDesk } from '#contract/account-desk'
import { staffNames } from '#domains/staff/index'
import type { Ctx, Staff } from '#platform/ctx'
import { mayDecide } from '../desk-actions.ts'
import { conditionsOf } from '../recovery-step.ts'
import type { Tickets } from '../tickets-door.ts'
import { accountNumber } from './account-view.ts'
import { delayMs, factsOf, type RecoveryRow } from './recovery.ts'

export type WithAccount = RecoveryRow & { number: number; identity_level: number }

/** Recoveries as staff see them: states and kinds, never a secret or a contact. */
export async function shownAtDesk(ctx: Ctx, actor: Staff, tickets: Tickets, rows: readonly WithAccount[]): Promise<RecoveryAtDesk[]> {
  const people = await staffNames(
    ctx,
    rows.flatMap((row) => [row.started_by_id, row.approved_by].filter((id): id is string => id !== null)),
  )
  const numbers = await tickets.numbersOf(
    ctx,
    rows.flatMap(({ ticket_id }) => ticket_id ?? []),
  )
  return rows.map((row) => {
    const isOver = row.state !== 'open' || row.expires_at <= ctx.now
    const { notBefore, approval } = conditionsOf(factsOf(row, row.identity_level), delayMs(ctx))
    return {
      id: row.id,
      accountNumber: accountNumber(row.number),
      ticketNumber: row.ticket_id ? (numbers.get(row.ticket_id) ?? null) : null,
      state: row.state === 'open' && isOver ? 'expired' : row.state,
      startedBy: row.started_by,
      starter: row.started_by_id ? (people.get(row.started_by_id) ?? null) : null,
      startedAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      notBefore: notBefore?.toISOString() ?? null,
      given: row.proofs,
      risks: row.risks,
      needsApproval: approval !== 'nobody',
      approver: row.approved_by ? (people.get(row.approved_by) ?? null) : null,
      can: mayDecide(actor, {
        state: row.state,
        isOver,
        startedById: row.started_by_id,
        needsApproval: approval !== 'nobody',
        approvedById: row.approved_by,
        risks: row.risks,
      }),
    }
  })
}

const mostShown = 200
const query = (ctx: Ctx) =>
  ctx.app.store.db
    .selectFrom('account_recovery')
    .innerJoin('account', 'account.citizen_id', 'account_recovery.citizen_id')
    .selectAll('account_recovery')
    .select(['account.number', 'account.identity_level'])

/** Those that wait for a second person first, then the newest. Starts of contacts that are nobody's are none. */
export async function recoveriesAtDesk(ctx: Ctx, actor: Staff, tickets: Tickets, show: 'open' | 'all'): Promise<RecoveryAtDesk[]> {
  const all = query(ctx)
    .orderBy((eb) => eb.and([eb('account_recovery.state', '=', 'open'), eb('needs_approval', '=', true), eb('approved_at', 'is', null)]), 'desc')
    .orderBy('account_recovery.created_at', 'desc')
    .limit(mostShown)
  const chosen = show === 'all' ? all : all.where('account_recovery.state', '=', 'open').where('account_recovery.expires_at', '>', ctx.now)
  return shownAtDesk(ctx, actor, tickets, (await chosen.execute()) as WithAccount[])
}

export async function recoveryAtDesk(ctx: Ctx, id: string): Promise<WithAccount | undefined> {
  return (await query(ctx).where('account_recovery.id', '=', id).executeTakeFirst()) as WithAccount | undefined
}

/** The open recovery that says most: an employee's, else the one with most proofs, else the newest. */
export async function openRecoveryOf(ctx: Ctx, citizenId: string): Promise<WithAccount | undefined> {
  const rows = (await query(ctx)
    .where('account_recovery.citizen_id', '=', citizenId)
    .where('account_recovery.state', '=', 'open')
    .where('account_recovery.expires_at', '>', ctx.now)
    .orderBy('account_recovery.created_at', 'desc')
    .execute()) as WithAccount[]
  return rows.toSorted((a, b) => Number(b.started_by !== 'citizen') - Number(a.started_by !== 'citizen') || b.proofs.length - a.proofs.length)[0]
}
