import type { Intake } from '#contract/tickets'
import { accountWithMail } from '#domains/accounts/index'
import { addMail, type Referred, submitTicket } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import { within } from '#platform/limits'
import type { DataKey } from '#platform/vault/index'
import { asIntake, asWords } from '../as-intake.ts'
import { type Letter, placeOfLetter, type Summary } from '../model.ts'
import { suggestedTopic } from '../suggested-topic.ts'
import { type Became, type Leased, land } from './mark.ts'
import { takeFiles } from './take-files.ts'

export interface Understood {
  stored: Leased
  /** The letter's own. */
  key: DataKey
  letter: Letter
  summary: Summary
  /** The address it came from, well-formed. */
  from: string
  referred: Referred | null
}

/** The topic of a letter until somebody who reads it knows better. */
const TOPIC = 'general.question'
/** Letters of unproved senders on one request within an hour. */
const MOST_ON_ONE = 30

/**
 * What a letter of a person becomes: a message on the request it answers, or a request. Answers the reason when it waits for a person instead.
 * Whoever else the letter names (Cc, Reply-To) is not heeded: nothing of ours goes there (C16).
 */
export async function intoRequest(ctx: Ctx, understood: Understood): Promise<'flood' | null> {
  const { stored, letter, summary, from, referred } = understood
  const proved = referred?.fromReader === true && summary.proof.aligned
  // Words of somebody who is nobody here: the journal says "guest", and no browser gets a right by it.
  const writer: Ctx = { ...ctx, actor: { kind: 'guest', id: null } }
  const owner = !referred && summary.proof.aligned ? await accountWithMail(ctx, lookupKey(from)) : null
  const hasRoom = proved || owner !== null || (await roomFor(ctx, from, referred?.ticket.id))
  if (!hasRoom) return 'flood'
  const { ids, notTaken } = await takeFiles(writer, stored.id, letter)
  const landed = (byWhom: boolean) => (tx: Parameters<typeof land>[1], made: Omit<Became, 'messageId'> & { messageId?: string }) =>
    land(ctx, tx, stored, understood.key, fileKeyOf(ctx, stored), summary, byWhom, { ...made, messageId: made.messageId ?? made.ticketId })
  if (referred) {
    const words = { id: stored.id, text: asWords(letter, notTaken), fileIds: ids, proved, landed: landed(proved) }
    if (await addMail(writer, referred.ticket.id, words)) return null
  }
  const { subject, description, lang } = asIntake(letter, notTaken)
  const intake: Intake = {
    topic: TOPIC,
    kind: 'question',
    subject,
    description,
    lang,
    email: from,
    ...(letter.from[0]?.name && { name: letter.from[0].name.slice(0, 200) }),
    ...(referred && { relatedNumber: String(referred.ticket.number) }),
    ...(ids.length > 0 && { fileIds: ids }),
  }
  const of =
    referred && proved
      ? { id: referred.ticket.citizen_id, key: referred.key, zone: referred.ticket.citizen_zone, sessionId: null }
      : owner && { id: owner.id, key: owner.key, zone: owner.zone, sessionId: null }
  const suggested = await suggestedTopic(ctx, { subject, description })
  await submitTicket(writer, {
    intake,
    channel: 'email',
    ...(of && { of }),
    mail: {
      id: stored.id,
      proved: of !== null,
      landed: async (tx, made) => {
        await landed(of !== null)(tx, made)
        if (suggested) tx.record('ticket.topic-suggested', { subject: made.citizenId, object: made.ticketId }, { ...suggested })
      },
    },
  })
  return null
}

const lookupKey = (address: string): string => {
  const read = email(address)
  return read.ok ? read.lookupKey : address
}

/** Nobody fills the lists, or a victim's box with our confirmations, by writing a hundred letters in a stranger's name (C17). */
const roomFor = async (ctx: Ctx, from: string, ticketId: string | undefined): Promise<boolean> =>
  ticketId
    ? within(ctx, `mail-on:${ticketId}`, MOST_ON_ONE, 3600)
    : within(ctx, `mail-in:${ctx.app.vault.lookup('email', lookupKey(from)).toString('hex')}`, ctx.app.config.mailIn.perAddressPerHour, 3600)

export const fileKeyOf = ({ app }: Ctx, { id, file_key }: Pick<Leased, 'id' | 'file_key'>): Buffer =>
  app.vault.openServiceBytes('draft', placeOfLetter(id, 'file_key'), file_key!)
