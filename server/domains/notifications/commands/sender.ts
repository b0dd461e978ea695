import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { People, SentMail, SentSms, Transport } from '../model.ts'
import { freshTexts } from '../queries/released.ts'
import { deliver } from './deliver.ts'
import { leaseOne } from './lease-one.ts'
import { type Line, openLines } from './lines.ts'
import { type Trouble, trouble } from './trouble.ts'

export interface SenderSettings {
  platform: Platform
  people: People
  transport: Transport<SentMail>
  /** Null: this installation sends no text messages; what is queued for them goes another way or not at all. */
  sms?: Transport<SentSms> | null
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
  sms = null,
  clock = () => new Date(),
  concurrency = 5,
  leaseSeconds = 60,
  pollMs = 1000,
}: SenderSettings): Sender {
  const mailTrouble = trouble(platform, 'email', transport)
  const smsTrouble = trouble(platform, 'sms', sms)
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const line = (isSms: boolean): Line =>
    async function work() {
      for (let done = 0; ; done++) {
        const notice = stopped ? null : await leaseOne(platform, clock(), leaseSeconds, isSms)
        if (!notice) return done
        await freshTexts(platform)
        const ctx = systemCtx(platform, clock(), notice.id.slice(-12))
        await deliver({ ctx, people, transport, sms, mailTrouble, smsTrouble, clock }, notice)
      }
    }
  // A store that is away is reported by those who serve people; here the next second tries again.
  const onError = (error: Error & { code?: string }) => platform.log.warn({ part: 'mail', code: error.code }, 'the outbox could not be read')
  const open = (isSms: boolean, watch: Trouble, count: number) => openLines({ line: line(isSms), count, before: () => watch.look(clock()), onError })
  const all = [open(false, mailTrouble, concurrency), open(true, smsTrouble, Math.min(concurrency, 3))]

  const poke = () => all.forEach((lines) => void lines.poke())
  return {
    drain: async () => (await Promise.all(all.map((lines) => lines.drain()))).reduce((sum, done) => sum + done, 0),
    poke,
    start: () => {
      timer ??= setInterval(poke, pollMs)
      poke()
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await Promise.all(all.map((lines) => lines.stop()))
    },
  }
}
