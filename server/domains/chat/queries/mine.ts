import type { ChatLine } from '#contract/chat'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { requestNumber, showRequestNumber } from '#platform/identifiers/index'
import { weekOf } from '#platform/vault/index'
import { askerOf, ownChats } from '../load.ts'
import { firstWords, type ListedChat, listOfChats } from './first-words.ts'

const PAGE = 20
/** More talks of one person are not listed; the newest are. */
const MOST = 1000
const own = `(chat.citizen_id, chat.id) in (${ownChats})`
const mine: Statement = {
  name: 'chats-mine',
  text: listOfChats("seq > chat.citizen_read_seq and author <> 'citizen' and kind <> 'note'", own, 'chat.opened_at desc', '$1'),
}
const saying: Statement = {
  name: 'chats-mine-saying',
  text: `select distinct chat_id from chat_message where chat_id = any($1) and citizen_id = any($2) and kind <> 'note' and stems && $3::bigint[]`,
}

/** Talks of this person, or of this browser, newest first; found by number, or by all the words of the query in any of their forms (CHAT-6). */
export async function myChats(ctx: Ctx, { q, page = 1 }: { q?: string; page?: number }): Promise<{ items: ChatLine[]; page: number; pages: number }> {
  const all = await ctx.app.store.run<ListedChat>(mine, [MOST, ...askerOf(ctx)])
  const rows = q?.trim() ? await matching(ctx, all, q) : all
  const pages = Math.max(1, Math.ceil(rows.length / PAGE))
  return { items: rows.slice((page - 1) * PAGE, page * PAGE).map((row) => lineOf(ctx, row)), page, pages }
}

/** More words than this make no talk easier to find. */
const MOST_WORDS = 8
async function matching(ctx: Ctx, rows: ListedChat[], q: string): Promise<ListedChat[]> {
  const number = requestNumber(q)
  if (number.ok) return rows.filter((row) => String(row.number) === number.value)
  if (rows.length === 0) return []
  // Stems differ from week to week: only the weeks in which this person has talked are asked for.
  const from = weekOf(rows.at(-1)!.opened_at)
  const to = weekOf(ctx.now) + 1
  const { vault, store } = ctx.app
  const versions = vault.indexVersions().map((version) => vault.queryWords(q, version).slice(0, MOST_WORDS))
  const [ids, people] = [rows.map(({ id }) => id), [...new Set(rows.map(({ citizen_id }) => citizen_id))]]
  let left = new Set(versions[0]?.length ? ids : [])
  for (let word = 0; word < (versions[0]?.length ?? 0) && left.size > 0; word++) {
    const stems = versions.flatMap((words) => words[word]?.(from, to) ?? [])
    left = new Set((await store.run<{ chat_id: string }>(saying, [[...left], people, stems])).map(({ chat_id }) => chat_id))
  }
  return rows.filter(({ id }) => left.has(id))
}

function lineOf(ctx: Ctx, row: ListedChat): ChatLine {
  return {
    id: row.id,
    number: showRequestNumber(String(row.number)),
    state: row.state,
    topic: row.topic,
    openedAt: row.opened_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    question: firstWords(ctx, row),
    unread: row.unread,
    request: row.ticket_number ? showRequestNumber(String(row.ticket_number)) : null,
  }
}
