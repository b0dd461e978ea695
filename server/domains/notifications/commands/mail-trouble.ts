import type { Ctx } from '#platform/ctx'
import type { Platform } from '#platform/platform'

/** Name of the store's fact that is there while mail fails. */
export const TROUBLE = 'mail.trouble'

export interface MailTrouble {
  worked: (ctx: Ctx) => Promise<void>
  failed: (ctx: Ctx, code: string) => Promise<void>
}

/**
 * Two failures of the gateway in a row raise the alarm (TECH-5), one success ends it. It stands in the store, so that every process can
 * show it. A refused address is no failure of the gateway: two typing errors are no incident.
 */
export function mailTrouble({ store, log }: Pick<Platform, 'store' | 'log'>): MailTrouble {
  let failures = 0
  let raised: boolean | null = null
  return {
    worked: async () => {
      failures = 0
      // null: this process has just started and does not know what the last one left.
      if (raised === false) return
      const { numDeletedRows } = await store.db.deleteFrom('store_fact').where('name', '=', TROUBLE).executeTakeFirst()
      raised = false
      if (numDeletedRows > 0n) log.info({ part: 'mail' }, 'mail works again')
    },
    failed: async ({ now }, code) => {
      if (++failures < 2 || raised === true) return
      await store.db
        .insertInto('store_fact')
        .values({ name: TROUBLE, value: JSON.stringify({ code }), at: now })
        .onConflict((oc) => oc.column('name').doNothing())
        .execute()
      raised = true
      log.warn({ part: 'mail', code, count: failures }, 'mail is failing')
    },
  }
}
