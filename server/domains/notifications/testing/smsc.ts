/// <reference path="../smpp/smpp.d.ts" />
import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'

export interface Submitted {
  to: string
  from: string
  /** Of this part. */
  text: string
  dataCoding: number
  /** Header that joins parts: reference, count, number. */
  joined: [reference: number, count: number, part: number] | null
  messageId: string
}
export interface Smsc {
  port: number
  url: string
  /** Every part that was taken, doubles too. */
  taken: Submitted[]
  /** Asked for each part: the status to answer with, 0 to take it, or 'silent'. */
  answer: (part: Submitted) => number | 'silent'
  /** Asked once a part is taken and before the answer goes out; true breaks the line instead. */
  dropAnswer: (part: Submitted) => boolean
  /** Sends a receipt on any line; answers the client's status, or null when there is no line. */
  receipt: (messageId: string, status: string, how?: 'text' | 'fields') => Promise<number | null>
  lines: () => number
  close: () => Promise<void>
}

const states = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

/** An operator on loopback that speaks SMPP 3.4, keeps what it takes, and fails as told. */
export async function smsc({
  port = 0,
  password = 'secret',
  tls,
}: {
  port?: number
  password?: string
  tls?: { key: string; cert: string }
} = {}): Promise<Smsc> {
  let count = 0
  const bound = new Set<Session>()
  const server = smpp.createServer({ ...tls }, (session) => {
    session.on('error', () => session.destroy())
    session.on('close', () => bound.delete(session))
    session.on('bind_transceiver', (pdu: Pdu) => {
      const isRight = pdu.password === password
      session.send(pdu.response(isRight ? { system_id: 'smsc' } : { command_status: smpp.errors['ESME_RINVPASWD']! }))
      if (isRight) bound.add(session)
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: Pdu) => {
      const udh = pdu.short_message?.udh?.[0]
      const part: Submitted = {
        to: pdu.destination_addr ?? '',
        from: pdu.source_addr ?? '',
        text: String(pdu.short_message?.message ?? ''),
        dataCoding: pdu.data_coding ?? -1,
        joined: udh ? [udh[2]!, udh[3]!, udh[4]!] : null,
        messageId: `m${++count}`,
      }
      const status = it.answer(part)
      if (status === 'silent') return
      if (status !== 0) return void session.send(pdu.response({ command_status: status }))
      it.taken.push(part)
      if (it.dropAnswer(part)) session.destroy()
      else session.send(pdu.response({ message_id: part.messageId }))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = (server.address() as AddressInfo).port
  const it: Smsc = {
    port: at,
    // A certificate names a host.
    url: tls ? `smpps://opora:${password}@localhost:${at}` : `smpp://opora:${password}@127.0.0.1:${at}`,
    taken: [],
    answer: () => 0,
    dropAnswer: () => false,
    receipt: (messageId, status, how = 'text') =>
      new Promise((resolve) => {
        const [session] = bound
        if (!session) return resolve(null)
        const part = it.taken.find((one) => one.messageId === messageId)
        const text = `id:${messageId} sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:${status} err:000 text:`
        const fields = { receipted_message_id: messageId, message_state: states.indexOf(status) }
        session.deliver_sm(
          { esm_class: 4, source_addr: part?.to ?? '', short_message: how === 'text' ? text : '', ...(how === 'fields' && fields) },
          (answer) => resolve(answer.command_status),
        )
      }),
    lines: () => bound.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const session of [...server.sessions]) session.destroy()
      }),
  }
  return it
}
