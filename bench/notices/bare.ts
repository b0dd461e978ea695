/// <reference path="../../server/domains/notifications/smpp/smpp.d.ts" />
// What a program without an outbox does: the bare client of each protocol, as many under way as ours has, the same letter and text.
import nodemailer from 'nodemailer'
import smpp, { type Pdu, type Session } from 'smpp'

export interface Bare {
  /** Sends until told to stop. */
  run: (stopped: () => boolean) => Promise<void>
  close: () => void
}

const workers = (count: number, one: (n: number) => Promise<unknown>, stopped: () => boolean) => {
  let n = 0
  return Promise.all(
    Array.from({ length: count }, async () => {
      while (!stopped()) await one(n++)
    }),
  )
}

export function bareMail(port: number, connections: number, letter: { subject: string; text: string; html: string }): Bare {
  const pool = nodemailer.createTransport({ pool: true, maxConnections: connections, maxMessages: 100, host: '127.0.0.1', port, ignoreTLS: true })
  const send = (n: number) => pool.sendMail({ from: 'help@agency.example', to: `p${n}@example.org`, ...letter })
  return { run: async (stopped) => void (await workers(2 * connections, send, stopped)), close: () => pool.close() }
}

export async function bareSms(port: number, window: number, text: string): Promise<Bare> {
  const session = await new Promise<Session>((resolve) => {
    const made = smpp.connect({ host: '127.0.0.1', port })
    made.on('error', () => {})
    made.on('connect', () => made.bind_transceiver({ system_id: 'bare', password: 'x' }, () => resolve(made)))
  })
  const send = (n: number) =>
    new Promise<Pdu>((resolve) =>
      session.submit_sm({ destination_addr: `79${String(n).padStart(9, '0')}`, short_message: text, registered_delivery: 1 }, resolve),
    )
  return { run: async (stopped) => void (await workers(window, send, stopped)), close: () => session.destroy() }
}
