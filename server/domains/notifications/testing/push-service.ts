import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Lang } from '#contract/common'
import type { PushPayload } from '#contract/push'
import type { Platform } from '#platform/platform'
import type { DataKey } from '#platform/vault/index'

export interface Pushed {
  /** Of the browser that it is for. */
  browser: string
  headers: IncomingHttpHeaders
  payload: PushPayload
}
export interface PushService {
  host: string
  /** Every push that was taken, opened as the browser would. */
  taken: Pushed[]
  /** Asked for each push: the status to answer, 201 to take it. */
  answer: (browser: string) => number
  /** Told of each push that was taken, by the id of its notice. */
  onTaken: (id: string) => void
  /** One more browser, as it would be subscribed here. `port`: of whoever stands before the service. */
  browser: (port?: number) => { name: string; endpoint: string; p256dh: string; auth: string }
  /** Turns push on in a browser of a person; answers its name. `port`: of whoever stands before the service. */
  subscribe: (platform: Platform, citizenId: string, key: DataKey, lang?: Lang, port?: number) => Promise<string>
  close: () => Promise<void>
}

/** A push service on loopback together with the browsers it serves: it opens what comes, as only they can (RFC 8291). */
export async function pushService(): Promise<PushService> {
  const browsers = new Map<string, { ecdh: ECDH; auth: Buffer }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const browser = request.url!.slice(1)
    const known = browsers.get(browser)
    const status = known ? service.answer(browser) : 410
    if (known && status < 300) {
      service.taken.push({ browser, headers: request.headers, payload: JSON.parse(opened(Buffer.concat(chunks), known)) as PushPayload })
      service.onTaken(String(request.headers['topic']).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
    }
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const service: PushService = {
    host,
    taken: [],
    answer: () => 201,
    onTaken: () => {},
    browser: (through = port) => {
      const [name, ecdh, auth] = [randomUUID(), createECDH('prime256v1'), randomBytes(16)]
      ecdh.generateKeys()
      browsers.set(name, { ecdh, auth })
      return { name, endpoint: `http://127.0.0.1:${through}/${name}`, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') }
    },
    subscribe: async ({ store, vault }, citizenId, key, lang = 'ru', through = port) => {
      const id = randomUUID()
      const { name, endpoint, p256dh, auth } = service.browser(through)
      const plain = JSON.stringify({ endpoint, p256dh, auth })
      await store.db
        .insertInto('push_subscription')
        .values({
          id,
          citizen_id: citizenId,
          endpoint_mac: vault.lookup('push', endpoint),
          sealed: vault.seal(key, { table: 'push_subscription', column: 'sealed', id }, plain),
          lang,
          created_at: new Date(),
        })
        .execute()
      return name
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return service
}

/** One record of aes128gcm (RFC 8188) under the key that both sides agree on (RFC 8291, 3.4). */
function opened(body: Buffer, { ecdh, auth }: { ecdh: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const serverKey = body.subarray(21, 21 + body[20]!)
  const sealed = body.subarray(21 + body[20]!)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), serverKey])
  const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(serverKey), auth, info, 32))
  const derived = (what: string, length: number) => Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(`Content-Encoding: ${what}\0`), length))
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
}
