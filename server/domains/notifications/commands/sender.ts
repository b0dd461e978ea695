import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { openRounds, type Rounds } from '#platform/rounds'
import type { NoticeRow, People, PushMessage, SentMail, SentSms, Transport } from '../model.ts'
import { freshTexts } from '../queries/released.ts'
import { type Channel, openChannels } from './channels.ts'
import { workThrough } from './crew.ts'
import { deliver } from './deliver.ts'
import { deliverInApp, leaseSome } from './lease.ts'
import { openMarker } from './mark.ts'

export interface SenderSettings {
  platform: Platform
  people: People
  transport: Transport<SentMail>
  /** Null: this installation sends no text messages; what is queued for them goes another way or not at all. */
  sms?: Transport<SentSms> | null
  push?: Transport<PushMessage> | null
  clock?: () => Date
  /** Notices under way at once in each lane of a channel; else what its transport can do. */
  concurrency?: number
  /** After this a row whose sender has died is taken by another. Longer than all waits of a transport together. */
  leaseSeconds?: number
  pollMs?: number
}
export interface Sender {
  start: () => void
  /** Something was queued: look now. Never throws. */
  poke: () => void
  /** Sends until nothing is due; answers how many rows were worked on. */
  drain: () => Promise<number>
  /** Takes no more rows, gives back those not begun, and waits for those under way. */
  stop: () => Promise<void>
}

const LANES = [0, 1, 2] as const

/**
 * The one that sends (role worker). Rows are leased in groups and marked in groups, but each is sent under its own lease and is under way until
 * it is marked: a crash puts the rows under way in doubt, never those that were only taken (R3). Several processes may send side by side;
 * `skip locked` keeps them apart.
 */
export function openSender({
  platform,
  people,
  transport,
  sms = null,
  push = null,
  clock = () => new Date(),
  concurrency,
  leaseSeconds = 60,
  pollMs = 1000,
}: SenderSettings): Sender {
  const marker = openMarker(platform, clock)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  // A store that is away is reported by those who serve people; here the next second tries again.
  const onError = (error: Error & { code?: string }) => platform.log.warn({ part: 'mail', code: error.code }, 'the outbox could not be read')

  interface Taken {
    notice: NoticeRow
    /** When another may take it. */
    until: number
  }
  const roundOf = (channel: Channel, lane: NoticeRow['lane']) => async (): Promise<number> => {
    await channel.trouble.look(clock())
    let tried = 0
    return workThrough<Taken>({
      // At a closed door one stands and knocks, not all.
      hands: () => (channel.trouble.isAway() ? 1 : (concurrency ?? channel.atOnce)),
      stopped: () => stopped,
      take: async (most) => {
        const now = clock()
        const rows = await leaseSome(platform, now, { channel: channel.name, lane, most: channel.trouble.isAway() ? 1 : most, seconds: leaseSeconds })
        return rows.map((notice) => ({ notice, until: now.getTime() + leaseSeconds * 1000 }))
      },
      // Too little of the lease is left to send it and write that down; or the door is closed and somebody has just knocked.
      enough: ({ until }) => until - clock().getTime() < (leaseSeconds * 1000) / 2 || (channel.trouble.isAway() && tried > 0),
      giveBack: async ({ notice }) => void (await marker.write({ notice, outcome: { state: 'queued', answer: null, nextAt: clock(), waited: true } })),
      work: async ({ notice }) => {
        tried++
        await freshTexts(platform)
        const ctx = systemCtx(platform, clock(), notice.id.slice(-12))
        await deliver({ ctx, people, channel, marker, clock }, notice)
      },
    })
  }
  const channels = openChannels(platform, people, { mail: transport, sms, push })
  // Each lane of each channel has its own: a gateway that answers slowly holds up nobody but its own messages, and a code waits for nothing.
  const all: Rounds[] = [
    openRounds(() => deliverInApp(platform, clock()), onError),
    ...channels.flatMap((channel) => LANES.map((lane) => openRounds(roundOf(channel, lane), onError))),
  ]

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
