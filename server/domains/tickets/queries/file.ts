import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { downloadHeaders, type FileType, getOpened, mayOpen } from '#platform/files/index'
import type { BytesReply } from '#platform/http/serve'
import { Refusal } from '#platform/refusal'
import { DataKey } from '#platform/vault/index'
import { uploadersOf } from '../access.ts'
import { type Loaded, notFound } from '../load.ts'
import { placeOfFile } from '../model.ts'
import { roleOf } from './role-of.ts'

/** The bytes of one attached file. The file must hang on this very request (C4); what is not scanned yet stays shut. */
export async function fileOf(ctx: Ctx, { ticket, key }: Loaded, fileId: string): Promise<BytesReply> {
  const row = await ctx.app.store.db
    .selectFrom('attachment')
    .selectAll()
    .where('owner_id', '=', ticket.citizen_id)
    .where('id', '=', fileId)
    .where('ticket_id', '=', ticket.id)
    .executeTakeFirst()
  if (!row || !(await mayHave(ctx, row))) throw notFound()
  if (!mayOpen(row.scan as 'clean')) throw new Refusal('conflict', 'file.not-open', { scan: row.scan })
  const answer = await bytesOfFile(ctx, key, row)
  await look(
    ctx,
    'file.opened',
    { subject: ticket.citizen_id, object: ticket.id },
    { file: fileId, ...(ctx.actor.kind === 'staff' && { role: roleOf(ctx.actor) }) },
  )
  return answer
}

/** Opens a stored file for whoever may have it. */
export async function bytesOfFile(
  ctx: Ctx,
  key: DataKey,
  { id, type, meta, file_key }: { id: string; type: string; meta: Buffer; file_key: Buffer },
): Promise<BytesReply> {
  const { name } = JSON.parse(key.openBytes(placeOfFile(id, 'meta'), meta).toString()) as { name: string }
  const content = new DataKey(key.openBytes(placeOfFile(id, 'file_key'), file_key))
  const bytes = await getOpened(ctx.app.files, id, { seal: (plain) => plain, open: (sealed) => content.openBytes(placeOfFile(id, 'content'), sealed) })
  return { bytes, headers: downloadHeaders(name, type as FileType) }
}

/** Files of internal notes, and what staff have not sent yet, stay among staff, whatever id is asked for (C9). */
async function mayHave(ctx: Ctx, file: { message_id: string | null; uploaded_by: string; owner_id: string; ticket_id: string | null }): Promise<boolean> {
  if (ctx.actor.kind === 'staff') return true
  if (!file.message_id) return uploadersOf(ctx.actor).includes(file.uploaded_by)
  const message = await ctx.app.store.db
    .selectFrom('message')
    .select('kind')
    .where('citizen_id', '=', file.owner_id)
    .where('ticket_id', '=', file.ticket_id)
    .where('id', '=', file.message_id)
    .executeTakeFirst()
  return message !== undefined && message.kind !== 'note'
}
