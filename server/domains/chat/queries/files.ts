import type { FileView } from '#contract/tickets'
import { bytesOfFile, placeOfFile } from '#domains/tickets/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { askedTogether } from '#platform/db/asked-together'
import { mayOpen } from '#platform/files/index'
import type { BytesReply } from '#platform/http/serve'
import { Refusal } from '#platform/refusal'
import { notFound } from '../load.ts'
import type { Loaded } from '../model.ts'

interface Row {
  id: string
  message_id: string
  type: string
  bytes: number
  scan: FileView['scan']
  meta: Buffer
}
const sent = askedTogether<Row>({
  name: 'chats-files-sent',
  text: `select asked.nth::int, file.* from unnest($1::uuid[], $2::uuid[]) with ordinality as asked(owner_id, chat_id, nth)
    cross join lateral (select id, message_id, type, bytes, scan, meta from attachment
      where owner_id = asked.owner_id and chat_id = asked.chat_id and message_id is not null order by id offset 0) file order by asked.nth, file.id`,
})
/** Files of a talk by the message they came with. */
export async function filesOfChat(ctx: Ctx, { chat, key }: Loaded): Promise<Map<string, FileView[]>> {
  const rows = await sent(ctx.app.store, [chat.citizen_id, chat.id])
  const files = new Map<string, FileView[]>()
  for (const { id, message_id, type, bytes, scan, meta } of rows) {
    const { name } = JSON.parse(key.openBytes(placeOfFile(id, 'meta'), meta).toString()) as { name: string }
    files.set(message_id, [...(files.get(message_id) ?? []), { id, name, type, bytes, scan }])
  }
  return files
}

/** The bytes of one file of this very talk; a citizen has no file of a note, and of what is not sent yet only the own one. */
export async function fileOfChat(ctx: Ctx, { chat, key }: Loaded, fileId: string): Promise<BytesReply> {
  const row = await ctx.app.store.db
    .selectFrom('attachment')
    .selectAll()
    .where('owner_id', '=', chat.citizen_id)
    .where('id', '=', fileId)
    .where('chat_id', '=', chat.id)
    .executeTakeFirst()
  if (!row || (ctx.actor.kind !== 'staff' && !row.message_id)) throw notFound()
  if (!mayOpen(row.scan as 'clean')) throw new Refusal('conflict', 'file.not-open', { scan: row.scan })
  const answer = await bytesOfFile(ctx, key, row)
  await look(ctx, 'file.opened', { subject: chat.citizen_id, object: chat.id }, { file: fileId })
  return answer
}
