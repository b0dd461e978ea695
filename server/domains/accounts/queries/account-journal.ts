import type { accountJournal as Contract } from '#contract/account-desk'
import type { ReplyOf } from '#contract/route'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'

const mostShown = 300

/** All that happened with an account, the newest first; reasons that staff wrote stay sealed in the store and are left out here. */
export async function journalOfAccount(ctx: Ctx, citizenId: string): Promise<ReplyOf<typeof Contract>> {
  const rows = await ctx.app.store.db
    .selectFrom('journal')
    .select(['at', 'event', 'actor_kind', 'actor_id', 'details'])
    .where('object_id', '=', citizenId)
    .where('event', 'like', 'account.%')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostShown)
    .execute()
  const names = await staffNames(
    ctx,
    rows.flatMap(({ actor_kind, actor_id }) => (actor_kind === 'staff' && actor_id ? [actor_id] : [])),
  )
  return rows.map(({ at, event, actor_kind, actor_id, details }) => {
    const { reason: _, ...shown } = details as Record<string, unknown>
    return {
      at: at.toISOString(),
      event,
      actor: actor_kind as 'guest' | 'citizen' | 'staff' | 'system',
      who: actor_kind === 'staff' && actor_id ? (names.get(actor_id) ?? null) : null,
      details: shown,
    }
  })
}
