import type { Ctx } from '#platform/ctx'

/** Open requests in each employee's hands. */
export async function loadOf(ctx: Ctx): Promise<Map<string, number>> {
  const rows = await ctx.app.store.db
    .selectFrom('ticket')
    .select((eb) => ['holder_id', eb.fn.countAll<number>().as('open')])
    .where('holder_id', 'is not', null)
    .where('ended_at', 'is', null)
    .where('resolved_at', 'is', null)
    .groupBy('holder_id')
    .execute()
  return new Map(rows.map((row) => [row.holder_id!, Number(row.open)]))
}
