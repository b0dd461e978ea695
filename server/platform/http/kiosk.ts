import { BlockList, isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { sha256 } from '../vault/index.ts'

const name = 'kiosk'
const yearSeconds = 31_536_000
/** What the cookie holds tells nobody the key; another key in the settings ends it on every computer. */
const mark = (key: string): string => sha256(`kiosk ${key}`).toString('base64url')

/** Whether a request comes from a shared computer: by its address in the network, or by the mark that an administrator gave its browser. */
export function isKiosk({ kiosk }: Config): (request: FastifyRequest) => boolean {
  const list = new BlockList()
  for (const network of kiosk.networks) {
    const [address = '', bits] = network.split('/')
    const kind = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  }
  return (request) => list.check(request.ip, isIPv6(request.ip) ? 'ipv6' : 'ipv4') || (kiosk.key !== null && request.cookies[name] === mark(kiosk.key))
}

/**
 * GET /kiosk/KEY: opened once on a shared computer, or set as the start page of its browser, it makes it one. The visitor cannot undo it:
 * the mark is read by no script, and no address takes it away.
 */
export function kioskDoor(app: FastifyInstance, { kiosk, http }: Config): void {
  app.get<{ Params: { token: string } }>('/kiosk/:token', { config: { access: 'anyone', page: true } }, async ({ params }, reply) => {
    if (kiosk.key === null || mark(params.token) !== mark(kiosk.key)) throw new Refusal('not-found', 'page.none')
    reply.setCookie(name, mark(kiosk.key), { httpOnly: true, sameSite: 'lax', path: '/', secure: http.publicUrl.startsWith('https:'), maxAge: yearSeconds })
    return reply.header('referrer-policy', 'no-referrer').redirect('/')
  })
}
