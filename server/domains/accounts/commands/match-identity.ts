import { keyOf } from '#domains/citizens/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayOnAccount } from '../desk-actions.ts'
import { type Claimed, innTyped, isMatch, passportTyped } from '../identity-match.ts'
import { accountById, nobodyId } from '../load.ts'
import { openProfile } from '../profile.ts'
import { accountOfRecord, deskFacts, knownAccount, matchDayMs, ticketMatchKey } from '../queries/account-at-desk.ts'
import { countKey } from '../queries/counted.ts'
import type { Tickets } from '../tickets-door.ts'
import { roleOf, staffOf } from './at-desk.ts'
import { takeCounted } from './counted.ts'

interface Candidate {
  citizenId: string
  isMatch: boolean
  level: number
}

/**
 * Compares what a person said, or what stands in the passport, with what is stored: match or no match, never which part (RECOV-3, K6). Tries are counted
 * for the request, the INN and the passport, each over all employees, before anything is compared. A match says whose account the request is about and
 * lets a recovery to the OLD contacts begin; it opens nothing by itself.
 */
export async function matchIdentity(ctx: Ctx, tickets: Tickets, number: string, claimed: Claimed): Promise<{ match: boolean; triesLeft: number }> {
  const actor = staffOf(ctx)
  const ticket = await tickets.atDesk(ctx, number)
  if (!ticket.isOpen) throw new Refusal('conflict', 'account.ticket-ended')
  const known = await knownAccount(ctx, ticket)
  const account = known ? await accountById(ctx, known.citizenId) : undefined
  if (!mayOnAccount(actor, await deskFacts(ctx, ctx.app.store, ticket, known, account)).match) throw new Refusal('conflict', 'identity.matched-already')
  const way = actor.roles.includes('mfc_clerk') ? 'office' : 'knowledge'
  const own = await accountOfRecord(ctx, ticket.citizenId)
  const most = ctx.app.config.account.matchTriesPerDay
  return change(ctx, async (tx) => {
    const keys = [
      ticketMatchKey(ctx, ticket.id),
      countKey(ctx, 'match', `inn ${innTyped(claimed.inn) || claimed.inn}`),
      countKey(ctx, 'match', `passport ${passportTyped(claimed.passport) || claimed.passport}`),
    ]
    const hasRoom = await takeCounted(ctx, tx, keys, most, matchDayMs)
    if (!keys.every(hasRoom)) throw new Refusal('too-many', 'identity.tries-used', { retryAfterSeconds: matchDayMs / 1000 })
    const candidates = await candidatesFor(ctx, tx, claimed)
    const found = onlyOne(candidates.filter(({ citizenId, isMatch }) => isMatch && (own === null || own === citizenId)))
    const details = { ticketId: ticket.id, number: ticket.number, way, role: roleOf(actor) }
    if (found) {
      const row = { citizen_id: found.citizenId, matched_by: actor.id, way, matched_at: ctx.now }
      await tx.db
        .insertInto('ticket_account')
        .values({ ticket_id: ticket.id, ...row })
        .onConflict((oc) => oc.column('ticket_id').doUpdateSet(row))
        .execute()
      tx.record('account.identity-matched', { subject: found.citizenId, object: found.citizenId }, details)
    } else {
      // Whoever is meant by the INN hears of it in their own log, and their next recovery is looked at more closely.
      const meant = candidates.length > 0 ? candidates.map(({ citizenId }) => citizenId) : [null]
      for (const id of meant) tx.record('account.identity-not-matched', { subject: id, object: id ?? ticket.id }, details)
    }
    const [used] = await tx.run<{ most: number }>(
      {
        name: 'match-used',
        text: 'select max(n)::int as most from (select count(*) as n from account_count where key = any($1::bytea[]) and at > $2 group by key) counts',
      },
      [keys, new Date(ctx.now.getTime() - matchDayMs)],
    )
    return { match: found !== null, triesLeft: Math.max(0, most - (used?.most ?? most)) }
  })
}

/** Accounts with this INN; for none the same comparison runs against nobody. An INN is what people say of themselves, so there may be several. */
async function candidatesFor(ctx: Ctx, tx: Tx, claimed: Claimed): Promise<Candidate[]> {
  const typed = innTyped(claimed.inn)
  const rows = await tx.db
    .selectFrom('contact')
    .innerJoin('account', 'account.citizen_id', 'contact.citizen_id')
    .innerJoin('citizen', 'citizen.id', 'contact.citizen_id')
    .select(['account.citizen_id', 'account.profile', 'account.identity_level', 'citizen.wrapped_key'])
    .where('contact.kind', '=', 'inn')
    .where((eb) => eb('contact.lookup', '=', eb.fn.any(eb.val(ctx.app.vault.lookups('inn', typed || nobodyId)))))
    .where('account.state', '<>', 'deleted')
    .limit(20)
    .execute()
  const known = rows.flatMap(({ citizen_id, profile, identity_level, wrapped_key }) => {
    if (!wrapped_key) return []
    const stored = profile ? openProfile(keyOf(ctx, citizen_id, wrapped_key), citizen_id, profile) : null
    return [{ citizenId: citizen_id, isMatch: isMatch(claimed, stored), level: identity_level }]
  })
  if (known.length === 0) isMatch(claimed, null)
  return known
}

/** Of several accounts that fit, the one whose owner was seen or checked more than all others; else none, so that nobody can be mistaken for another. */
function onlyOne(fitting: readonly Candidate[]): Candidate | null {
  const [first, second] = fitting.toSorted((a, b) => b.level - a.level)
  return first && (!second || first.level > second.level) ? first : null
}
