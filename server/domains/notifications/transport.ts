import nodemailer from 'nodemailer'
import type { Platform } from '#platform/platform'
import { type SentMail, type Transport, Undeliverable } from './model.ts'

/** SMTP when there is a gateway, else the store alone: the demo shows its letters on a page. */
export function mailTransport({ config }: Pick<Platform, 'config'>): Transport<SentMail> {
  return config.mail.smtpUrl === null ? storeOnly : smtpTransport(config.mail.smtpUrl, { name: config.agency.nameRu, address: config.mail.from })
}

/** Nothing leaves: the sealed mail in the outbox is all there is, and it is written together with the state, so it is there once. */
export const storeOnly: Transport<unknown> = { send: async () => 'stored: no gateway is set', reachable: async () => true, close: () => {} }

/** All waits together end before the lease of a row does. */
const WAITS = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000, dnsTimeout: 5000 }
const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/**
 * A pool of connections to one gateway. TLS is demanded and its certificate checked, but for a gateway on this very machine or where the
 * address says `?tls=off` (a relay beside us in a private network).
 */
export function smtpTransport(smtpUrl: string, from: { name: string; address: string }, connections = 5): Transport<SentMail> {
  const url = new URL(smtpUrl)
  const open = isLoopback(url.hostname) || url.searchParams.get('tls') === 'off'
  const secure = url.protocol === 'smtps:'
  const pool = nodemailer.createTransport({
    pool: true,
    maxConnections: connections,
    maxMessages: 100,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    ...(secure ? {} : open ? { ignoreTLS: true } : { requireTLS: true }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...WAITS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    send: async ({ to, subject, text, html }: SentMail, messageId) => {
      try {
        const sent = await pool.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${messageId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return withoutAddresses(sent.response)
      } catch (error) {
        throw sorted(error)
      }
    },
    reachable: () =>
      pool.verify().then(
        () => true,
        () => false,
      ),
    close: () => pool.close(),
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
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number }
  const final = responseCode !== undefined && responseCode >= 500 && /^(RCPT|DATA)/.test(command ?? '')
  const told = responseCode ?? code ?? 'unknown'
  // Command 'API': the address itself cannot be written into SMTP.
  const unfit = code === 'EENVELOPE' && command === 'API'
  return final || unfit ? new Undeliverable(String(told)) : Object.assign(new Error('mail gateway'), { code: String(told) })
}
