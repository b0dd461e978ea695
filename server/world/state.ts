import type { Platform } from '#platform/platform'

/** Why no demonstration is made here; the message is for whoever started it. */
export class WorldRefused extends Error {}

/** While it is being made; 'demo' takes its place at the end. */
const BEGUN = 'demo.begun'

export async function begin({ store: { db } }: Platform, now: Date): Promise<void> {
  await db
    .insertInto('store_fact')
    .values({ name: BEGUN, value: JSON.stringify({}), at: now })
    .execute()
}
/** `example` is the number of a request that waits for its citizen. */
export interface DemoFact {
  madeAt: string
  example: string
}
export async function finish({ store }: Platform, now: Date, fact: DemoFact): Promise<void> {
  await store.transaction(async ({ db }) => {
    await db
      .insertInto('store_fact')
      .values({ name: 'demo', value: JSON.stringify(fact), at: now })
      .execute()
    await db.deleteFrom('store_fact').where('name', '=', BEGUN).execute()
  })
}
export async function demoFact({ store: { db } }: Platform): Promise<DemoFact | null> {
  const row = await db.selectFrom('store_fact').select('value').where('name', '=', 'demo').executeTakeFirst()
  return (row?.value as DemoFact | undefined) ?? null
}
/** A start was broken off while the demonstration was being made. */
export async function isHalfMade({ store: { db } }: Platform): Promise<boolean> {
  return (await db.selectFrom('store_fact').select('name').where('name', '=', BEGUN).executeTakeFirst()) !== undefined
}
export const INTERRUPTED =
  'The demonstration was interrupted while it was being made. Remove the data folder and start again, or run: npm run -s opora -- world --again'

/** Refuses a store that holds anything: nothing made-up is ever mixed with real requests. */
export async function demandEmpty(platform: Platform): Promise<void> {
  const { db } = platform.store
  if (await isHalfMade(platform)) throw new WorldRefused(INTERRUPTED)
  const used =
    (await db.selectFrom('staff').select('id').limit(1).executeTakeFirst()) ?? (await db.selectFrom('ticket').select('id').limit(1).executeTakeFirst())
  if (used) throw new WorldRefused('This store is in use: a demonstration is made in an empty one only.')
}
