import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { downloadHeaders, type FileType, getOpened, mayOpen } from '#platform/files/index'
import type { BytesReply } from '#platform/http/serve'
import { Refusal } from '#platform/refusal'
import { DataKey } from '#platform/vault/index'
import { type Loaded, notFound } from '../load.ts'
import { placeOfFile } from '../model.ts'

/** The bytes of one attached file. The file must hang on this very request (C4); what is not scanned yet stays shut. */
export async function fileOf(ctx: Ctx, { ticket, key }: Loaded, fileId: string): Promise<BytesReply> {
  const row = await ctx.app.store.db
    .selectFrom('attachment')
    .selectAll()
    .where('owner_id', '=', ticket.citizen_id)
    .where('id', '=', fileId)
    .where('ticket_id', '=', ticket.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayOpen(row.scan as 'clean')) throw new Refusal('conflict', 'file.not-open', { scan: row.scan })
  const { name } = JSON.parse(key.openBytes(placeOfFile(fileId, 'meta'), row.meta).toString()) as { name: string }
  const content = new DataKey(key.openBytes(placeOfFile(fileId, 'file_key'), row.file_key))
  const bytes = await getOpened(ctx.app.files, fileId, { seal: (plain) => plain, open: (sealed) => content.openBytes(placeOfFile(fileId, 'content'), sealed) })
  await look(ctx, 'file.opened', { subject: ticket.citizen_id, object: ticket.id }, { file: fileId })
  return { bytes, headers: downloadHeaders(name, row.type as FileType) }
}
