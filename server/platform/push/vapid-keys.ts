import webPush from 'web-push'
import type { Platform } from '../platform.ts'
import type { Place } from '../vault/index.ts'

/** By which a push service knows us (RFC 8292), both base64url. Browsers tie a subscription to the public one: a new pair ends them all. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

const FACT = 'push.vapid'
const place: Place = { table: 'store_fact', column: 'value', id: FACT }
const known = new WeakMap<Platform['store'], VapidKeys>()

/** Those of the settings, else a pair that is made once and kept sealed in the store, the same for all processes. */
export async function vapidKeys({ config: { push }, store, vault }: Pick<Platform, 'config' | 'store' | 'vault'>): Promise<VapidKeys> {
  if (push.vapidPublic !== null && push.vapidPrivate !== null) return { publicKey: push.vapidPublic, privateKey: push.vapidPrivate }
  const before = known.get(store)
  if (before) return before
  const kept = async () => {
    const row = await store.db.selectFrom('store_fact').select('value').where('name', '=', FACT).executeTakeFirst()
    return row && (JSON.parse(vault.openService('push', place, Buffer.from((row.value as { sealed: string }).sealed, 'base64url'))) as VapidKeys)
  }
  const keys = (await kept()) ?? (await make()) ?? (await kept())!
  known.set(store, keys)
  return keys

  /** Null: another process was quicker. */
  async function make(): Promise<VapidKeys | null> {
    const made = webPush.generateVAPIDKeys()
    const sealed = vault.sealService('push', place, JSON.stringify(made)).toString('base64url')
    const { numInsertedOrUpdatedRows } = await store.db
      .insertInto('store_fact')
      .values({ name: FACT, value: JSON.stringify({ sealed }) })
      .onConflict((oc) => oc.column('name').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n ? made : null
  }
}
