import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { ownContactKey } from '../queries/account-by-contact.ts'
import { demandSession } from '../queries/session.ts'
import { waysIn } from '../queries/ways-in.ts'
import { type Channel, channelsOffered } from '../second-step.ts'
import { limitCodes, type SentCode, sendCode } from './codes.ts'
import { asOwner, type Browser } from './enter.ts'

/** A code to a contact of the account, as second step or before a sensitive change. Only where codes are asked: beside an app mail never is. */
export async function sendSignInCode(ctx: Ctx, channel: Channel, browser: Browser): Promise<SentCode> {
  const session = await demandSession(ctx, browser.account, ['half', 'full'])
  const person = await waysIn(ctx, session.citizenId)
  const { citizenId, contacts } = person
  const offered = channelsOffered(person)
  const contact = contacts.find((one) => one.channel === channel)
  if (!offered.includes(channel) || !contact) throw new Refusal('conflict', 'code.no-channel', { channels: offered })
  await limitCodes(ctx, { address: browser.address, contact: await ownContactKey(ctx, person, contact.id), asker: 'owner' })
  const purpose = session.level === 'half' ? 'sign_in' : 'prove_again'
  return change(asOwner(ctx, citizenId), (tx) => sendCode(ctx, tx, { purpose, aboutId: session.id, citizenId, to: { channel, contactId: contact.id } }))
}
