import { noticeGroups } from '#contract/notice-choices'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { noMoreMail } from './unsubscribe.ts'

/** A reader told the mail provider that a letter of ours is unwanted: no optional mail of any kind goes there any more. Twice is no harm. */
export async function complained(ctx: Ctx, { noticeId }: { noticeId: string }): Promise<void> {
  const notice = await ctx.app.store.db
    .selectFrom('notice')
    .select('person_id')
    .where('id', '=', noticeId)
    .where('channel', '=', 'email')
    .where('audience', '=', 'citizen')
    .executeTakeFirst()
  if (!notice) return
  await change(ctx, async (tx) => {
    await noMoreMail(tx, notice.person_id, noticeGroups, ctx.now)
    tx.record('notice.complained', { subject: notice.person_id, object: notice.person_id }, { noticeId })
  })
}
