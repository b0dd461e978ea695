import type { Selectable } from 'kysely'
import nodemailer, { type TransportOptions } from 'nodemailer'
import type { Ctx } from '#platform/ctx'
import { testDatabase } from '#testing/database'
import { ctxOf, fridayNoon } from '#testing/factories'
import { type TestPlatformSettings, testPlatform } from '#testing/platform'
import type { MailInTable } from '../../../migrations/tables.ts'
import { type MailIn, openMailIn } from '../commands/mail-in.ts'

export const OWN = 'help@agency.example'
export const AUTHSERV = 'mx.agency.example'

type Row = Selectable<MailInTable>
export interface Post {
  ctx: Ctx
  at: (now: Date) => Ctx
  mailIn: MailIn
  /** Hands a letter over by LMTP as the agency's mail server does; answers the last words of the server for each address. */
  hand: (raw: string | Buffer, envelope?: { from?: string; to?: string[] }) => Promise<string>
  /** The same, and works on it; answers its row. */
  take: (raw: string | Buffer, envelope?: { from?: string; to?: string[] }) => Promise<Row>
  /** Rows that were not there when this was asked last. */
  fresh: () => Promise<Row[]>
  close: () => Promise<void>
}

/** The service with a listener for letters, at noon of a Friday. */
export async function aPost(
  env: Record<string, string> = {},
  settings: TestPlatformSettings = {},
  more: Partial<Parameters<typeof openMailIn>[0]> = {},
): Promise<Post> {
  const db = await testDatabase()
  const platform = await testPlatform(db, {
    ...settings,
    env: { MAIL_IN_LISTEN: '127.0.0.1:0', MAIL_IN_ADDRESS: OWN, MAIL_IN_AUTHSERV_ID: AUTHSERV, ...env },
  })
  let clock = fridayNoon
  const mailIn = await openMailIn({ platform, clock: () => clock, ...more })
  const client = nodemailer.createTransport({
    host: '127.0.0.1',
    port: mailIn.port!,
    lmtp: platform.config.mailIn.protocol === 'lmtp',
    ignoreTLS: true,
  } as TransportOptions)
  const hand: Post['hand'] = async (raw, { from = 'someone@example.org', to = [OWN] } = {}) =>
    (await client.sendMail({ envelope: { from, to }, raw: typeof raw === 'string' ? crlf(raw) : raw })).response
  const seen = new Set<string>()
  const fresh = async () => {
    const rows = (await platform.store.db.selectFrom('mail_in').selectAll().execute()).filter(({ id }) => !seen.has(id))
    for (const { id } of rows) seen.add(id)
    return rows
  }
  return {
    ctx: ctxOf(platform),
    at: (now) => {
      clock = now
      return ctxOf(platform, now)
    },
    mailIn,
    hand,
    take: async (raw, envelope) => {
      await hand(raw, envelope)
      await mailIn.drain()
      const [row] = await fresh()
      if (!row) throw new Error('no new letter')
      return row
    },
    fresh,
    close: async () => {
      await mailIn.stop()
      await platform.store.close()
    },
  }
}

export const crlf = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n')

let letters = 0
/** A letter as a person's program writes it; `proof` is what our own server found out. */
export function aLetter(over: { from?: string; to?: string; subject?: string; text?: string; proof?: 'pass' | 'fail' | 'none'; more?: string } = {}): string {
  const {
    from = 'Мария Круглова <maria@example.org>',
    to = OWN,
    subject = 'Не приходит код',
    text = 'Третий день не приходит код для входа на портал.',
    proof = 'none',
    more = '',
  } = over
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'example.org'
  return [
    ...(proof === 'none' ? [] : [`Authentication-Results: ${AUTHSERV}; dmarc=${proof} header.from=${domain}; spf=pass`]),
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <letter-${++letters}@example.org>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...(more ? [more] : []),
    '',
    text,
    '',
  ].join('\n')
}
