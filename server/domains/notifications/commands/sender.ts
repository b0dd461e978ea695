import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { People, Transport } from '../model.ts'
import { type Delivering, deliver } from './deliver.ts'
import { leaseOne } from './lease-one.ts'
import { mailTrouble } from './mail-trouble.ts'

export interface SenderSettings {
  platform: Platform
  people: People
  transport: Transport
  clock?: () => Date
  /** Notices under way at once; not more than the transport has connections. */
  concurrency?: number
  /** After this a row whose sender has died is taken by another. Longer than all waits of the transport together. */
  leaseSeconds?: number
  pollMs?: number
}
export interface Sender {
  start: () => void
  /** Something was queued: look now. Never throws. */
  poke: () => void
  /** Sends until nothing is due; answers how many rows were worked on. */
  drain: () => Promise<number>
  /** Takes no more rows and waits for those under way. */
  stop: () => Promise<void>
}

/**
 * The one that sends (role worker). Rows are leased and marked one by one, each in a statement of its own: a crash in between puts at most
 * the rows under way in doubt, never a batch (R3). Several processes may send side by side; `skip locked` keeps them apart.
 */
export function openSender({
  platform,
  people,
  transport,
  clock = () => new Date(),
  concurrency = 5,
  leaseSeconds = 60,
  pollMs = 1000,
}: SenderSettings): Sender {
  const trouble = mailTrouble(platform, transport)
  const delivering = (id: string): Delivering => ({ ctx: systemCtx(platform, clock(), id.slice(-12)), people, transport, trouble, clock })
  let running: Promise<number> | null = null
  let again = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function oneLine(): Promise<number> {
    for (let done = 0; ; done++) {
      const notice = stopped ? null : await leaseOne(platform, clock(), leaseSeconds)
      if (!notice) return done
      await deliver(delivering(notice.id), notice)
    }
  }
  async function run(): Promise<number> {
    let done = 0
    do {
      again = false
      await trouble.look(clock())
      const lines = await Promise.allSettled(Array.from({ length: concurrency }, oneLine))
      const failed = lines.find((line) => line.status === 'rejected')
      if (failed) throw failed.reason
      for (const line of lines) done += line.status === 'fulfilled' ? line.value : 0
    } while (again && !stopped)
    return done
  }
  const drain = async (): Promise<number> => {
    while (running) await running.catch(() => {})
    running = run().finally(() => {
      running = null
    })
    return running
  }
  // A store that is away is reported by those who serve people; here the next second tries again.
  const poke = () => {
    again = true
    if (!running && !stopped)
      void drain().catch((error: { code?: string }) => platform.log.warn({ part: 'mail', code: error.code }, 'the outbox could not be read'))
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
