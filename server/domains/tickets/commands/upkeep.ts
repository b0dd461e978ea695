import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { getOpened, removeOrphans, rescan } from '#platform/files/index'
import { DataKey } from '#platform/vault/index'
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
    if (scan === 'quarantined') return
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
  }
}

export async function sweepOrphans(ctx: Ctx): Promise<void> {
  const known = async (ids: readonly string[]) =>
    new Set(
      (
        await ctx.app.store.db
          .selectFrom('attachment')
          .select('id')
          .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
          .execute()
      ).map((row) => row.id),
    )
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
