import webPush from 'web-push'
import type { Platform } from '#platform/platform'
import { isPushEndpoint, vapidKeys } from '#platform/push/index'
import type { NoticeRow, PushMessage, Transport } from './model.ts'
import { Undeliverable } from './model.ts'
import { notNow } from './not-now.ts'
import { addressWorks, endAddress } from './push-addresses.ts'

const WAIT_MS = 10_000
const AT_ONCE = 10
const HOUR = 3600
/** How long a push service keeps a message for a browser that is off: news of safety are of no use a day later, news of a request are. */
const ttlOf = (lane: NoticeRow['lane']): number => (lane === 2 ? 24 * HOUR : 4 * HOUR)

/**
 * Web push (RFC 8030, 8291, 8292) to every browser of a person; null where push is switched off. It has gone out when one browser's service
 * took it. A browser that is gone (404, 410) ends. The topic is of the notice, so that a second try takes the place of the first at the service.
 */
export function pushTransport(app: Pick<Platform, 'config' | 'store' | 'vault'>, clock: () => Date): Transport<PushMessage> | null {
  const { push, agency } = app.config
  if (!push.on) return null

  async function one({ address, payload }: PushMessage['each'][number], messageId: string, lane: NoticeRow['lane'], ttl: number): Promise<number | string> {
    // The list may have become shorter since the browser was subscribed.
    if (!isPushEndpoint(push.hosts, address.endpoint)) return 'EHOST'
    const { publicKey, privateKey } = await vapidKeys(app)
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: address.endpoint, keys: { p256dh: address.p256dh, auth: address.auth } },
      JSON.stringify(payload),
      {
        TTL: ttl,
        urgency: lane < 2 ? 'high' : 'normal',
        topic: messageId.replaceAll('-', ''),
        vapidDetails: { subject: `mailto:${agency.email}`, publicKey, privateKey },
      },
    )
    const { 'Content-Length': _, ...given } = headers as Record<string, string>
    try {
      const response = await fetch(address.endpoint, {
        method: 'POST',
        headers: Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
        body: new Uint8Array(body),
        redirect: 'error',
        signal: AbortSignal.timeout(WAIT_MS),
      })
      await response.body?.cancel().catch(() => {})
      return response.status
    } catch (error) {
      const { name, cause } = error as { name?: string; cause?: { code?: string } }
      return name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? 'unknown')
    }
  }

  return {
    atOnce: AT_ONCE,
    send: async ({ each, expiresAt }, messageId, lane) => {
      const now = clock()
      const left = expiresAt ? Math.max(0, Math.round((expiresAt.getTime() - now.getTime()) / 1000)) : Number.POSITIVE_INFINITY
      const ttl = Math.min(ttlOf(lane), left)
      const answers = await Promise.all(each.map(async (to) => ({ to, answer: await one(to, messageId, lane, ttl).catch(() => 'unfit') })))
      const took = answers.filter(({ answer }) => typeof answer === 'number' && answer < 300)
      const gone = answers.filter(({ answer }) => answer === 404 || answer === 410)
      await Promise.all(gone.map(({ to }) => endAddress(app, to.address.id, now)))
      if (took.length > 0)
        await addressWorks(
          app,
          took.map(({ to }) => to.address.id),
          now,
        )
      const told = [...new Set(answers.map(({ answer }) => String(answer)))].join(', ')
      if (took.length > 0) return { answer: `${told}: ${took.length} of ${each.length} browsers` }
      if (answers.every(({ answer }) => isForGood(answer))) throw new Undeliverable(told.slice(0, 50))
      throw notNow('push service', String(answers.find(({ answer }) => !isForGood(answer))!.answer))
    },
    // There are as many services as makers of browsers, and none of them says "ready" without a message.
    reachable: async () => true,
    close: () => {},
  }
}

/** 401 and 403 are about our key and 429 about our haste; other 4xx, an unfit key and a host that is not ours are about this browser. */
const isForGood = (answer: number | string): boolean =>
  answer === 'EHOST' || answer === 'unfit' || (typeof answer === 'number' && answer >= 400 && answer < 500 && ![401, 403, 408, 425, 429].includes(answer))
