import type { Db } from './db/store.ts'

/** An alarm stands in the store, so that every process can show it: since when, and in `value` why. One that stands already keeps both. */
export async function raiseAlarm(db: Db, name: string, value: object, at: Date): Promise<void> {
  await db
    .insertInto('store_fact')
    .values({ name, value: JSON.stringify(value), at })
    .onConflict((oc) => oc.column('name').doNothing())
    .execute()
}

/** Answers whether it stood. */
export async function endAlarm(db: Db, name: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('store_fact').where('name', '=', name).executeTakeFirst()
  return numDeletedRows > 0n
}
