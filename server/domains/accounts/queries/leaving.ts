import type { Ctx } from '#platform/ctx'
import type { AccountFacts } from '../model.ts'
import { stateOf } from '../state-of.ts'

/** Accounts at once; the next round takes more. */
const batch = 100

/**
 * Whose wish to be erased is due. One that is being recovered, cools down or was closed waits: the wish may not have been the owner's.
 * A lock after wrong guesses stops nothing, because anybody can cause one.
 */
export async function accountsLeaving(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.app.store.db
    .selectFrom('account')
    .select(['citizen_id', 'state', 'locked_until', 'failures_in_row', 'recovery_until', 'cooling_until'])
    .where('delete_at', '<=', ctx.now)
    .where('state', '=', 'open')
    .orderBy('delete_at')
    .execute()
  const waits = (account: AccountFacts) => ['recovery_pending', 'cooling_down'].includes(stateOf(account, ctx.now, ctx.app.config.account.hardLimit))
  return rows
    .filter((row) => !waits(row as AccountFacts))
    .slice(0, batch)
    .map((row) => row.citizen_id)
}
