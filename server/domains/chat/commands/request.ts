import { sql } from 'kysely'
import { limits } from '#contract/tickets'
import type { Topic } from '#contract/topics'
import { knownPerson } from '#domains/accounts/index'
import { finish } from '#domains/routing/index'
import { submitTicket } from '#domains/tickets/index'
import { change, earlierAnswer } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email, phone } from '#platform/identifiers/index'
import { Refusal } from '#platform/refusal'
import { capacities, mayRead, mayWork } from '../access.ts'
import { chatById, chatForUpdate, myChat, notFound } from '../load.ts'
import { ends } from '../machine.ts'
import { type Loaded, ownerOf, placeOfChat, placeOfChatMessage, type StoredChat } from '../model.ts'
import { endTalk } from './end.ts'
import { Talk } from './talk.ts'

interface Wanted {
  subject?: string | undefined
  topic?: Topic | undefined
  email?: string | undefined
  phone?: string | undefined
}
export interface Made {
  number: string
  seq: number
  state: StoredChat['state']
}

/** The citizen makes a request of the talk; before a person has answered the talk ends with it. */
export async function requestByCitizen(ctx: Ctx, id: string, wanted: Wanted): Promise<Made> {
  const found = await myChat(ctx, id)
  return requestOf(ctx, found, wanted)
}

/** An employee makes it and the talk goes on. */
export async function requestByStaff(ctx: Ctx, id: string, wanted: Wanted): Promise<Made> {
  const found = await chatById(ctx, id)
  if (!mayRead(ctx.actor, found.chat)) throw notFound()
  if (!mayWork(ctx.actor, found.chat)) throw new Refusal('forbidden', 'chat.not-yours', { holder: found.chat.holder_id })
  return requestOf(ctx, found, wanted)
}

/** Nobody has come: the service makes it, so that no word is lost (CHAT-2). What an earlier request of the talk holds is not asked again. */
export async function requestByItself(ctx: Ctx, id: string): Promise<void> {
  const found = await chatById(ctx, id)
  if (found.chat.ticket_number && (await wordsOf(ctx, found)).length === 0) await endWithRequest(ctx, found.chat)
  else await requestOf(ctx, found, {})
}

/** Nothing was said since its request was made: that one answers. */
function endWithRequest(ctx: Ctx, { id, last_seq }: StoredChat): Promise<void> {
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, id))
    if (talk.chat.last_seq !== last_seq) throw new Refusal('conflict', 'chat.changed')
    await endUnanswered(talk)
    await talk.write('chat.ended', { result: 'request_created' })
  })
}

async function endUnanswered(talk: Talk): Promise<void> {
  const { ctx, tx, chat } = talk
  talk.move('no_operator', capacities(ctx.actor))
  if (chat.queued_at) await finish(ctx, tx, 'chat', chat.id, 'left')
  await endTalk(talk, null, 'request_created', null)
}

async function requestOf(ctx: Ctx, { chat, key }: Loaded, wanted: Wanted): Promise<Made> {
  // The answer was lost on its way: the same again, though the talk has ended with it (R13).
  const before = await earlierAnswer<{ number: string }>(ctx)
  if (before) return madeBefore(ctx, chat.id, before.reply.number)
  const isBySystem = ctx.actor.kind === 'system'
  if (ends.includes(chat.state)) throw new Refusal('conflict', 'chat.ended', { state: chat.state })
  if (chat.ticket_number && !isBySystem) throw new Refusal('conflict', 'chat.request-made', { number: String(chat.ticket_number) })
  const contacts = await contactsOf(ctx, { chat, key }, wanted)
  const words = await wordsOf(ctx, { chat, key })
  const topic = wanted.topic ?? chat.topic ?? 'general.question'
  let made: Made | undefined
  const filed = await submitTicket(ctx, {
    channel: 'chat',
    of: { id: chat.citizen_id, key, zone: chat.zone, sessionId: chat.account ? null : chat.session_id },
    intake: {
      topic,
      kind: 'question',
      subject: sized(wanted.subject?.trim() || words[0] || '', limits.subject, chat.lang === 'en' ? 'Question from the chat: ' : 'Вопрос из чата: '),
      description: sized(words.join('\n\n'), limits.description, chat.lang === 'en' ? 'From the chat with support. ' : 'Из чата с поддержкой. '),
      lang: chat.lang,
      ...contacts,
    },
    also: async (tx, { number, ticketId }) => {
      const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, chat.id))
      if (ends.includes(talk.chat.state) || talk.chat.ticket_number !== chat.ticket_number) throw new Refusal('conflict', 'chat.changed')
      // Somebody has just come, or another word: the next round looks again.
      if (isBySystem && talk.chat.last_seq !== chat.last_seq) throw new Refusal('conflict', 'chat.changed')
      talk.set({
        ticket_id: ticketId,
        ticket_number: Number(number),
        ...(contacts.email && !chat.account && { email: key.seal(placeOfChat(chat.id, 'email'), contacts.email) }),
      })
      talk.tell('request-made', { number })
      if (talk.chat.holder_id === null) await endUnanswered(talk)
      await talk.write('chat.request-made', { ticket: ticketId })
      made = { number, seq: talk.seq, state: talk.chat.state }
    },
  })
  // Of two at once by the same key one has made it.
  return filed.repeated || !made ? madeBefore(ctx, chat.id, filed.number) : made
}

