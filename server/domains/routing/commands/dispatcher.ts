import { systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform, Recorded } from '#platform/platform'
import { GONE_MS } from '../model.ts'
import { dispatch } from './dispatch.ts'

export interface DispatcherSettings {
  platform: Platform
  clock?: () => Date
  pollMs?: number
}
export interface Dispatcher {
  start: () => void
  /** Something came, ended or somebody is there: look now. Never throws. */
  poke: () => void
  /** Rounds until nothing is left to do; answers how much was done. */
  drain: () => Promise<number>
  /** Waits for the round under way. */
  stop: () => Promise<void>
}

/** A round that comes later than this after the one before says that the process or the store was away. */
const LATE_MS = 10_000

/** The one that offers work to who is on line (role worker). Several may run side by side: they take turns, and every offer is written guarded. */
export function openDispatcher({ platform, clock = () => new Date(), pollMs = 1000 }: DispatcherSettings): Dispatcher {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | null = null
  let again = false
  let stopped = false
  // Since when every round was in time: after a start, an outage or a long sleep nobody could be heard, and who is silent need not be gone.
  let hearsSince: Date | null = null
  let lastRound = 0

  async function rounds(): Promise<number> {
    let all = 0
    do {
      again = false
      const now = clock()
      if (now.getTime() - lastRound > LATE_MS) hearsSince = null
      hearsSince ??= now
      lastRound = now.getTime()
      const done = await dispatch(systemCtx(platform, now, uuidv7(now).slice(-12)), now.getTime() - hearsSince.getTime() >= GONE_MS)
      all += done
      if (done > 0) again = true
    } while (again && !stopped)
    return all
  }
  const drain = async (): Promise<number> => {
    while (running) await running.catch(() => {})
    running = rounds().finally(() => {
      running = null
    })
    return running
  }
  // A store that is away is reported by those who serve people; here the next second tries again.
  const onError = (error: Error & { code?: string }) => {
    hearsSince = null
    platform.log.warn({ part: 'dispatcher', code: error.code }, 'the lines could not be looked at')
  }
  const poke = () => {
    again = true
    if (!running && !stopped) void drain().catch(onError)
  }
  return {
    drain,
    poke,
    start: () => {
      timer ??= setInterval(poke, pollMs)
      poke()
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running?.catch(() => {})
    },
  }
}

/** Whether these records are a reason to look at the lines. */
export const wakesDispatcher = (records: readonly Recorded[]): boolean =>
  records.some(({ event }) => event.startsWith('work.') || event.startsWith('presence.'))
