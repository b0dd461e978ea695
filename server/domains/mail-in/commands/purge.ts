import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'

const BATCH = 200

/** Bounces, bulk and the like are removed when nobody asked for them in time; what became part of a request stays with it, and quarantine until somebody decides. */
export async function purgeDropped(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - ctx.app.config.mailIn.keepDroppedDays * 86_400_000)
  const { db } = ctx.app.store
  const rows = await db
    .selectFrom('mail_in')
    .select('id')
    .where('state', '=', 'dropped')
    .where('received_at', '<', before)
    .where('file_key', 'is not', null)
    .limit(BATCH)
    .execute()
  if (rows.length > 0)
    await forget(
      ctx,
      rows.map(({ id }) => id),
    )
}

/** The letters of a person who was erased open no more, as their key is gone; their bytes go too. May run twice. */
export async function removeLettersOf(ctx: Ctx, citizenId: string): Promise<void> {
  const rows = await ctx.app.store.db.selectFrom('mail_in').select('id').where('citizen_id', '=', citizenId).where('file_key', 'is not', null).execute()
  if (rows.length > 0)
    await forget(
      ctx,
      rows.map(({ id }) => id),
    )
}

async function forget(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids) await ctx.app.files.remove(id)
  await change(ctx, async (tx) => {
    await tx.db
      .updateTable('mail_in')
      .set({ raw: null, summary: null, file_key: null })
      .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
      .execute()
    tx.record('mail.removed', {}, { count: ids.length })
  })
}
