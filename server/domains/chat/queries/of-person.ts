import type { ChatsOfPerson, ExportedChat } from '#domains/accounts/index'
import { keyOf, recordsOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { asChat, type Loaded, placeOfChat, type StoredChat } from '../model.ts'
import { factsOf } from './for-citizen.ts'
import { messagesOf } from './messages.ts'
import { MOST_SAID, textsOf, wordsOf } from './transcript.ts'

const all: Statement = {
  name: 'chats-of-person',
  text: `select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id where chat.citizen_id in (${recordsOf('$1')}) order by opened_at desc, chat.id`,
}

const numbers: Statement = {
  name: 'chat-numbers-of-person',
  text: `select id, number from chat where citizen_id in (${recordsOf('$1')}) order by id desc limit 5000`,
}

/** The talks of an account as its pages and its export need them (FORM-15, R24): the newest first, as their citizen sees them, no note and no name of an employee. */
export const chatsOfPerson: ChatsOfPerson = {
  looks: ['chat.read'],
  numbers: async ({ app }, accountId) => {
    const rows = await app.store.run<{ id: string; number: number }>(numbers, [accountId])
    return new Map(rows.map(({ id, number }) => [id, showRequestNumber(String(number))]))
  },
  async *exported(ctx, accountId) {
    for (const { wrapped_key, ...row } of await ctx.app.store.run<StoredChat & { wrapped_key: Buffer | null }>(all, [accountId]))
      yield await exportedChat(ctx, { chat: asChat(row), key: keyOf(ctx, row.citizen_id, wrapped_key) })
  },
}

async function exportedChat(ctx: Ctx, loaded: Loaded): Promise<ExportedChat> {
  const { chat, key } = loaded
  const { number, openedAt, endedAt, state, topic, result, summary, request } = factsOf(loaded)
  const { messages } = await messagesOf(ctx, loaded, 'citizen', { after: 0 }, MOST_SAID)
  const texts = textsOf(chat.lang)
  const comment = chat.rating_comment && key.openBytes(placeOfChat(chat.id, 'rating_comment'), chat.rating_comment).toString()
  return {
    number,
    openedAt,
    endedAt,
    state,
    topic,
    result,
    summary,
    request,
    rating: chat.rating === null ? null : { score: chat.rating, comment },
    messages: messages.map((one) => ({ at: one.at, from: one.from, text: wordsOf(texts, { ...one, files: [] }), files: one.files.map(({ name }) => name) })),
  }
}
