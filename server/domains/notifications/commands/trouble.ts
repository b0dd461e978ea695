import { troubleOf } from '#contract/notice-events'
import { endAlarm, raiseAlarm } from '#platform/alarms'
import type { Platform } from '#platform/platform'
import type { ChannelName, Transport } from '../model.ts'
import { beginIncident } from './begin-incident.ts'
import { partOf } from './tell-log.ts'

export interface Trouble {
  worked: (now: Date) => Promise<void>
  failed: (now: Date, code: string) => Promise<void>
  /** The gateway is not there: what is due is of no use to try, but for one that shows whether it is back. */
  isAway: () => boolean
  /** While the gateway fails: knocks at the gateway every half minute; once it opens, what waits is due at once. */
  look: (now: Date) => Promise<void>
}

const KNOCK_MS = 30_000

/**
 * Two failures of the gateway in a row raise the alarm (TECH-5), one success ends it. It stands in the store, so that every process can
 * show it. A refused address is no failure of the gateway: two typing errors are no incident.
 */
export function trouble({ store, log }: Pick<Platform, 'store' | 'log'>, channel: ChannelName, transport: Pick<Transport<never>, 'reachable'> | null): Trouble {
  const fact = troubleOf[channel]
  const part = partOf(channel)
  let failures = 0
  // null: this process has just started and does not know what the last one left.
  let raised: boolean | null = null
  let away = false
  let knockedAt = 0
  let looking: Promise<void> | null = null

  /** Waiting for a gateway that was away is not held against a notice: the last try is given back. Without this a queue drains by the ladder, hours late (R4). */
  const wake = (now: Date) =>
    store.db
      .updateTable('notice')
      .set((eb) => ({ next_at: now, attempts: eb.fn<number>('greatest', [eb('attempts', '-', 1), eb.lit(0)]) }))
      .where('state', '=', 'queued')
      .where('channel', '=', channel)
      // Not what waits for the morning or for its turn, nor what nobody has tried.
      .where('answer', 'not in', ['quiet', 'limit'])
      .where('next_at', '>', now)
      .execute()

  async function knock(now: Date): Promise<void> {
    raised ??= away = (await store.db.selectFrom('store_fact').select('name').where('name', '=', fact).executeTakeFirst()) !== undefined
    if (!raised || !away || now.getTime() - knockedAt < KNOCK_MS) return
    knockedAt = now.getTime()
    if (!(await transport?.reachable())) return
    away = false
    await wake(now)
  }

  return {
    isAway: () => away && raised === true,
    worked: async (now) => {
      failures = 0
      away = false
      if (raised === false) return
      const stood = await endAlarm(store.db, fact)
      raised = false
      if (!stood) return
      log.info({ part }, 'messages go out again')
      await wake(now)
    },
    failed: async (now, code) => {
      failures++
      // A number is an answer: the gateway is there and has its reasons, which the ladder gives time.
      if (!/^\d/.test(code)) away = true
      if (failures < 2 || raised === true) return
      await raiseAlarm(store.db, fact, { code }, now)
      await beginIncident(store, fact, code, now)
      raised = true
      log.warn({ part, code, count: failures }, 'messages do not go out')
    },
    // The lanes of a channel knock once, and all of them wait for the answer.
    look: (now) => {
      looking ??= knock(now).finally(() => {
        looking = null
      })
      return looking
    },
  }
}
