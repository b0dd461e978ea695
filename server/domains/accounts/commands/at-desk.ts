import type { AccountAtDesk, RecoveryAtDesk } from '#contract/account-desk'
import { change, look, type Tx } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { type DeskAction, mayOnAccount, overseers } from '../desk-actions.ts'
import { type Account, demandAccount } from '../load.ts'
import { accountAtDesk, deskFacts, type Known, knownAccount } from '../queries/account-at-desk.ts'
import { journalOfAccount } from '../queries/account-journal.ts'
import { recoveriesAtDesk } from '../queries/recoveries-at-desk.ts'
import type { TicketFacts, Tickets } from '../tickets-door.ts'

export function staffOf(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw new Refusal('unauthenticated', 'session.none')
  return ctx.actor
}

/** The account of a request, while the request is open; each look is recorded and its owner sees it (FORM-15). */
export async function readAccount(ctx: Ctx, tickets: Tickets, number: string): Promise<AccountAtDesk> {
  const actor = staffOf(ctx)
  const ticket = await openTicket(ctx, tickets, number)
  const shown = await accountAtDesk(ctx, actor, tickets, ticket)
  if (shown.account) await recordLook(ctx, ticket, shown.account.citizenId, 'state')
  return shown
}
async function openTicket(ctx: Ctx, tickets: Tickets, number: string): Promise<TicketFacts> {
  const ticket = await tickets.atDesk(ctx, number)
  if (!ticket.isOpen) throw new Refusal('conflict', 'account.ticket-ended')
  return ticket
}
const recordLook = (ctx: Ctx, ticket: TicketFacts, citizenId: string, what: 'state' | 'journal') =>
  look(
    ctx,
    'account.opened-at-desk',
    { subject: citizenId, object: citizenId },
    { ticketId: ticket.id, number: ticket.number, what, role: roleOf(staffOf(ctx)) },
  )

/** In which capacity: the one that opens most. */
export const roleOf = ({ roles }: Staff): string =>
  (['security_officer', 'supervisor', 'operator', 'mfc_clerk'] as const).find((role) => roles.includes(role)) ?? roles[0]!

/** Supervisors and security see all of it, also after the request has ended. */
export async function readAccountJournal(ctx: Ctx, tickets: Tickets, number: string) {
  const ticket = await tickets.atDesk(ctx, number)
  const known = await knownAccount(ctx, ticket)
  if (!known) throw new Refusal('not-found', 'account.none')
  await recordLook(ctx, ticket, known.citizenId, 'journal')
  return journalOfAccount(ctx, known.citizenId)
}

export async function listRecoveries(ctx: Ctx, tickets: Tickets, show: 'open' | 'all' = 'open'): Promise<RecoveryAtDesk[]> {
  const actor = staffOf(ctx)
  allow(overseers.some((role) => actor.roles.includes(role)))
  return recoveriesAtDesk(ctx, actor, tickets, show)
}

export interface Acting<P = undefined> {
  actor: Staff
  ticket: TicketFacts
  known: Known
  account: Account
  /** What `before` answered. */
  prepared: P
  /** What every row of the journal about it says. */
  details: Record<string, unknown>
}

/**
 * One action on the account of an open request: the request is one this employee may read, the account is locked, the rule that the page asked is asked
 * again. `before` asks other domains, ahead of the change. The answer is the account as it is then.
 */
export async function actOnAccount<P = undefined>(
  ctx: Ctx,
  tickets: Tickets,
  { number, action, reason, before }: { number: string; action: DeskAction; reason: string; before?: (citizenId: string) => Promise<P> },
  work: (tx: Tx, acting: Acting<P>) => Promise<void>,
): Promise<AccountAtDesk> {
  const actor = staffOf(ctx)
  const ticket = await openTicket(ctx, tickets, number)
  const known = await knownAccount(ctx, ticket)
  if (!known) throw new Refusal('conflict', 'account.match-first')
  const prepared = (await before?.(known.citizenId)) as P
  await change(ctx, async (tx) => {
    const account = await demandAccount(tx, known.citizenId)
    const can = mayOnAccount(actor, await deskFacts(ctx, tx, ticket, known, account))
    if (!can[action]) throw new Refusal('conflict', 'account.not-now', { action, allowed: Object.keys(can).filter((one) => can[one as DeskAction]) })
    const details = { ticketId: ticket.id, number: ticket.number, role: roleOf(actor), reason: sealReason(ctx, known.citizenId, reason) }
    await work(tx, { actor, ticket, known, account, prepared, details })
  })
  return accountAtDesk(ctx, actor, tickets, ticket)
}

/** Free words may name somebody: in the journal they lie sealed. */
export const sealReason = (ctx: Ctx, citizenId: string, reason: string): string =>
  ctx.app.vault.sealService('staff', { table: 'journal', column: 'details.reason', id: citizenId }, reason).toString('base64url')
