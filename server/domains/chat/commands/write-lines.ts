import type { LastWrite } from '#platform/change'
import type { Said } from '../just-said.ts'
import type { StoredChat } from '../model.ts'

/** One message as it is written; a record is a record, so nothing else ever writes here. Stored of its words is `body`. */
export interface Line extends Said {
  chat: Pick<StoredChat, 'citizen_id' | 'id'>
  body: Buffer | null
  stems: bigint[] | null
}

/** Messages of one talk or of many: `said`. */
export const insertLines: LastWrite = {
  name: 'chat-lines',
  parts: `said as (
    insert into chat_message (citizen_id, chat_id, id, at, seq, author, author_id, kind, body, facts, stems)
    select citizen_id, chat_id, id, at, seq, author, author_id, kind, body, facts, stems::bigint[]
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::int[], $6::text[], $7::uuid[], $8::text[], $9::bytea[], $10::jsonb[], $11::text[])
      as line(citizen_id, chat_id, id, at, seq, author, author_id, kind, body, facts, stems)
  )`,
}
export function lineColumns(lines: readonly Line[]): unknown[] {
  const column = <T>(value: (line: Line) => T) => lines.map(value)
  return [
    column((line) => line.chat.citizen_id),
    column((line) => line.chat.id),
    column((line) => line.id),
    column((line) => line.at),
    column((line) => line.seq),
    column((line) => line.author),
    column((line) => line.authorId),
    column((line) => line.kind),
    column((line) => line.body),
    column((line) => JSON.stringify(line.facts)),
    // Lists of unequal length are no array of arrays.
    column((line) => line.stems && `{${line.stems.join(',')}}`),
  ]
}