async function madeBefore(ctx: Ctx, id: string, number: string): Promise<Made> {
  const { chat } = await chatById(ctx, id)
  return { number, seq: chat.last_seq, state: chat.state }
}

/** Where the answer goes: an account's own contacts, else what the guest gives; a request may also be without, and is then seen in this browser. */
async function contactsOf(ctx: Ctx, { chat, key }: Loaded, wanted: Wanted): Promise<{ email?: string; phone?: string; name?: string }> {
  if (chat.account) {
    const person = await knownPerson(ctx, ownerOf(chat))
    const first = (kind: 'phone' | 'email') => person?.contacts.find((one) => one.kind === kind)?.value
    return Object.fromEntries(Object.entries({ name: person?.name, email: first('email'), phone: first('phone') }).filter(([, value]) => value))
  }
  const typedEmail = wanted.email?.trim()
  const typedPhone = wanted.phone?.trim()
  const fields = [
    ...(typedEmail && !email(typedEmail).ok ? [{ field: 'email', code: 'email.invalid' }] : []),
    ...(typedPhone && !phone(typedPhone, { demo: ctx.app.mode !== 'production' }).ok ? [{ field: 'phone', code: 'phone.invalid' }] : []),
  ]
  if (fields.length > 0) throw new Refusal('unprocessable', 'chat.problems', undefined, fields)
  const kept = chat.email ? key.openBytes(placeOfChat(chat.id, 'email'), chat.email).toString() : undefined
  return { ...((typedEmail ?? kept) && { email: typedEmail || kept! }), ...(typedPhone && { phone: typedPhone }) }
}

/** Everything the citizen has said, or what was said since a request was made of it. */
async function wordsOf(ctx: Ctx, { chat, key }: Loaded): Promise<string[]> {
  const rows = await ctx.app.store.db
    .selectFrom('chat_message')
    .select(['id', 'body'])
    .where('citizen_id', '=', chat.citizen_id)
    .where('chat_id', '=', chat.id)
    .where('author', '=', 'citizen')
    .where('body', 'is not', null)
    .where((eb) =>
      eb(
        'seq',
        '>',
        eb
          .selectFrom('chat_message')
          .select(({ fn, val }) => fn.coalesce(fn.max('seq'), val(0)).as('seq'))
          .where('citizen_id', '=', chat.citizen_id)
          .where('chat_id', '=', chat.id)
          .where(sql<boolean>`facts ->> 'event' = 'request-made'`),
      ),
    )
    .orderBy('seq')
    .execute()
  return rows.map(({ id, body }) => key.openBytes(placeOfChatMessage(id), body!).toString())
}

/** As the form wants it: a few words get a beginning, many an end; the whole stays in the talk. */
function sized(text: string, { min, max }: { min: number; max: number }, beginning: string): string {
  const line = min < 10 ? text.replaceAll(/\s+/g, ' ') : text
  const whole = [...line].length < min ? `${beginning}${line}` : line
  return [...whole].slice(0, max).join('')
}
