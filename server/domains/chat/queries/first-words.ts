import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { placeOfChatMessage, type StoredChat } from '../model.ts'

/** A talk in a list: `unread` counts what the other side has said. */
export type ListedChat = StoredChat & { wrapped_key: Buffer | null; first_id: string | null; first_body: Buffer | null; unread: number }

/** A list of talks with the citizen's first words; `unread` is what counts as unread, about a message `m`. */
export const listOfChats = (unread: string, where: string, order: string, most: number | '$1'): string => `select chat.*, citizen.wrapped_key,
    first.id as first_id, first.body as first_body,
    (select count(*)::int from chat_message m where m.citizen_id = chat.citizen_id and m.chat_id = chat.id and ${unread}) as unread
  from chat join citizen on citizen.id = chat.citizen_id
  left join lateral (select id, body from chat_message m where m.citizen_id = chat.citizen_id and m.chat_id = chat.id and author = 'citizen' and body is not null
    order by seq limit 1) first on true
  where ${where} order by ${order} limit ${most}`

/** Characters of the first words in a list. */
const LINE = 120

/** On one line; empty where nothing was said, or the person is erased. */
export function firstWords(ctx: Ctx, { citizen_id, wrapped_key, first_id, first_body }: ListedChat): string {
  if (!wrapped_key || !first_body) return ''
  const line = [...keyOf(ctx, citizen_id, wrapped_key).openBytes(placeOfChatMessage(first_id!), first_body).toString().replaceAll(/\s+/g, ' ').trim()]
  return line.length <= LINE ? line.join('') : `${line.slice(0, LINE).join('')}...`
}
