import type { AccountAtDesk } from '#contract/account-desk'
import type { Ctx, Staff } from '#platform/ctx'
import type { Statement, TxStore } from '#platform/db/store'
import { type DeskFacts, mayOnAccount } from '../desk-actions.ts'
import { type Account, accountById, accountState, stateForRecovery } from '../load.ts'
import type { Factor } from '../model.ts'
import type { TicketFacts, Tickets } from '../tickets-door.ts'
import { accountNumber } from './account-view.ts'
import { countedSince, countKey } from './counted.ts'
import { maskedContacts } from './masked-contacts.ts'
import { openRecoveryOf, shownAtDesk } from './recoveries-at-desk.ts'
import { isSettling } from './risks.ts'

export interface Known {
  citizenId: string
  way: 'own' | 'knowledge' | 'office'
}
/** Whose account a request is about: what an employee found out, else the account it was filed from or joined to. */
export async function knownAccount(ctx: Ctx, ticket: TicketFacts): Promise<Known | null> {
  const { db } = ctx.app.store
  const matched = await db.selectFrom('ticket_account').select(['citizen_id', 'way']).where('ticket_id', '=', ticket.id).executeTakeFirst()
  if (matched) return { citizenId: matched.citizen_id, way: matched.way === 'office' ? 'office' : 'knowledge' }
  const own = await accountOfRecord(ctx, ticket.citizenId)
  return own ? { citizenId: own, way: 'own' } : null
}
/** The account of a person's record: the record itself has one, or was joined to one. */
export async function accountOfRecord(ctx: Ctx, citizenId: string): Promise<string | null> {
  const [row] = await ctx.app.store.run<{ citizen_id: string }>(ofRecord, [citizenId])
  return row?.citizen_id ?? null
}
const ofRecord: Statement = {
  name: 'account-of-record',
  text: `select a.citizen_id from citizen c join account a on a.citizen_id in (c.id, c.belongs_to) where c.id = $1 and a.state <> 'deleted'`,
}

export const matchDayMs = 86_400_000
export const ticketMatchKey = (ctx: Ctx, ticketId: string): Buffer => countKey(ctx, 'match', `request ${ticketId}`)

export async function deskFacts(ctx: Ctx, { db, run }: TxStore, ticket: TicketFacts, known: Known | null, account: Account | undefined): Promise<DeskFacts> {
  const employees = known
    ? await db
        .selectFrom('account_recovery')
        .select('id')
        .where('citizen_id', '=', known.citizenId)
        .where('state', '=', 'open')
        .where('started_by', '<>', 'citizen')
        .where('expires_at', '>', ctx.now)
        .limit(1)
        .executeTakeFirst()
    : undefined
  return {
    state: account ? accountState(ctx, account) : null,
    stateForRecovery: account ? stateForRecovery(ctx, account, await isSettling(ctx, { run }, account.citizen_id)) : null,
    known: known?.way ?? null,
    isTicketOpen: ticket.isOpen,
    closedBy: account?.closed_by ?? null,
    isStartedByEmployee: employees !== undefined,
  }
}

/** State of the account a request is about, and what this employee may do with it. Contacts masked, no secret of any kind. */
export async function accountAtDesk(ctx: Ctx, actor: Staff, tickets: Tickets, ticket: TicketFacts): Promise<AccountAtDesk> {
  const known = await knownAccount(ctx, ticket)
  const account = known ? await accountById(ctx, known.citizenId) : undefined
  const used = await countedSince(ctx, [ticketMatchKey(ctx, ticket.id)], matchDayMs)
  return {
    account: known && account ? await shownAccount(ctx, actor, tickets, known, account) : null,
    triesLeft: Math.max(0, ctx.app.config.account.matchTriesPerDay - used),
    can: mayOnAccount(actor, await deskFacts(ctx, ctx.app.store, ticket, known, account)),
  }
}

async function shownAccount(ctx: Ctx, actor: Staff, tickets: Tickets, known: Known, account: Account): Promise<NonNullable<AccountAtDesk['account']>> {
  const id = known.citizenId
  const recovery = await openRecoveryOf(ctx, id)
  const [counts] = await ctx.app.store.run<{ factors: Factor[]; backup: number; sessions: number; last: Date | null }>(
    { name: 'account-desk-counts', text: counted },
    [id, ctx.now],
  )
  const { hardLimit } = ctx.app.config.account
  return {
    citizenId: id,
    number: accountNumber(account.number),
    state: accountState(ctx, account),
    identityLevel: account.identity_level,
    known: known.way,
    lockedUntil: account.locked_until && account.locked_until > ctx.now ? account.locked_until.toISOString() : null,
    coolingUntil: account.cooling_until && account.cooling_until > ctx.now ? account.cooling_until.toISOString() : null,
    passwordDisabled: account.failures_in_row >= hardLimit,
    factors: counts!.factors,
    backupCodesLeft: counts!.backup,
    contacts: (await maskedContacts(ctx, id)).map(({ kind, masked }) => ({ kind, masked })),
    sessions: counts!.sessions,
    lastSignInAt: counts!.last?.toISOString() ?? null,
    recovery: recovery ? (await shownAtDesk(ctx, actor, tickets, [recovery]))[0]! : null,
  }
}
const counted = `select
  array(select kind from account_factor where citizen_id = $1 and confirmed_at is not null order by created_at) as factors,
  (select count(*)::int from backup_code where citizen_id = $1 and used_at is null) as backup,
  (select count(*)::int from account_session where citizen_id = $1 and ended_at is null and ends_at > $2) as sessions,
  (select max(created_at) from account_session where citizen_id = $1 and level = 'full') as last`
