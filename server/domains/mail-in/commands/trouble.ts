import { MAIL_IN_TROUBLE } from '#contract/notice-events'
import { endAlarm, raiseAlarm } from '#platform/alarms'
import type { Platform } from '#platform/platform'

/** Two failures in a row raise the alarm, one success ends it. It stands in the store, so that every process can show it. */
export function mailboxTrouble({ store, log }: Pick<Platform, 'store' | 'log'>) {
  let failures = 0
  return {
    worked: async (): Promise<void> => {
      failures = 0
      const stood = await endAlarm(store.db, MAIL_IN_TROUBLE)
      if (stood) log.info({ part: 'mail-in' }, 'the mailbox is read again')
    },
    failed: async (now: Date, code: string): Promise<void> => {
      failures++
      log.warn({ part: 'mail-in', code, count: failures }, 'the mailbox cannot be read')
      if (failures < 2) return
      await raiseAlarm(store.db, MAIL_IN_TROUBLE, { code }, now)
    },
  }
}
