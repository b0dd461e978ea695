import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { DataKey } from '#platform/vault/index'
import type { Loaded } from '../load.ts'
import type { Ticket } from '../model.ts'
import { type Conversation, conversationFrom, type FileRow, type MessageRow } from './conversation.ts'
import { type JournalRow, journalOf, journalSince, MOST_LINES } from './journal.ts'

export interface StoryRow {
  part: 'message' | 'file' | 'journal' | 'extension' | 'other'
  id: string
  at: Date | null
  kind: string
  who: string | null
  what: string
  body: Buffer | null
  hash: Buffer | null
  details: unknown
  bytes: number | null
  message_id: string | null
}

/**
 * Messages, files and journal of one request in one round trip. The journal is asked by time too, so that only months since the filing are opened;
 * a line more than is answered tells that it is longer: then `journalOf` picks from it.
 */
export const story: Statement = {
  name: 'story',
  text: `select 'message' as part, id, at, author_kind as kind, author_id as who, kind as what, body, hash, to_jsonb(mail) as details, null::int as bytes, null::uuid as message_id
    from message where citizen_id = $1 and ticket_id = $2
  union all
  select 'file', id, null, scan, null, type, meta, null, null, bytes, message_id
    from attachment where ticket_id = $2 and owner_id = $1 and message_id is not null
  union all
  (select 'journal', id, at, actor_kind, actor_id, event, null, null, details, null, null
    from journal where object_id = $2 and at > $3 limit ${MOST_LINES + 1})`,
}

export const storyValues = ({ citizen_id, id }: Ticket): unknown[] => [citizen_id, id, journalSince(id)]

export type Story = Conversation & { journal: JournalRow[] }

/** All that was said and done on one request, oldest first. */
export async function storyOf(ctx: Ctx, { ticket, key }: Loaded): Promise<Story> {
  const said = storyFrom(await ctx.app.store.run<StoryRow>(story, storyValues(ticket)), key)
  return said.journal.length > MOST_LINES ? { ...said, journal: await journalOf(ctx.app.store.db, ticket.id) } : said
}

export function storyFrom(rows: StoryRow[], key: DataKey): Story {
  rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  const of = (part: StoryRow['part']) => rows.filter((row) => row.part === part)
  const messages = of('message').map(
    (row): MessageRow => ({
      ...row,
      at: row.at!,
      author_kind: row.kind,
      author_id: row.who,
      kind: row.what,
      body: row.body!,
      mail: row.details as string | null,
    }),
  )
  const files = of('file').map((row): FileRow => ({ ...row, type: row.what, scan: row.kind, meta: row.body!, bytes: row.bytes! }))
  const journal = of('journal').map(
    (row): JournalRow => ({ id: row.id, at: row.at!, actorKind: row.kind, actorId: row.who, event: row.what, details: row.details as Record<string, unknown> }),
  )
  return { ...conversationFrom(messages, files, key), journal }
}
