import { matrixOf, type NoticeChoices } from '#contract/notice-choices'
import { quietOf } from '#domains/citizens/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { fullySignedIn, signedIn } from '../access.ts'

/** What the owner has chosen, or what holds until then. */
export async function noticeChoices(ctx: Ctx): Promise<NoticeChoices> {
  const { id } = signedIn(ctx.actor)
  const row = await ctx.app.store.db.selectFrom('notice_choice').select('channels').where('citizen_id', '=', id).executeTakeFirst()
  return { channels: matrixOf(row?.channels), quiet: await quietOf(ctx, id) }
}

/** All of it at once: the form shows all of it. */
export async function changeNoticeChoices(ctx: Ctx, { channels, quiet }: NoticeChoices): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const row = { channels: JSON.stringify(channels), quiet_from: quiet.from, quiet_to: quiet.to, changed_at: ctx.now }
    await tx.db
      .insertInto('notice_choice')
      .values({ citizen_id: id, ...row })
      .onConflict((oc) => oc.column('citizen_id').doUpdateSet(row))
      .execute()
    tx.record('account.settings-changed', { subject: id, object: id }, { fields: ['notices'] })
  })
}
