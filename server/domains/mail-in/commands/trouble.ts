import { MAIL_IN_TROUBLE } from '#contract/notice-events'
import type { Platform } from '#platform/platform'

/** Two failures in a row raise the alarm, one success ends it. It stands in the store, so that every process can show it. */
export function mailboxTrouble({ store, log }: Pick<Platform, 'store' | 'log'>) {
  let failures = 0
  return {
    worked: async (): Promise<void> => {
      failures = 0
      const { numDeletedRows } = await store.db.deleteFrom('store_fact').where('name', '=', MAIL_IN_TROUBLE).executeTakeFirst()
      if (numDeletedRows > 0n) log.info({ part: 'mail-in' }, 'the mailbox is read again')
    },
    failed: async (now: Date, code: string): Promise<void> => {
      failures++
      log.warn({ part: 'mail-in', code, count: failures }, 'the mailbox cannot be read')
      if (failures < 2) return
      await store.db
        .insertInto('store_fact')
        .values({ name: MAIL_IN_TROUBLE, value: JSON.stringify({ code }), at: now })
        .onConflict((oc) => oc.column('name').doNothing())
        .execute()
    },
  }
}
