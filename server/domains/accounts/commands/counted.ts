import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/**
 * Takes one of `most` in the last `windowMs` under each of these keys; answers those that had room. The window slides, and of any number that ask
 * at once for the same key one after the other counts. The same two statements for any keys.
 */
export async function takeCounted(ctx: Ctx, tx: Tx, keys: readonly Buffer[], most: number, windowMs: number): Promise<(key: Buffer) => boolean> {
  await tx.run(turns, [keys])
  const rows = await tx.run<{ key: Buffer }>(take, [keys, ctx.now, new Date(ctx.now.getTime() - windowMs), most])
  return (key) => rows.some((row) => row.key.equals(key))
}
/** In one order, so that two who count the same keys never wait for each other. */
const turns: Statement = {
  name: 'count-turns',
  text: `select pg_advisory_xact_lock(k) from (select distinct hashtextextended(encode(key, 'hex'), 0) as k from unnest($1::bytea[]) as key order by 1) one`,
}
const take: Statement = {
  name: 'count-take',
  text: `insert into account_count (key, at) select key, $2 from unnest($1::bytea[]) as asked (key)
    where (select count(*) from account_count c where c.key = asked.key and c.at > $3) < $4 returning key`,
}

/** Nightly: what no window reaches back to. */
export async function purgeCounts(ctx: Ctx): Promise<void> {
  await ctx.app.store.db
    .deleteFrom('account_count')
    .where('at', '<', new Date(ctx.now.getTime() - 2 * 86_400_000))
    .execute()
}
