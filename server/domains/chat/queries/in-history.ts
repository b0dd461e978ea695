import type { HistoryItem } from '#contract/history'
import { type AskedPart, recordsOf, saidAll, stemsOf, type WhoseHistory } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { chatRoles, leads } from '../access.ts'
import { askerOf, ownChats } from '../load.ts'
import { firstWords, type ListedChat } from './first-words.ts'

type Row = ListedChat & { last_at: Date | null; last_by: 'citizen' | 'staff' | 'assistant' | null }

/** Parameters $2 to $5 say whose; each answers `citizen_id, id`. */
const ofPerson = `select citizen_id, id from chat where citizen_id in (${recordsOf('$2')}) and ($3 or holder_id = $4 or team = any($5::text[]))`
const sets = { own: `select citizen_id, id from (${ownChats}) as own where $5`, desk: ofPerson }
type Whose = keyof typeof sets
function asking(ctx: Ctx, whose: WhoseHistory): [Whose, unknown[]] {
  if (whose === 'own') return ['own', [...askerOf(ctx), true]]
  const { person, staff } = whose
  // Talks are read by those who take them; the others find none.
  const teams = chatRoles.some((role) => staff.roles.includes(role)) ? staff.teams : []
  return ['desk', [person, leads(staff), staff.id, teams]]
}

const oldest = (set: Whose): Statement => ({
  name: `history-chats-oldest-${set}`,
  text: `select id from (${sets[set]}) as whose order by id limit $1`,
})
/** Words, the last speaker and what is unread are asked for the page alone, in the same statement. */
const page = (set: Whose, words: number): Statement => ({
  name: `history-chats-${set}-${words}`,
  text: `with page as (
      select chat.*, citizen.wrapped_key from (${sets[set]}) as whose
      join chat on chat.citizen_id = whose.citizen_id and chat.id = whose.id join citizen on citizen.id = chat.citizen_id
      where chat.id < $6 and ($7::bigint is null or chat.number = $7)
        ${saidAll('chat_message m where m.citizen_id = chat.citizen_id and m.chat_id = chat.id', 8, words)}
      order by chat.id desc limit $1
    )
    select page.*, first.id as first_id, first.body as first_body, last.at as last_at, last.author as last_by,
      (select count(*)::int from chat_message m where m.citizen_id = page.citizen_id and m.chat_id = page.id
        and m.seq > page.citizen_read_seq and m.author <> 'citizen' and m.kind <> 'note') as unread
    from page
    left join lateral (select id, body from chat_message m where m.citizen_id = page.citizen_id and m.chat_id = page.id and author = 'citizen' and body is not null
      order by seq limit 1) first on true
    left join lateral (select at, author from chat_message m where m.citizen_id = page.citizen_id and m.chat_id = page.id and author <> 'system' and kind <> 'note'
      order by seq desc limit 1) last on true
    order by page.id desc`,
})

/** Talks as a part of the one history of a person (CHAT-15). */
export async function talksInHistory(ctx: Ctx, whose: WhoseHistory, asked: AskedPart): Promise<HistoryItem[]> {
  const [set, who] = asking(ctx, whose)
  const stems = await stemsOf(asked, ctx.now, () => ctx.app.store.run(oldest(set), [1, ...who]))
  if (!stems) return []
  const rows = await ctx.app.store.run<Row>(page(set, stems.length), [asked.most, ...who, asked.before, asked.sought?.number ?? null, ...stems])
  return rows.map((row) => ({
    kind: 'talk',
    id: row.id,
    number: showRequestNumber(String(row.number)),
    at: row.opened_at.toISOString(),
    channel: 'chat',
    topic: row.topic,
    subject: firstWords(ctx, row),
    state: row.state,
    last: row.last_by && { by: row.last_by, at: row.last_at!.toISOString() },
    unread: row.unread,
    linked: row.ticket_number ? { kind: 'request', id: row.ticket_id, number: showRequestNumber(String(row.ticket_number)) } : null,
  }))
}

const ofRequests = (set: Whose): Statement => ({
  name: `history-chats-of-requests-${set}`,
  text: `select chat.ticket_id, chat.id, chat.number from (${sets[set]}) as whose join chat on chat.citizen_id = whose.citizen_id and chat.id = whose.id
    where chat.ticket_id = any($1::uuid[])`,
})
/** Which talks these requests were made of, by the id of the request: of those that the asker may open. */
export async function talksOfRequests(
  ctx: Ctx,
  whose: WhoseHistory,
  requests: readonly string[],
): Promise<ReadonlyMap<string, { id: string; number: string }>> {
  if (requests.length === 0) return new Map()
  const [set, who] = asking(ctx, whose)
  const rows = await ctx.app.store.run<{ ticket_id: string; id: string; number: number }>(ofRequests(set), [requests, ...who])
  return new Map(rows.map(({ ticket_id, id, number }) => [ticket_id, { id, number: showRequestNumber(String(number)) }]))
}
