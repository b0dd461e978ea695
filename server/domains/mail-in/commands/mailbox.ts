import { ImapFlow } from 'imapflow'
import { systemCtx } from '#platform/ctx'
import { isAway } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import { receive } from './receive.ts'
import { mailboxTrouble } from './trouble.ts'

export interface Mailbox {
  stop: () => Promise<void>
}
interface Reading {
  platform: Platform
  clock: () => Date
  taken: () => void
  /** Looked at anew at least so often, as not every server tells of new letters. */
  lookMs?: number
  /** After a failure; doubled up to 5 minutes. */
  againMs?: number
}

const LONGEST_WAIT_MS = 300_000
/** Of a letter that is too large only its head is kept. */
const MOST_HEAD = 256 * 1024

/**
 * Reads one mailbox for ever: what is not marked as seen is stored, and marked or moved only then. Whoever dies in between finds the letter
 * again, and it is the same one. While the mailbox cannot be reached an alarm stands; it goes by itself.
 */
export function openMailbox({ platform, clock, taken, lookMs = 60_000, againMs = 5000 }: Reading): Mailbox {
  const url = new URL(platform.config.mailIn.imapUrl!)
  const done = url.searchParams.get('done')
  const trouble = mailboxTrouble(platform)
  let stopped = false
  let current: ImapFlow | undefined
  let wake = () => {}
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function visit(): Promise<void> {
    const isPlain = url.protocol === 'imap:'
    const client = new ImapFlow({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (isPlain ? 143 : 993)),
      secure: !isPlain,
      ...(isPlain && { doSTARTTLS: false }),
      tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      logger: false,
      maxIdleTime: 5 * 60_000,
      connectionTimeout: 15_000,
      socketTimeout: 10 * 60_000,
    })
    current = client
    client.on('error', () => wake())
    client.on('close', () => wake())
    client.on('exists', () => wake())
    await client.connect()
    const lock = await client.getMailboxLock('INBOX')
    try {
      await trouble.worked()
      while (!stopped && client.usable) {
        await takeNew(client)
        if (stopped || !client.usable) break
        // The server speaks up while we idle; the next command ends it.
        client.idle().catch(() => wake())
        await pause(lookMs)
      }
    } finally {
      lock.release()
    }
    if (!stopped) throw Object.assign(new Error('the mailbox is gone'), { code: 'closed' })
  }

  async function takeNew(client: ImapFlow): Promise<void> {
    const uids = (await client.search({ seen: false }, { uid: true })) || []
    for (const uid of uids) {
      if (stopped) return
      await takeOne(client, uid).catch((error) => {
        // The store is away: the letter stays where it is. One that cannot be taken alone must not hold up the others.
        if (isAway(error) || !client.usable) throw error
        platform.log.warn({ part: 'mail-in', ...bare(error) }, 'a letter of the mailbox could not be taken')
      })
    }
  }

  async function takeOne(client: ImapFlow, uid: number): Promise<void> {
    const { maxBytes } = platform.config.mailIn
    const about = await client.fetchOne(String(uid), { size: true }, { uid: true })
    if (!about) return
    const isTooLarge = (about.size ?? 0) > maxBytes
    const got = await client.fetchOne(String(uid), isTooLarge ? { headers: true } : { source: true }, { uid: true })
    const raw = got ? (isTooLarge ? got.headers?.subarray(0, MOST_HEAD) : got.source) : undefined
    if (!raw) return
    const now = clock()
    // Who handed it to the mailbox is not known here; for whom it came stands in its own headers.
    await receive(systemCtx(platform, now, uuidv7(now).slice(-12)), 'imap', { from: 'unknown', to: [] }, raw, isTooLarge ? 'too-large' : undefined)
    taken()
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    if (done) await client.messageMove(String(uid), done, { uid: true })
  }

  const running = (async () => {
    let wait = againMs
    while (!stopped) {
      const begun = performance.now()
      await visit().catch(async (error: Error & { code?: string; authenticationFailed?: boolean }) => {
        if (stopped) return
        await trouble.failed(clock(), error.authenticationFailed ? 'sign-in' : (error.code ?? 'unknown')).catch(() => {})
      })
      const left = current as ImapFlow | undefined
      await left?.logout().catch(() => {})
      left?.close()
      // A visit that lasted was a good one.
      wait = performance.now() - begun > 60_000 ? againMs : Math.min(wait * 2, LONGEST_WAIT_MS)
      if (!stopped) await pause(wait)
    }
  })()
  return {
    stop: async () => {
      stopped = true
      wake()
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 3000).unref())])
      current?.close()
    },
  }
}
