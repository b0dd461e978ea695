import type { Lang } from '#contract/common'
import type { Topic } from '#contract/topics'
import { knownPerson } from '#domains/accounts/index'
import { topicRules } from '#domains/agency/index'
import { holdPerson } from '#domains/citizens/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { change, type Tx } from '#platform/change'
import { type Ctx, visitorOf } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { knownZone } from '#platform/known-zone'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { asChat, type StoredChat } from '../model.ts'
import { assistantTurn } from './assistant-turn.ts'
import { goodWords, Talk } from './talk.ts'

export interface Sent {
  seq: number
  state: StoredChat['state']
  masked: string[]
}
interface Opening {
  text?: string | undefined
  topic?: Topic | undefined
  lang?: Lang | undefined
  zone?: string | undefined
}
/** Talks of one person or browser under way at once; more are a script's. */
const MOST_OPEN = 5

/** Begins a talk: greeting and safety line, then the assistant's answer to the first question, all in one change. */
export async function openChat(ctx: Ctx, { text: typed, topic, lang = ctx.lang, zone: given }: Opening): Promise<Sent & { id: string }> {
  // Before the change, so that no lock waits for it.
  const knowledge = await knowledgeNow(ctx)
  const words = typed === undefined ? null : goodWords(typed, false, knowledge.mind)
  const person = ctx.actor.kind === 'citizen' ? await knownPerson(ctx, ctx.actor.id) : null
  const zone = knownZone(given) ?? person?.zone ?? ctx.app.config.agency.zone
  const id = uuidv7(ctx.now)
  const number = Number(await ctx.app.numbers.next(ctx.now.getUTCFullYear()))
  return change(ctx, async (tx) => {
    await refuseMany(ctx, tx)
    if (person) await holdPerson(tx, person.id)
    const citizen = person ?? (await guestRecord(ctx, tx, lang, zone))
    const row = await tx.db
      .insertInto('chat')
      .values({
        citizen_id: citizen.id,
        id,
        number,
        state: 'bot',
        session_id: visitorOf(ctx.actor),
        account: person !== null,
        lang,
        zone,
        topic: topic ?? null,
        topic_chosen: topic !== undefined,
        priority_class: topic ? topicRules[topic].priorityClass : 'standard',
        team: 'first_line',
        opened_at: ctx.now,
        last_at: ctx.now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const talk = new Talk(ctx, tx, { chat: asChat(row), key: citizen.key })
    talk.say('assistant', 'greeting', null)
    if (words) {
      talk.say('citizen', 'words', words.text)
      if (words.masked.length > 0) talk.tell('secret-hidden', { kinds: words.masked })
      await assistantTurn(talk, knowledge, words.text)
    }
    await talk.write('chat.opened', { number: String(number), account: person !== null })
    return { id, seq: talk.seq, state: talk.chat.state, masked: words?.masked ?? [] }
  })
}

async function refuseMany(ctx: Ctx, tx: Tx): Promise<void> {
  const open = await tx.db
    .selectFrom('chat')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('ended_at', 'is', null)
    .where((eb) =>
      ctx.actor.kind === 'citizen' ? eb('citizen_id', '=', ctx.actor.id) : eb.and([eb('session_id', '=', visitorOf(ctx.actor)), eb('account', '=', false)]),
    )
    .executeTakeFirstOrThrow()
  if (Number(open.n) >= MOST_OPEN) throw new Refusal('too-many', 'chat.many-open', { most: MOST_OPEN })
}

/**
 * A guest's talk has a record of its own: it can become an account's without anything of whoever used this browser before
 * (docs/decisions/0028-sign-in-inside-a-talk.md). Nobody is joined to anybody (0009).
 */
async function guestRecord(ctx: Ctx, tx: Tx, lang: Lang, zone: string): Promise<{ id: string; key: DataKey }> {
  const id = uuidv7(ctx.now)
  const { key, wrapped, keyId } = ctx.app.vault.newDataKey(id)
  await tx.db.insertInto('citizen').values({ id, wrapped_key: wrapped, key_id: keyId, lang, zone, created_at: ctx.now }).execute()
  return { id, key }
}
