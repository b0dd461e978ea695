import { type ChatMessage, type ChatPage, chatLimits } from '#contract/chat'
import type { FileView } from '#contract/tickets'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { askedTogether } from '#platform/db/asked-together'
import type { Statement } from '#platform/db/store'
import type { Said } from '../just-said.ts'
import { type Author, type Facts, type Loaded, type MessageKind, placeOfChatMessage } from '../model.ts'
import { filesOfChat } from './files.ts'

export type Side = 'citizen' | 'staff'
interface Row {
  seq: number
  id: string
  at: Date
  author: Author
  author_id: string | null
  kind: MessageKind
  body: Buffer | null
  facts: Facts
}
const columns = 'seq, id, at, author, author_id, kind, body, facts'
const after = askedTogether<Row>({
  name: 'chats-messages-after',
  text: `select asked.nth::int, said.* from unnest($1::uuid[], $2::uuid[], $3::int[], $4::boolean[], $5::int[])
      with ordinality as asked(citizen_id, chat_id, seq, notes, most, nth)
    cross join lateral (select ${columns} from chat_message said where said.citizen_id = asked.citizen_id and said.chat_id = asked.chat_id
      and said.seq > asked.seq and (asked.notes or said.kind <> 'note') order by said.seq limit asked.most) said order by asked.nth, said.seq`,
})
const before: Statement = {
  name: 'chat-messages-before',
  text: `select ${columns} from chat_message where citizen_id = $1 and chat_id = $2 and seq < $3 and ($4 or kind <> 'note') order by seq desc limit $5`,
}

/** What was said after a number, before one, or last; a note is not there for the citizen. */
export async function messagesOf(
  ctx: Ctx,
  loaded: Loaded,
  side: Side,
  { after: from, before: to }: { after?: number; before?: number },
  most: number = chatLimits.page,
): Promise<ChatPage> {
  const { chat } = loaded
  const asked = (bound: number) => [chat.citizen_id, chat.id, bound, side === 'staff', most]
  const [rows, files] = await Promise.all([
    from !== undefined
      ? after(ctx.app.store, asked(from))
      : ctx.app.store.run<Row>(before, asked(to ?? chat.last_seq + 1)).then((newestFirst) => newestFirst.reverse()),
    filesOfChat(ctx, loaded),
  ])
  return { lastSeq: chat.last_seq, messages: await shown(ctx, loaded, side, rows, files), earlier: (rows[0]?.seq ?? 1) > 1 && rows.length > 0 }
}

async function shown(ctx: Ctx, { key }: Loaded, side: Side, rows: readonly Row[], files: Map<string, FileView[]>): Promise<ChatMessage[]> {
  const as = await shownTo(ctx, side, rows)
  return rows.map((row) => as(row, row.body ? key.openBytes(placeOfChatMessage(row.id), row.body).toString() : '', files.get(row.id) ?? []))
}

/** The same of what was said this moment, as it was said: words without files. */
export async function shownAtOnce(ctx: Ctx, side: Side, said: readonly Said[]): Promise<ChatMessage[]> {
  const rows = said.filter(({ kind }) => side === 'staff' || kind !== 'note').map(({ authorId, ...row }) => ({ ...row, author_id: authorId }))
  const as = await shownTo(ctx, side, rows)
  return rows.map((row) => as(row, row.text ?? '', []))
}

type Plain = Omit<Row, 'body'>
async function shownTo(ctx: Ctx, side: Side, rows: readonly Plain[]): Promise<(row: Plain, text: string, files: FileView[]) => ChatMessage> {
  const names = await staffNames(ctx, [...new Set(rows.flatMap(({ author_id }) => author_id ?? []))])
  return ({ seq, id, at, author, author_id, kind, facts }, text, files) => ({
    seq,
    id,
    at: at.toISOString(),
    from: author,
    author: author_id ? nameFor(side, names.get(author_id)) : null,
    kind,
    text,
    event: facts.event ?? null,
    details: facts.details ?? {},
    options: facts.options ?? [],
    article: facts.article ?? null,
    files,
  })
}

/** A citizen hears the first name only. */
export const nameFor = (side: Side, name: string | undefined): string | null =>
  name === undefined ? null : side === 'citizen' ? (name.split(' ')[0] ?? null) : name
