import { systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import { openRounds } from '#platform/rounds'
import { openReader } from '../read-letter.ts'
import { type Listener, listen } from './listen.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { type OfOurs, workOffOne } from './work-off.ts'

export interface MailIn {
  /** Works on what waits until nothing is due. */
  drain: () => Promise<number>
  poke: () => void
  /** Of the listener; null when there is none. */
  port: number | null
  stop: () => Promise<void>
}

/** Letters that another process stored, or whose time has come again, are found by asking. */
const ASK_MS = 5000

/** Takes letters in and makes requests of them (role worker). Several processes may do so side by side. */
export async function openMailIn({
  platform,
  clock = () => new Date(),
  mailboxTimes = {},
  ...ofOurs
}: OfOurs & {
  platform: Platform
  clock?: () => Date
  mailboxTimes?: { lookMs?: number; againMs?: number }
}): Promise<MailIn> {
  const reader = openReader()
  let stopped = false
  const { drain, poke, stop } = openRounds(
    async () => {
      for (let done = 0; ; done++) {
        const now = clock()
        if (stopped || !(await workOffOne(systemCtx(platform, now, uuidv7(now).slice(-12)), reader, ofOurs))) return done
      }
    },
    (error) => platform.log.warn({ part: 'mail-in', ...bare(error) }, 'letters could not be worked on'),
  )
  const listener: Listener | null = platform.config.mailIn.listen === null ? null : await listen({ platform, clock, taken: poke })
  const mailbox: Mailbox | null = platform.config.mailIn.imapUrl === null ? null : openMailbox({ platform, clock, taken: poke, ...mailboxTimes })
  const timer = setInterval(poke, ASK_MS)
  timer.unref()
  poke()
  return {
    drain,
    poke,
    port: listener?.port ?? null,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await listener?.close()
      await mailbox?.stop()
      await stop()
      await reader.close()
    },
  }
}
