import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import type { DataKey } from '#platform/vault/index'
import { asTicket, type Ticket } from '../model.ts'
import { isMadeFor, type Reference } from '../reply-reference.ts'
import { conversationOf } from './conversation.ts'
import { mailOfRequest } from './mail-of-request.ts'

export interface Referred {
  ticket: Ticket
  key: DataKey
  /**
   * The letter came from the very address that we had written to about this request, and the person's mail goes there today. Whether the letter
   * is truly from there is another question, which the mail server answers.
   */
  fromReader: boolean
}

/** The request that a signed reference leads to, or null when it is not ours, not for this reader, or of somebody who was erased. */
export async function referredBy(ctx: Ctx, reference: Reference, from: string): Promise<Referred | null> {
  const { db } = ctx.app.store
  const row = await db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .selectAll('ticket')
    .select('citizen.wrapped_key')
    .where('ticket.number', '=', reference.number)
    .executeTakeFirst()
  if (!row?.wrapped_key) return null
  const { wrapped_key, ...columns } = row
  const ticket = asTicket(columns)
  const key = keyOf(ctx, ticket.citizen_id, wrapped_key)
  const { intake } = await conversationOf(db, ticket, key)
  const { address } = await mailOfRequest(ctx, ticket.citizen_id, intake)
  const [sender, reader] = [from, address ?? ''].map((one) => {
    const read = email(one)
    return read.ok ? read.lookupKey : null
  })
  const bySender = sender !== null && isMadeFor(ctx, reference, ticket.id, sender!)
  const byReader = reader !== null && isMadeFor(ctx, reference, ticket.id, reader!)
  if (!bySender && !byReader) return null
  return { ticket, key, fromReader: bySender && sender === reader }
}
