import type { Selectable } from 'kysely'
import type { FileView, Message } from '#contract/tickets'
import type { Db } from '#platform/db/store'
import type { DataKey } from '#platform/vault/index'
import type { AttachmentTable, MessageTable } from '../../../migrations/tables.ts'
import { type IntakeRecord, placeOfFile, placeOfMessage, type Ticket } from '../model.ts'

export interface Spoken {
  id: string
  at: Date
  authorKind: Message['from']
  authorId: string | null
  kind: Message['kind']
  text: string
  files: FileView[]
  mail: Message['mail']
}
export interface Conversation {
  intake: IntakeRecord
  intakeHash: Buffer
  messages: Spoken[]
  attachments: (FileView & { sha256: string; messageId: string | null })[]
}

/** Everything said on a request, oldest first, and its intake record; notes of staff included (the citizen's view drops them). */
export async function conversationOf(db: Db, ticket: Pick<Ticket, 'citizen_id' | 'id'>, key: DataKey): Promise<Conversation> {
  const [rows, files] = await Promise.all([
    db
      .selectFrom('message')
      .select(['id', 'at', 'author_kind', 'author_id', 'kind', 'body', 'hash', 'mail'])
      .where('citizen_id', '=', ticket.citizen_id)
      .where('ticket_id', '=', ticket.id)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('attachment')
      .select(['id', 'message_id', 'type', 'bytes', 'scan', 'meta'])
      .where('owner_id', '=', ticket.citizen_id)
      .where('ticket_id', '=', ticket.id)
      .where('message_id', 'is not', null)
      .orderBy('id')
      .execute(),
  ])
  return conversationFrom(rows, files, key)
}

export type MessageRow = Pick<Selectable<MessageTable>, 'id' | 'at' | 'author_kind' | 'author_id' | 'kind' | 'body' | 'hash' | 'mail'>
export type FileRow = Pick<Selectable<AttachmentTable>, 'id' | 'message_id' | 'type' | 'bytes' | 'scan' | 'meta'>

/** The same of rows in the order of their ids. */
export function conversationFrom(rows: readonly MessageRow[], files: readonly FileRow[], key: DataKey): Conversation {
  const attachments = files.map((file) => {
    const { name, sha256 } = JSON.parse(key.openBytes(placeOfFile(file.id, 'meta'), file.meta).toString()) as { name: string; sha256: string }
    return { id: file.id, name, type: file.type, bytes: file.bytes, scan: file.scan as FileView['scan'], sha256, messageId: file.message_id }
  })
  const filesOf = (id: string): FileView[] =>
    attachments.filter((a) => a.messageId === id).map(({ id, name, type, bytes, scan }) => ({ id, name, type, bytes, scan }))
  const first = rows.find((row) => row.kind === 'intake')
  if (!first?.hash) throw new Error('a request without its intake record')
  const intake = JSON.parse(key.openBytes(placeOfMessage(first.id), first.body).toString()) as IntakeRecord
  const messages = rows.map((row) => ({
    id: row.id,
    at: row.at,
    authorKind: row.author_kind as Message['from'],
    authorId: row.author_id,
    kind: row.kind as Message['kind'],
    files: filesOf(row.id),
    mail: row.mail as Message['mail'],
    text: row === first ? intake.description : key.openBytes(placeOfMessage(row.id), row.body).toString(),
  }))
  return { intake, intakeHash: first.hash, messages, attachments }
}
