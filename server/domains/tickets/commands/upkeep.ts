import type { Selectable } from 'kysely'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { getOpened, removeOrphans, rescan } from '#platform/files/index'
import { bare } from '#platform/log'
import { DataKey } from '#platform/vault/index'
import type { AttachmentTable } from '../../../migrations/tables.ts'
import { placeOfFile } from '../model.ts'

/** Files that came while the scanner was away: scanned now, opened or shut for good (ASVS 5.4.3). */
export async function rescanQuarantined(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  const rows = await db
    .selectFrom('attachment')
    .leftJoin('citizen', 'citizen.id', 'attachment.owner_id')
    .selectAll('attachment')
    .select('citizen.wrapped_key')
    .where('scan', '=', 'quarantined')
    .orderBy('attachment.created_at')
    .limit(50)
    .execute()
  for (const row of rows) {
    const isScanned = await scanAgain(ctx, row).catch((error) => {
      // A damaged file, or one whose person was just erased, must not keep the others shut.
      ctx.app.log.warn({ job: 'files.rescan', requestId: ctx.requestId, ...bare(error) }, 'a file could not be scanned again')
      return true
    })
    if (!isScanned) return
  }
}

type Waiting = Pick<Selectable<AttachmentTable>, 'id' | 'owner_id' | 'ticket_id' | 'file_key'> & { wrapped_key: Buffer | null }
/** False when the scanner is still away: then nothing else needs to be tried. */
async function scanAgain(ctx: Ctx, row: Waiting): Promise<boolean> {
  const place = placeOfFile(row.id, 'file_key')
  const fileKey = row.wrapped_key
    ? ctx.app.vault.dataKey(row.owner_id, row.wrapped_key).openBytes(place, row.file_key)
    : ctx.app.vault.openServiceBytes('draft', place, row.file_key)
  const content = new DataKey(fileKey)
  const plain = await getOpened(ctx.app.files, row.id, {
    seal: (bytes) => bytes,
    open: (sealed) => content.openBytes(placeOfFile(row.id, 'content'), sealed),
  })
  const scan = await rescan(plain, ctx.app.scan)
  if (scan === 'quarantined') return false
  await change(ctx, async (tx) => {
    await tx.db
      .updateTable('attachment')
      .set({ scan })
      .where('owner_id', '=', row.owner_id)
      .where('id', '=', row.id)
      .where('scan', '=', 'quarantined')
      .execute()
    tx.record('file.rescanned', { object: row.ticket_id ?? row.id }, { file: row.id, scan })
  })
  return true
}

export async function sweepOrphans(ctx: Ctx): Promise<void> {
  // Large letters lie there too, under their own ids.
  const known = async (ids: readonly string[]) => {
    const of = (table: 'attachment' | 'mail_in') =>
      ctx.app.store.db
        .selectFrom(table)
        .select('id')
        .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    return new Set((await of('attachment').unionAll(of('mail_in')).execute()).map((row) => row.id))
  }
  await removeOrphans(ctx.app.files, known, { now: ctx.now })
}

export async function purgeDrafts(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  await db.deleteFrom('draft').where('expires_at', '<', ctx.now).execute()
  const old = new Date(ctx.now.getTime() - ctx.app.config.intake.draftDays * 86_400_000)
  // A draft lives on from its last key press, and its files with it.
  await db
    .deleteFrom('attachment')
    .where('message_id', 'is', null)
    .where('created_at', '<', old)
    .where('owner_id', 'not in', db.selectFrom('draft').select('session_id'))
    .execute()
}

export async function purgeIdempotency(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  await db
    .deleteFrom('idempotency')
    .where('at', '<', new Date(ctx.now.getTime() - 3 * 86_400_000))
    .execute()
  await db
    .deleteFrom('limit_window')
    .where('starts_at', '<', new Date(ctx.now.getTime() - 2 * 86_400_000))
    .execute()
}
