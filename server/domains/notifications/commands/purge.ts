import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'

/** How long a mail is kept as it was sent; the record of its sending stays. */
export const KEPT_DAYS = 90

/** Drops sealed mails older than 90 days, at most 5,000 in one transaction; answers how many. */
export async function purgeSealedMails(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000)
  for (let all = 0; ; ) {
    const dropped = await dropSome(ctx, before)
    all += dropped
    if (dropped < 5000) return all
  }
}

/** Operators tell what became of a part within days; after a month its name may belong to another one. Answers how many were dropped. */
export async function purgeSmsParts(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now.getTime() - PARTS_DAYS * 86_400_000)
  const { numDeletedRows } = await ctx.app.store.db.deleteFrom('sms_part').where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
const PARTS_DAYS = 30

const dropSome = async (ctx: Ctx, before: Date): Promise<number> => {
  const old = await ctx.app.store.db
    .selectFrom('notice')
    .select(['person_id', 'id'])
    .where('sealed', 'is not', null)
    .where('sent_at', '<', before)
    .limit(5000)
    .execute()
  if (old.length === 0) return 0
  return change(ctx, async (tx) => {
    await tx.db
      .updateTable('notice')
      .set({ sealed: null })
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(old.map((row) => row.id)))))
      .execute()
    tx.record('notice.mails-purged', {}, { count: old.length })
    return old.length
  })
}
