import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { fullySignedIn } from '../access.ts'
import { ownContactKey } from '../queries/account-by-contact.ts'
import { waysIn } from '../queries/ways-in.ts'
import { demandCode, limitCodes, type SentCode, sendCode } from './codes.ts'

async function ownContact(ctx: Ctx, contactId: string) {
  const { id } = fullySignedIn(ctx.actor)
  const person = await waysIn(ctx, id)
  const contact = person.contacts.find((one) => one.id === contactId)
  if (!contact) throw new Refusal('not-found', 'contact.none')
  return { id, person, contact }
}

/** A code to a contact of one's own, to see whether messages arrive there again. */
export async function sendCheckCode(ctx: Ctx, contactId: string, address: string): Promise<SentCode> {
  const { id, person, contact } = await ownContact(ctx, contactId)
  await limitCodes(ctx, { address, contact: await ownContactKey(ctx, person, contact.id), asker: 'owner' })
  const to = { channel: contact.channel, contactId }
  return change(ctx, (tx) => sendCode(ctx, tx, { purpose: 'prove_again', aboutId: contactId, citizenId: id, to }))
}

/** The code was read there: entering it is what revives a refused address (codes.ts). */
export async function checkContact(ctx: Ctx, contactId: string, code: string): Promise<void> {
  const { id } = await ownContact(ctx, contactId)
  await demandCode(ctx, { aboutId: contactId, purpose: 'prove_again', code })
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    tx.record('account.contact-checked', { subject: id, object: id }, { contactId })
  })
}
