import { receive } from '../commands/receive.ts'
import { workOffOne } from '../commands/work-off.ts'
import type { Reader } from '../read-letter.ts'
import type { Post } from './letters.ts'

export interface Poured {
  counts: Record<string, number>
  slowestMs: number
  stuck: number
}

/** Stores letters and works them all off, one by one on the clock; each must have become something. */
export async function pour(post: Post, reader: Reader, letters: Iterable<Buffer>): Promise<Poured> {
  const { ctx } = post
  let slowestMs = 0
  const ids: string[] = []
  for (const raw of letters) {
    const id = await receive(ctx, 'lmtp', { from: 'someone@example.org', to: [] }, raw)
    const begun = performance.now()
    while (await workOffOne(ctx, reader));
    slowestMs = Math.max(slowestMs, performance.now() - begun)
    ids.push(id)
  }
  // What was left for later has its second try, and then waits for a person.
  for (let tries = 0; tries < 3; tries++) {
    await ctx.app.store.db.updateTable('mail_in').set({ next_at: ctx.now }).where('state', '=', 'received').execute()
    while (await workOffOne(ctx, reader));
  }
  const rows = await ctx.app.store.db.selectFrom('mail_in').select(['id', 'state', 'reason']).execute()
  const counts: Record<string, number> = {}
  for (const { state, reason } of rows) {
    const name = reason ? `${state}: ${reason}` : state
    counts[name] = (counts[name] ?? 0) + 1
  }
  const known = new Set(rows.map(({ id }) => id))
  return { counts, slowestMs, stuck: rows.filter(({ state }) => state === 'received').length + ids.filter((id) => !known.has(id)).length }
}
