import type { NoticeRow, SentSms, Taken, Transport } from '../model.ts'
import { Haste } from '../not-now.ts'
import { nameOfStatus, refusalOf } from './answer-of.ts'
import { openBind, type Waits } from './bind.ts'
import { piecesOf } from './pieces-of.ts'
import { type Receipt, receiptOf } from './receipt-of.ts'

export interface SmppSettings {
  /** smpp://user:password@host:2775, smpps:// over TLS; `?window=` messages unanswered at once, `?system_type=`. */
  url: string
  /** The sender that telephones show: a name of the alphabet, or a number. */
  from: string
  onReceipt: (receipt: Receipt) => Promise<void>
  waits?: Partial<Waits>
}

/** What operators usually grant one line. */
const WINDOW = 10
const MOST_WINDOW = 1000
const KNOCK_MS = 5000
/** When the operator says "slower", nothing is sent for so long, and a message is offered again so many times. */
const SLOWER_MS = 1000
const OFFERS = 5
/** Type of number and plan (SMPP 3.4, 5.2.5): international E.164; a name is alphanumeric. */
const E164 = { ton: 1, npi: 1 }
const NAME = { ton: 5, npi: 0 }

/**
 * SMPP 3.4. At most `window` parts wait for an answer; codes and news of safety go before what waits for room. The parts of a message go one
 * after another, and all must be taken: when one is not, the whole message is tried again, so that those before it go twice. SMPP knows no key
 * by which an operator could drop a double.
 */
export function smppTransport({ url, from, onReceipt, waits }: SmppSettings): Transport<SentSms> {
  const { hostname, port, protocol, username, password, searchParams } = new URL(url)
  const tls = protocol === 'smpps:'
  const window = Math.min(MOST_WINDOW, Math.max(1, Number(searchParams.get('window') ?? WINDOW)))
  const bind = openBind({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (tls ? 3550 : 2775)),
    tls,
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
    systemType: searchParams.get('system_type') ?? '',
    ...(waits && { waits }),
    onDelivery: async (pdu) => {
      const receipt = receiptOf(pdu)
      if (receipt) await onReceipt(receipt)
      return true
    },
  })
  const sender = /^\+?\d+$/.test(from) ? { ...E164, addr: from.replace('+', '') } : { ...NAME, addr: from }
  const room = openRoom(window)
  let slowUntil = 0

  async function offer(fields: Record<string, unknown>, lane: NoticeRow['lane']): Promise<string> {
    for (let offers = 1; ; offers++) {
      await room.enter(lane < 2)
      try {
        const pause = slowUntil - performance.now()
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
        const { command_status, message_id = '' } = await bind.submit(fields)
        if (command_status === 0) return message_id
        const refusal = refusalOf(command_status)
        if (!(refusal instanceof Haste) || offers === OFFERS) throw refusal
        slowUntil = performance.now() + SLOWER_MS
      } finally {
        room.leave()
      }
    }
  }
  return {
    // While outcomes are written down the window is full of others.
    atOnce: 10 * window,
    send: async ({ to, text }, id, lane): Promise<Taken> => {
      const parts: string[] = []
      for (const piece of piecesOf(text, Number.parseInt(id.slice(-2), 16)))
        parts.push(
          await offer(
            {
              source_addr_ton: sender.ton,
              source_addr_npi: sender.npi,
              source_addr: sender.addr,
              dest_addr_ton: E164.ton,
              dest_addr_npi: E164.npi,
              destination_addr: to.replace('+', ''),
              registered_delivery: 1,
              ...piece,
            },
            lane,
          ),
        )
      return { answer: `${nameOfStatus(0)}, parts: ${parts.length}`, parts: parts.filter((name) => name !== '') }
    },
    reachable: () => bind.isBound(KNOCK_MS),
    close: bind.close,
  }
}

/** So many at once; who is in a hurry stands before those who are not. */
function openRoom(places: number) {
  let free = places
  const hurried: (() => void)[] = []
  const others: (() => void)[] = []
  return {
    enter: (isHurried: boolean): Promise<void> => {
      if (free > 0) {
        free--
        return Promise.resolve()
      }
      return new Promise((resolve) => void (isHurried ? hurried : others).push(resolve))
    },
    leave: (): void => {
      const next = hurried.shift() ?? others.shift()
      if (next) next()
      else free++
    },
  }
}
