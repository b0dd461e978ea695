import { fullySignedIn, knownPerson } from '#domains/accounts/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import { digitsOf, notFound } from '../load.ts'
import { provedLookups } from '../queries/joinable.ts'

interface Row {
  citizen_id: string
  belongs_to: string | null
  is_account: boolean
  shares: boolean
}
const asked: Statement = {
  name: 'join-asked',
  text: `select citizen.id as citizen_id, citizen.belongs_to, exists (select from account where account.citizen_id = citizen.id) as is_account,
      exists (select from contact where contact.citizen_id = citizen.id and contact.lookup = any($3)) as shares
    from ticket join citizen on citizen.id = ticket.citizen_id
    join guest_grant on guest_grant.session_id = $2 and guest_grant.citizen_id = ticket.citizen_id and guest_grant.ticket_id = ticket.id
    where ticket.number = $1 and citizen.wrapped_key is not null`,
}

/**
 * Makes a request that was sent as a guest the account's, with whatever else the same browser had sent with the very same contacts: the
 * guest's record is tied to the account and keeps its own key, so nothing is sealed anew (docs/decisions/0016-joined-records.md).
 * Joining twice changes nothing.
 */
export async function joinRequest(ctx: Ctx, number: string): Promise<void> {
  const actor = fullySignedIn(ctx.actor)
  const person = await knownPerson(ctx, actor.id)
  if (!actor.visitorId || !person) throw notFound()
  const [row] = await ctx.app.store.run<Row>(asked, [digitsOf(number), actor.visitorId, provedLookups(ctx, person)])
  if (row && (row.belongs_to ?? row.citizen_id) === actor.id) return
  if (!row || row.belongs_to || row.is_account) throw notFound()
  if (!row.shares) throw new Refusal('conflict', 'join.contact-not-proved')
  await change(ctx, async (tx) => {
    // An account that is being erased takes its records with it, so this waits for the end and finds it gone.
    const account = await tx.db.selectFrom('account').select(['number', 'state']).where('citizen_id', '=', actor.id).forKeyShare().executeTakeFirst()
    if (account?.state !== 'open') throw new Refusal('unauthenticated', 'session.none')
    const joined = await tx.db
      .updateTable('citizen')
      .set({ belongs_to: actor.id })
      .where('id', '=', row.citizen_id)
      .where('belongs_to', 'is', null)
      .where('wrapped_key', 'is not', null)
      .executeTakeFirst()
    if (Number(joined.numUpdatedRows) === 0) throw notFound()
    tx.record('account.request-joined', { subject: row.citizen_id, object: actor.id }, { number: String(digitsOf(number)) })
  })
}
