import type { Platform } from '#platform/platform'
import { smsIsOn } from '#platform/sms-on'
import { type SentSms, type Transport, Undeliverable } from './model.ts'
import { notNow } from './not-now.ts'
import type { Receipt } from './smpp/receipt-of.ts'
import { smppTransport } from './smpp/transport.ts'
import { storeOnly, withoutAddresses } from './transport.ts'

/** The gateway's when there is one; the store alone while nobody real is served; else null, and text messages are no channel. */
export function smsTransport(app: Pick<Platform, 'config' | 'mode'>, onReceipt: (receipt: Receipt) => Promise<void>): Transport<SentSms> | null {
  if (!smsIsOn(app)) return null
  const { gatewayUrl, gatewayToken, from } = app.config.sms
  if (gatewayUrl === null) return storeOnly
  return /^smpps?:/.test(gatewayUrl) ? smppTransport({ url: gatewayUrl, from, onReceipt }) : httpGateway(gatewayUrl, gatewayToken)
}

/** Ends before the lease of a row does. */
const WAIT_MS = 15_000
const KNOCK_MS = 5000
const AT_ONCE = 5
/** Bytes of an answer that are read; the rest is of no interest. */
const MOST_ANSWER = 2048
/** Answers that say something about us (token, address, load), not about this number: they must not throw away everybody's messages. */
const notForGood = new Set([401, 403, 404, 405, 407, 408, 425, 429])

/**
 * `POST {to, text, id}` as JSON. The id is the same at each try, so a gateway that knows it sends nothing twice. 2xx: taken; another 4xx:
 * this message is refused for good; anything else: not now. No redirect is followed: numbers and codes go to the gateway that was set.
 */
export function httpGateway(url: string, token: string | null, waitMs = WAIT_MS): Transport<SentSms> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  return {
    atOnce: AT_ONCE,
    send: async ({ to, text }, id) => {
      let response: Response
      try {
        const body = JSON.stringify({ to, text, id })
        response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(waitMs) })
      } catch (error) {
        throw notNow('sms gateway', codeOf(error))
      }
      if (response.ok) return { answer: `${response.status} ${withoutNumbers(await beginningOf(response))}`.trim() }
      await response.body?.cancel().catch(() => {})
      const isFinal = response.status >= 400 && response.status < 500 && !notForGood.has(response.status)
      throw isFinal ? new Undeliverable(String(response.status)) : notNow('sms gateway', String(response.status))
    },
    reachable: () =>
      fetch(url, { method: 'OPTIONS', headers, redirect: 'manual', signal: AbortSignal.timeout(KNOCK_MS) }).then(
        async (response) => {
          await response.body?.cancel().catch(() => {})
          return ![502, 503, 504].includes(response.status)
        },
        () => false,
      ),
    close: () => {},
  }
}

const codeOf = (error: unknown): string => {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  return name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? 'unknown')
}

/** The message was taken: whatever happens to the answer afterwards changes nothing. */
async function beginningOf(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length > MOST_ANSWER) break
    }
  } catch {
    return text
  }
  return text
}

/** The gateway's words without numbers of four digits or more (telephones, codes) and without addresses, at most 200 characters. */
export const withoutNumbers = (answer: string): string => withoutAddresses(answer).replaceAll(/\+?\d(?:[\s()-]{0,2}\d){3,}/g, '<number>')
