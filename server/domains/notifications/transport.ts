import nodemailer from 'nodemailer'
import type { Platform } from '#platform/platform'
import { mimeLetter, type WrittenFrom } from './mime-letter.ts'
import { type SentMail, type Transport, Undeliverable } from './model.ts'
import { notNow } from './not-now.ts'

/** SMTP when there is a gateway, else the store alone: the demo shows its letters on a page. */
export function mailTransport({ config }: Pick<Platform, 'config'>): Transport<SentMail> {
  return config.mail.smtpUrl === null ? storeOnly : smtpTransport(config.mail.smtpUrl, { name: config.agency.nameRu, address: config.mail.from })
}

/** Nothing leaves: the sealed mail in the outbox is all there is, and it is written together with the state, so it is there once. */
export const storeOnly: Transport<unknown> = {
  atOnce: 5,
  send: async () => ({ answer: 'stored: no gateway is set' }),
  reachable: async () => true,
  close: () => {},
}

/** All waits together end before the lease of a row does. */
const WAITS = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000, dnsTimeout: 5000 }
/** To one gateway; `?connections=` in its address says another number. */
const CONNECTIONS = 5
const CONNECTIONS_FIRST = 2
const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/**
 * A pool of connections to one gateway. TLS is demanded and its certificate checked, but for a gateway on this very machine or where the
 * address says `?tls=off` (a relay beside us in a private network).
 */
export function smtpTransport(smtpUrl: string, from: WrittenFrom): Transport<SentMail> {
  const url = new URL(smtpUrl)
  const plain = isLoopback(url.hostname) || url.searchParams.get('tls') === 'off'
  const secure = url.protocol === 'smtps:'
  const connections = Number(url.searchParams.get('connections') ?? CONNECTIONS)
  const open = (maxConnections: number) =>
    nodemailer.createTransport({
      pool: true,
      maxConnections,
      maxMessages: 100,
      // A line that the gateway has closed meanwhile is opened anew at once; what goes on from there is trouble, and ours to see soon (TECH-5).
      maxRequeues: 2,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 465 : 587)),
      secure,
      ...(secure ? {} : plain ? { ignoreTLS: true } : { requireTLS: true }),
      tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
      ...WAITS,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    })
  // Codes and news of safety stand in no queue behind the rest, also not while the gateway is slow.
  const [pool, first] = [open(connections), open(CONNECTIONS_FIRST)]
  return {
    // While outcomes are written down the connections have other mails.
    atOnce: 4 * connections,
    send: async (letter: SentMail, id, lane) => {
      try {
        const sent = await (lane < 2 ? first : pool).sendMail(mimeLetter(letter, from, id))
        return { answer: withoutAddresses(sent.response) }
      } catch (error) {
        throw sorted(error)
      }
    },
    reachable: () =>
      pool.verify().then(
        () => true,
        () => false,
      ),
    close: () => {
      pool.close()
      first.close()
    },
  }
}

/** The gateway's words with addresses taken out, at most 200 characters. */
export const withoutAddresses = (answer: string): string =>
  answer
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/<[^<>]*>|\S*@\S*/g, '<address>')
    .slice(0, 200)

/**
 * Only a 5xx to this address or this message is final. A 5xx to our name, our sender or our greeting is the gateway's trouble with us:
 * it must not throw away everybody's mail.
 */
function sorted(error: unknown): Error {
  const { code, command, responseCode, response = '' } = error as { code?: string; command?: string; responseCode?: number; response?: string }
  const final = responseCode !== undefined && responseCode >= 500 && /^(RCPT|DATA)/.test(command ?? '')
  const told = responseCode ?? code ?? 'unknown'
  // Command 'API': the address itself cannot be written into SMTP.
  const unfit = code === 'EENVELOPE' && command === 'API'
  // 5.7: we are not welcome; 5.2.2: the box is full. Both say nothing about whether somebody lives there (RFC 3463).
  const isAddress = unfit || (/^RCPT/.test(command ?? '') && !/\b5\.(7\.\d+|2\.2)\b/.test(response))
  return final || unfit ? new Undeliverable(String(told), { isAddress }) : notNow('mail gateway', String(told))
}
