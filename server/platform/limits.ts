import type { Ctx } from './ctx.ts'
import { Refusal } from './refusal.ts'

/** Takes one of `most` per `seconds` under this key, or refuses; the count and the question are one statement. Keys carry ids or keyed hashes, never values. */
export async function limit(ctx: Ctx, key: string, most: number, seconds: number, code = 'limit.wait'): Promise<void> {
  if (!(await within(ctx, key, most, seconds)))
    throw new Refusal('too-many', code, { retryAfterSeconds: seconds - (Math.floor(ctx.now.getTime() / 1000) % seconds) })
}

/** The same as a question: true while the window has room. */
export async function within(ctx: Ctx, key: string, most: number, seconds: number): Promise<boolean> {
  const starts_at = new Date(Math.floor(ctx.now.getTime() / 1000 / seconds) * seconds * 1000)
  const row = await ctx.app.store.db
    .insertInto('limit_window')
    .values({ key, starts_at, taken: 1 })
    .onConflict((oc) => oc.columns(['key', 'starts_at']).doUpdateSet((eb) => ({ taken: eb('limit_window.taken', '+', 1) })))
    .returning('taken')
    .executeTakeFirstOrThrow()
  return row.taken <= most
}
