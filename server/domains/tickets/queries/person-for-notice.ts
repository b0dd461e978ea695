import { keyOf } from '#domains/citizens/index'
import { staffNames, supervisorsOf } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { conversationOf, type Spoken } from './conversation.ts'
import { journalSince } from './journal.ts'
import { type MailOfNotice, mailOfNotice } from './mail-of-notice.ts'
import { mailOfRequest } from './mail-of-request.ts'

export interface NoticePerson {
  email: string | null
  phone: string | null
  lang: 'ru' | 'en'
  zone: string
  proved: boolean
  key: DataKey
  words: Record<string, string>
  mail: MailOfNotice
}

/** Whom a notice about a request goes to, read afresh at the moment of sending: the address given in the request, and the words the text quotes. Null once erased. */
export async function personForNotice(
  ctx: Ctx,
  { person_id, ticket_id, facts }: { person_id: string; ticket_id: string | null; facts: Record<string, unknown> },
): Promise<NoticePerson | null> {
  if (!ticket_id) return null
  const { db } = ctx.app.store
  const ticket = await db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .select([
      'ticket.id',
      'ticket.number',
      'ticket.channel',
      'ticket.citizen_id',
      'ticket.lang',
      'ticket.citizen_zone',
      'ticket.team',
      'ticket.holder_id',
      'citizen.wrapped_key',
    ])
    .where('ticket.citizen_id', '=', person_id)
    .where('ticket.id', '=', ticket_id)
    .executeTakeFirst()
  if (!ticket?.wrapped_key) return null
  const key = keyOf(ctx, ticket.citizen_id, ticket.wrapped_key)
  const { intake, messages } = await conversationOf(db, ticket, key)
  const { address, phone, proved } = await mailOfRequest(ctx, ticket.citizen_id, intake)
  const opened = await db
    .selectFrom('journal')
    .select('id')
    .where('object_id', '=', ticket.id)
    .where('at', '>', journalSince(ticket.id))
    .where('event', '=', 'guest.opened')
    .limit(1)
    .executeTakeFirst()
  return {
    email: address,
    phone,
    lang: ticket.lang === 'en' ? 'en' : 'ru',
    zone: ticket.citizen_zone,
    proved: proved || opened !== undefined,
    key,
    words: { ...wordsOf(intake.subject, messages), supervisorName: await whoWatches(ctx, ticket) },
    mail: mailOfNotice(ctx, ticket, { address, isProvedGuest: opened !== undefined, messages, messageId: facts['messageId'] }),
  }
}

/** Who looks after a late request: a supervisor of its team, else whoever holds it; the agency itself where nobody is named, because the notice must go. */
async function whoWatches(ctx: Ctx, { team, holder_id }: { team: string; holder_id: string | null }): Promise<string> {
  const [watcher = holder_id] = await supervisorsOf(ctx, team)
  const name = watcher ? (await staffNames(ctx, [watcher])).get(watcher) : undefined
  return name ?? ctx.app.config.agency.nameRu
}

function wordsOf(subject: string, messages: readonly Spoken[]): Record<string, string> {
  const last = (kind: Spoken['kind']) => messages.findLast((m) => m.kind === kind)?.text ?? ''
  const [transferBody = '', ...transferText] = last('transfer').split('\n\n')
  const refusal = last('refusal').split('\n\n')
  return {
    subject,
    whatIsNeeded: last('question'),
    resolutionSummary: last('answer'),
    otherBody: transferBody,
    otherBodyContacts: transferText.join('\n\n'),
    nextSteps: refusal.slice(0, -1).join('\n\n'),
    appealInfo: refusal.at(-1) ?? '',
  }
}
