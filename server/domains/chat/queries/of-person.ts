import type { ExportedChat } from '#domains/accounts/index'
import { keyOf, recordsOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { asChat, type Loaded, placeOfChat, type StoredChat } from '../model.ts'
import { factsOf } from './for-citizen.ts'
import { messagesOf } from './messages.ts'
import { MOST_SAID, textsOf, wordsOf } from './transcript.ts'

const all: Statement = {
  name: 'chats-of-person',
  text: `select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id where chat.citizen_id in (${recordsOf('$1')}) order by opened_at desc, chat.id`,
}

/** The talks of an account for its export (R24), the newest first: as their citizen sees them, no note and no name of an employee. */
export async function* chatsOfPerson(ctx: Ctx, accountId: string): AsyncGenerator<ExportedChat> {
  for (const { wrapped_key, ...row } of await ctx.app.store.run<StoredChat & { wrapped_key: Buffer | null }>(all, [accountId]))
    yield exported(ctx, { chat: asChat(row), key: keyOf(ctx, row.citizen_id, wrapped_key) })
}

async function exported(ctx: Ctx, loaded: Loaded): Promise<ExportedChat> {
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
