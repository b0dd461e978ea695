import { sql } from 'kysely'
import type { FileView } from '#contract/tickets'
import { change, earlierAnswer, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { examine, FileError, type FileRefusal, type FileType, putSealed, safeName } from '#platform/files/index'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { DataKey, randomBytes, sha256 } from '#platform/vault/index'
import { uploadersOf } from '../access.ts'
import { placeOfFile } from '../model.ts'

/** An attachment that belongs to no message yet, or to the one it is being put into. */
export interface Loose {
  id: string
  name: string
  sha256: string
  type: string
  bytes: number
  scan: FileView['scan']
}
/** Seals what belongs to the owner of the file: a citizen's key, or the service's key for drafts. */
export interface Owner {
  id: string
  ticketId: string | null
  /** A file of a talk. */
  chatId?: string
  seal: (column: 'meta' | 'file_key', fileId: string, plain: string | Buffer) => Buffer
}

export const ownedByCitizen = (citizenId: string, ticketId: string | null, key: DataKey): Owner => ({
  id: citizenId,
  ticketId,
  seal: (column, fileId, plain) => key.seal(placeOfFile(fileId, column), plain),
})
export const ownedByDraft = (ctx: Ctx, sessionId: string): Owner => ({
  id: sessionId,
  ticketId: null,
  seal: (column, fileId, plain) => ctx.app.vault.sealService('draft', placeOfFile(fileId, column), plain),
})

/** What an upload's key answers again: no name, because answers of keys hold no personal data. */
type Kept = Pick<Loose, 'id' | 'sha256' | 'type' | 'bytes' | 'scan'>

/** The file that this upload's key has stored before, under the name it was sent with. */
export async function storedBefore(ctx: Ctx, name: string): Promise<Loose | undefined> {
  const earlier = await earlierAnswer<Kept>(ctx)
  return earlier && { ...earlier.reply, name: safeName(name, earlier.reply.type as FileType) }
}

/**
 * Checks one file by its content, cleans, scans, encrypts with a key of its own and stores it; then the row, in one change.
 * Answers the refusal's code instead of throwing, so that the other files of a form survive (FORM-8).
 * The key of `ctx` is this one file's: a repeated upload stores no second row, and what it has put on the disk goes again.
 */
export async function storeFile(
  ctx: Ctx,
  owner: Owner,
  uploadedBy: string,
  received: { name: string; bytes: Buffer },
): Promise<Loose | { name: string; code: FileRefusal }> {
  // Before any work is done and any byte is written: whoever has had his share costs nothing more.
  await refuseFlood(ctx, ctx.app.store, uploadedBy, received.bytes.length)
  const examined = await examine(received.bytes, received.name, ctx.app.scan, {
    bytes: ctx.app.config.files.maxBytes,
    pixels: 40_000_000,
    pdfMilliseconds: 5000,
    extraTypes: [],
  })
  if (!examined.ok) return { name: received.name.slice(0, 200), code: examined.code }
  const id = uuidv7(ctx.now)
  const fileKey = randomBytes(32)
  const content = new DataKey(fileKey)
  const loose: Loose = {
    id,
    name: examined.name,
    sha256: sha256(examined.bytes).toString('hex'),
    type: examined.type,
    bytes: examined.bytes.length,
    scan: examined.scan,
  }
  await putSealed(ctx.app.files, id, examined.bytes, {
    seal: (plain) => content.seal(placeOfFile(id, 'content'), plain),
    open: () => {
      throw new FileError('file.damaged')
    },
  })
  const { name, ...kept } = loose
  const stored = await change<Kept>(ctx, async (tx) => {
    // One upload of one person after another, or parallel ones would all count the same rows.
    await sql`select pg_advisory_xact_lock(hashtextextended(${uploadedBy}, 0))`.execute(tx.db)
    await refuseFlood(ctx, tx, uploadedBy, loose.bytes)
    await tx.db
      .insertInto('attachment')
      .values({
        owner_id: owner.id,
        id,
        ticket_id: owner.ticketId,
        chat_id: owner.chatId ?? null,
        message_id: null,
        uploaded_by: uploadedBy,
        type: loose.type,
        bytes: loose.bytes,
        scan: loose.scan,
        meta: owner.seal('meta', id, JSON.stringify({ name: loose.name, sha256: loose.sha256 })),
        file_key: owner.seal('file_key', id, fileKey),
        created_at: ctx.now,
      })
      .execute()
    tx.record('file.uploaded', { object: owner.ticketId ?? owner.chatId ?? id }, { file: id, type: loose.type, bytes: loose.bytes, scan: loose.scan })
    return kept
  }).catch(async (error) => {
    // A refusal is certain: no row names these bytes. Of a lost connection nobody knows, and the sweep of orphans finds out.
    if (error instanceof Refusal) await ctx.app.files.remove(id).catch(() => {})
    throw error
  })
  if (stored.id !== id) await ctx.app.files.remove(id).catch(() => {})
  return { ...stored, name }
}

/** ASVS 5.2.1: what one person may upload in a day, and how many files may wait for their message. */
async function refuseFlood(ctx: Ctx, { db }: Pick<Tx, 'db'>, uploadedBy: string, bytes: number): Promise<void> {
  const { files } = ctx.app.config
  const day = await db
    .selectFrom('attachment')
    .select((eb) => [eb.fn.sum<string>('bytes').as('bytes'), eb.fn.countAll<string>().filterWhere('message_id', 'is', null).as('loose')])
    .where('uploaded_by', '=', uploadedBy)
    .where('created_at', '>', new Date(ctx.now.getTime() - 86_400_000))
    .executeTakeFirst()
  if (Number(day?.bytes ?? 0) + bytes > files.maxBytesPerPersonDay) throw new Refusal('too-many', 'file.day-limit')
  if (Number(day?.loose ?? 0) >= files.perRequest && ctx.actor.kind !== 'staff') throw new Refusal('too-many', 'file.too-many')
}

/** Puts uploaded files into a message: only those this very visitor or employee uploaded, each once (guarded). Re-seals a draft's files with the citizen's key. */
export async function claimFiles(
  ctx: Ctx,
  tx: Tx,
  ids: readonly string[],
  to: {
    ticketId: string | null
    chatId?: string
    citizenId: string
    key: DataKey
    messageId: string
    /** The letter they came with. */
    under?: string | undefined
  },
): Promise<Loose[]> {
  const uploaders = to.under ? [to.under] : uploadersOf(ctx.actor)
  const rows = await tx.db
    .selectFrom('attachment')
    .selectAll()
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .where((eb) => eb('uploaded_by', '=', eb.fn.any(eb.val(uploaders))))
    .where('message_id', 'is', null)
    .where((eb) =>
      to.chatId ? eb('chat_id', '=', to.chatId) : eb.and([eb('chat_id', 'is', null), eb.or([eb('ticket_id', 'is', null), eb('ticket_id', '=', to.ticketId)])]),
    )
    .forUpdate()
    .execute()
  if (rows.length !== ids.length) throw new Refusal('unprocessable', 'file.unknown')
  const claimed: Loose[] = []
  for (const row of rows) {
    const draft = row.owner_id !== to.citizenId
    const open = (column: 'meta' | 'file_key', sealed: Buffer) =>
      draft ? ctx.app.vault.openServiceBytes('draft', placeOfFile(row.id, column), sealed) : to.key.openBytes(placeOfFile(row.id, column), sealed)
    const meta = open('meta', row.meta)
    await tx.db
      .updateTable('attachment')
      .set({
        owner_id: to.citizenId,
        ticket_id: to.ticketId,
        message_id: to.messageId,
        ...(draft && {
          meta: to.key.seal(placeOfFile(row.id, 'meta'), meta),
          file_key: to.key.seal(placeOfFile(row.id, 'file_key'), open('file_key', row.file_key)),
        }),
      })
      .where('owner_id', '=', row.owner_id)
      .where('id', '=', row.id)
      .where('message_id', 'is', null)
      .execute()
    claimed.push({
      id: row.id,
      type: row.type,
      bytes: row.bytes,
      scan: row.scan as Loose['scan'],
      ...(JSON.parse(meta.toString()) as { name: string; sha256: string }),
    })
  }
  return claimed
}
