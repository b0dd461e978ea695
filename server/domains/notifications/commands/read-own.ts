import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { unreadOf } from '../queries/own-notices.ts'

/** The employee has seen the notices up to this one; what came later stays unread. */
export async function readOwnNotices(ctx: Ctx, upTo: string): Promise<{ unread: number }> {
  const staffId = ctx.actor.id!
  await change(ctx, async (tx) => {
    const read = await tx.db
      .updateTable('notice')
      .set({ read_at: ctx.now })
      .where('person_id', '=', staffId)
      .where('id', '<=', upTo)
      .where('audience', '=', 'staff')
      .where('channel', '=', 'inapp')
      .where('read_at', 'is', null)
      .executeTakeFirst()
    tx.record('notice.read', { object: staffId }, { count: Number(read.numUpdatedRows) })
    return null
  })
  return { unread: await unreadOf(ctx) }
}
