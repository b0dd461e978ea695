import { type KnownPerson, knownPerson } from '#domains/accounts/index'
import type { Ctx, SignedIn } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { email, showRequestNumber } from '#platform/identifiers/index'
import { placeOfSubject } from '../model.ts'

interface Row {
  citizen_id: string
  id: string
  number: number
  subject: Buffer
  received_at: Date
  wrapped_key: Buffer
}

/** Guests' records this browser filed with or opened by a code, with a contact among these look-ups; neither an account's nor joined yet. */
export const joinable: Statement = {
  name: 'joinable',
  text: `select ticket.citizen_id, ticket.id, ticket.number, ticket.subject, ticket.received_at, citizen.wrapped_key
    from guest_grant join ticket on ticket.citizen_id = guest_grant.citizen_id and ticket.id = guest_grant.ticket_id
    join citizen on citizen.id = ticket.citizen_id
    where guest_grant.session_id = $1 and citizen.belongs_to is null and citizen.wrapped_key is not null
      and not exists (select from account where account.citizen_id = citizen.id)
      and exists (select from contact where contact.citizen_id = citizen.id and contact.lookup = any($2))
    order by ticket.id desc limit 50`,
}

/** Look-ups, by every version of the index key, of the contacts that the account has proved. */
export const provedLookups = ({ app }: Ctx, { contacts }: KnownPerson): Buffer[] =>
  contacts.flatMap(({ kind, value }) => {
    const read = kind === 'email' ? email(value) : null
    return app.vault.lookups(kind, read?.ok ? read.lookupKey : value)
  })

/**
 * Requests sent as a guest that can become the account's (C15): this browser has filed them or has entered their code, and the account has
 * proved a contact they were sent with. Equal contacts alone are not enough, and neither is the browser, which others may use.
 */
export async function joinableRequests(ctx: Ctx, actor: SignedIn): Promise<{ number: string; subject: string; receivedAt: string }[]> {
  const person = actor.visitorId ? await knownPerson(ctx, actor.id) : null
  if (!person) return []
  const rows = await ctx.app.store.run<Row>(joinable, [actor.visitorId, provedLookups(ctx, person)])
  return rows.map(({ citizen_id, id, number, subject, received_at, wrapped_key }) => ({
    number: showRequestNumber(String(number)),
    subject: ctx.app.vault.dataKey(citizen_id, wrapped_key).openBytes(placeOfSubject(id), subject).toString(),
    receivedAt: received_at.toISOString(),
  }))
}
