import type { ChatOption } from '#contract/chat'
import { topicRules } from '#domains/agency/index'
import { requestTopicOf } from '#domains/assistant/index'
import { type Knowledge, knowledgeNow } from '#domains/knowledge/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { myChatToSayIn } from '../load-to-say.ts'
import { ends } from '../machine.ts'
import { answer, assistantTurn, missed } from './assistant-turn.ts'
import { callPersonFor } from './call-person.ts'
import { endTalk } from './end.ts'
import { claimChatFiles } from './files.ts'
import type { Sent } from './open.ts'
import { sayTogether } from './say-together.ts'
import { goodWords, Talk } from './talk.ts'

interface Wish {
  text?: string | undefined
  fileIds?: readonly string[] | undefined
  option?: { seq: number; id: string } | undefined
}

/** A citizen's word, files, or the press of a button: stored with what the assistant says to it, or not at all. */
export async function sendChat(ctx: Ctx, id: string, { text, fileIds = [], option }: Wish): Promise<Sent> {
  const knowing = await knowledgeNow(ctx)
  const words = option ? null : goodWords(text, fileIds.length > 0, knowing.mind)
  const details = option ? { option: option.id } : { files: fileIds.length }
  const alone = () =>
    change(ctx, async (tx) => {
      const talk = new Talk(ctx, tx, await myChatToSayIn(ctx, tx, id))
      if (ends.includes(talk.chat.state)) throw new Refusal('conflict', 'chat.ended', { state: talk.chat.state })
      if (option) await press(talk, knowing, option)
      else await hear(talk, knowing, words!, fileIds)
      await talk.write(option ? 'chat.pressed' : 'chat.written', details)
      return { seq: talk.seq, state: talk.chat.state, masked: words?.masked ?? [] }
    })
  if (!words || fileIds.length > 0) return alone()
  const say = (talk: Talk) => {
    if (talk.chat.state === 'bot' || ends.includes(talk.chat.state)) return false
    put(talk, words)
    toPerson(talk)
    return true
  }
  return sayTogether({ ctx, id, say, event: 'chat.written', details, masked: words.masked, alone })
}

interface Words {
  text: string
  masked: string[]
}
function put(talk: Talk, { text, masked }: Words): string {
  const messageId = talk.say('citizen', 'words', text)
  if (masked.length > 0) talk.tell('secret-hidden', { kinds: masked })
  return messageId
}

/** It is a person's move now, where one has the talk. */
function toPerson(talk: Talk): void {
  const { state, holder_id } = talk.chat
  if (state === 'waiting_citizen') talk.move('reply', ['citizen'], talk.chat.team === 'first_line' ? 'with_operator' : 'with_specialist')
  if (holder_id && talk.chat.waiting_since === null) talk.set({ waiting_since: talk.ctx.now })
}

async function hear(talk: Talk, knowing: Knowledge, words: Words, fileIds: readonly string[]): Promise<void> {
  const messageId = put(talk, words)
  if (fileIds.length > 0) await claimChatFiles(talk, fileIds, messageId)
  if (talk.chat.state !== 'bot') return toPerson(talk)
  // A picture alone says nothing to the assistant.
  if (words.text) return assistantTurn(talk, knowing, words.text)
}

/** Only a button that was shown can be pressed. */
async function press(talk: Talk, { articles }: Knowledge, { seq, id }: { seq: number; id: string }): Promise<void> {
  const option = await offered(talk, seq, id)
  talk.say('citizen', 'words', null, { details: { option } })
  if (option.does === 'operator' && talk.chat.state !== 'bot') return
  if (talk.chat.state !== 'bot') throw new Refusal('conflict', 'chat.not-from-here', { state: talk.chat.state })
  switch (option.does) {
    case 'operator':
      return callPersonFor(talk, null)
    case 'article':
      return answer(talk, articles, option.id.replace(/^article-/, ''))
    case 'topic':
      return answerTopic(talk, articles, option.topic!)
    case 'helped':
      return endTalk(talk, 'answer_helped', 'helped', null)
    case 'not-helped':
      return missed(talk)
    case 'request':
      throw new Refusal('unprocessable', 'chat.request-apart')
    case 'sign-in':
      throw new Refusal('unprocessable', 'chat.sign-in-apart')
  }
}

async function offered(talk: Talk, seq: number, id: string): Promise<ChatOption> {
  const row = await talk.tx.db
    .selectFrom('chat_message')
    .select('facts')
    .where('citizen_id', '=', talk.chat.citizen_id)
    .where('chat_id', '=', talk.chat.id)
    .where('seq', '=', seq)
    .executeTakeFirst()
  const option = (row?.facts as { options?: ChatOption[] } | undefined)?.options?.find((one) => one.id === id)
  if (!option) throw new Refusal('unprocessable', 'chat.no-option')
  return option
}

/** The citizen said what it is about: the first article of the topic answers, else the question goes to a person. */
async function answerTopic(talk: Talk, articles: Knowledge['articles'], topic: NonNullable<ChatOption['topic']>): Promise<void> {
  talk.set({ topic, topic_chosen: true, priority_class: topicRules[topic].priorityClass })
  const article = [...articles.values()].find((one) => requestTopicOf(one.topic) === topic)
  if (article) return answer(talk, articles, article.id)
  return callPersonFor(talk, null)
}
