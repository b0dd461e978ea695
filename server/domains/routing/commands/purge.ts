import type { Ctx } from '#platform/ctx'

const KEPT_DAYS = 90

/** What ended long ago serves no estimate; the domain whose work it was keeps what it needs. */
export async function purgeEnded({ app, now }: Ctx): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  await app.store.db.deleteFrom('work').where('state', '=', 'done').where('done_at', '<', before).execute()
  await app.store.db.deleteFrom('work_stretch').where('ended_at', '<', before).execute()
}
