/// <reference path="./smpp.d.ts" />
import smpp, { type Pdu, type Session } from 'smpp'
import { notNow } from '../not-now.ts'
import { nameOfStatus } from './answer-of.ts'

export interface BindSettings {
  host: string
  port: number
  tls: boolean
  systemId: string
  password: string
  systemType: string
  /** Answers whether it is kept: what is not, the operator tells again. */
  onDelivery: (pdu: Pdu) => Promise<boolean>
  waits?: Partial<Waits>
}
export interface Waits {
  connectMs: number
  answerMs: number
  /** Between two questions whether the other side is there. */
  enquireMs: number
  firstPauseMs: number
  longestPauseMs: number
}
const usual: Waits = { connectMs: 8000, answerMs: 12_000, enquireMs: 30_000, firstPauseMs: 1000, longestPauseMs: 30_000 }

export interface Bind {
  /** The answer to one submit_sm. Throws "not now" when there is no line, or it breaks before the answer comes. */
  submit: (fields: Record<string, unknown>) => Promise<Pdu>
  /** Whether the operator has let us in; waits for it a little. */
  isBound: (waitMs: number) => Promise<boolean>
  close: () => void
}

const { ESME_ROK, ESME_RX_T_APPN } = smpp.errors

/**
 * One line to an operator: transceiver, so that receipts come in on it. It is renewed by itself, after ever longer pauses. An answer that does
 * not come in time ends the line: nobody can know what became of the message, and the next one must not wait for it.
 */
export function openBind({ host, port, tls, systemId, password, systemType, onDelivery, waits }: BindSettings): Bind {
  const { connectMs, answerMs, enquireMs, firstPauseMs, longestPauseMs } = { ...usual, ...waits }
  let line: { session: Session; end: (code: string) => void; pending: Set<(error: Error) => void> } | null = null
  let bound = false
  let lastCode = 'ENOTCONN'
  let closed = false
  let pause = firstPauseMs
  let retry: NodeJS.Timeout | undefined
  let waiting: (() => void)[] = []
  const tellWaiting = () => {
    for (const tell of waiting) tell()
    waiting = []
  }

  function connect(): void {
    if (closed || line) return
    clearTimeout(retry)
    retry = undefined
    const session = smpp.connect({ host, port, tls, ...(tls && { servername: host, minVersion: 'TLSv1.2' }) })
    const pending = new Set<(error: Error) => void>()
    const slow = setTimeout(() => end('ETIMEDOUT'), connectMs)
    let enquiring: NodeJS.Timeout | undefined
    const end = (code: string) => {
      if (line?.session !== session) return
      line = null
      bound = false
      lastCode = code
      clearTimeout(slow)
      clearInterval(enquiring)
      session.destroy()
      for (const fail of pending) fail(notNow('sms gateway', code))
      tellWaiting()
      if (closed) return
      retry = setTimeout(connect, pause)
      retry.unref()
      pause = Math.min(longestPauseMs, pause * 2)
    }
    line = { session, end, pending }
    session.on('error', (error: Error & { code?: string }) => end(error.code ?? 'EPROTO'))
    session.on('close', () => end('ECONNRESET'))
    session.on(tls ? 'secureConnect' : 'connect', () => {
      session.socket.setNoDelay(true)
      const fields = { system_id: systemId, password, system_type: systemType, interface_version: 0x34 }
      session.bind_transceiver(fields, ({ command_status }) => {
        if (command_status !== ESME_ROK) return end(`EBIND ${nameOfStatus(command_status)}`)
        clearTimeout(slow)
        bound = true
        pause = firstPauseMs
        enquiring = setInterval(enquire, enquireMs)
        enquiring.unref()
        tellWaiting()
      })
    })
    session.on('deliver_sm', (pdu: Pdu) => void take(pdu))
    session.on('enquire_link', (pdu: Pdu) => void session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      end('ECONNRESET')
    })
    async function take(pdu: Pdu): Promise<void> {
      const kept = await onDelivery(pdu).catch(() => false)
      session.send(pdu.response(kept ? {} : { command_status: ESME_RX_T_APPN }))
    }
    function enquire(): void {
      const silent = setTimeout(() => end('ETIMEDOUT'), answerMs)
      session.enquire_link(() => clearTimeout(silent))
    }
  }
  connect()

  const isBound = async (waitMs: number): Promise<boolean> => {
    if (bound || closed) return bound
    if (!line) connect()
    await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), new Promise<void>((resolve) => setTimeout(resolve, waitMs).unref())])
    return bound
  }
  return {
    isBound,
    submit: async (fields) => {
      if (!bound && !(await isBound(connectMs))) throw notNow('sms gateway', lastCode)
      const { session, end, pending } = line!
      return new Promise<Pdu>((resolve, reject) => {
        const fail = (error: Error) => {
          clearTimeout(late)
          pending.delete(fail)
          reject(error)
        }
        const late = setTimeout(() => end('ETIMEDOUT'), answerMs)
        pending.add(fail)
        // Messages of one moment leave in one system call.
        session.socket.cork()
        process.nextTick(() => session.socket.uncork())
        const written = session.submit_sm(fields, (answer) => {
          clearTimeout(late)
          pending.delete(fail)
          resolve(answer)
        })
        if (!written) end('EPIPE')
      })
    },
    close: () => {
      closed = true
      clearTimeout(retry)
      if (bound) line?.session.unbind()
      line?.end('ECONNRESET')
      tellWaiting()
    },
  }
}
