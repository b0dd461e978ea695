import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'

/** Sessions that ended a day ago or more are of no use to anybody; the journal keeps who signed in and when. */
export async function removeEndedSessions(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - 24 * 3_600_000)
  const old = await ctx.app.store.db.selectFrom('staff_session').select('id').where('ends_at', '<', before).limit(1).executeTakeFirst()
  if (!old) return
  await change(ctx, async (tx) => {
    const removed = await tx.db.deleteFrom('staff_session').where('ends_at', '<', before).executeTakeFirst()
    tx.record('staff.sessions-removed', {}, { count: Number(removed.numDeletedRows) })
  })
}
