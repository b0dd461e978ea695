import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/** Under which something is counted: a MAC, so that nothing can be read from it. */
export const countKey = (ctx: Ctx, what: 'recovery-message' | 'match', of: string): Buffer => ctx.app.vault.mac('code', `count ${what} ${of}`)

/** The most that was counted under any of these keys in the last `windowMs`. */
export async function countedSince(ctx: Ctx, keys: readonly Buffer[], windowMs: number): Promise<number> {
  const [row] = await ctx.app.store.run<{ most: number }>(most, [keys, new Date(ctx.now.getTime() - windowMs)])
  return row?.most ?? 0
}
const most: Statement = {
  name: 'count-most',
  text: `select coalesce(max(n), 0)::int as most from (select count(*) as n from account_count where key = any($1::bytea[]) and at > $2 group by key) counts`,
}
