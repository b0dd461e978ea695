import type { Ctx } from '#platform/ctx'
import type { NoticeRow, People } from '../model.ts'
import { refusedOf } from '../refused-of.ts'

/** A letter of ours came back: its address is told to those who keep addresses. */
export async function bounced(ctx: Ctx, people: People, { noticeId, code, permanent }: { noticeId: string; code: string; permanent: boolean }): Promise<void> {
  const notice = await ctx.app.store.db
    .selectFrom('notice')
    .select(['person_id', 'ticket_id', 'facts'])
    .where('id', '=', noticeId)
    .where('channel', '=', 'email')
    .where('audience', '=', 'citizen')
    .executeTakeFirst()
  if (notice) await people.addressFailed(ctx, refusedOf({ ...notice, facts: notice.facts as NoticeRow['facts'] }, 'email', { code, permanent }))
}
