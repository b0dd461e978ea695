// A sender in a process of its own, to be killed: node sender-process.ts JSON
import { systemCtx } from '#platform/ctx'
import { envKeys } from '#platform/vault/index'
import type { TestDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from '../commands/sender.ts'
import { takeReceipt } from '../commands/take-receipt.ts'
import type { People } from '../model.ts'
import { pushTransport } from '../push-transport.ts'
import { smsTransport } from '../sms-transport.ts'
import { mailTransport } from '../transport.ts'
import { madeUpMail, madeUpPhone } from './made-up-address.ts'

export interface SenderProcess {
  connection: TestDatabase['connection']
  masterKeys: string
  env: Record<string, string>
  /** Key of everybody's browsers, wrapped, base64. */
  browsersKey?: string
  leaseSeconds: number
  concurrency?: number
  /** A clock that runs `rate` times as fast, from `from` on; both in ms since 1970. */
  clock?: { from: number; began: number; rate: number }
}

const { connection, masterKeys, env, browsersKey, leaseSeconds, concurrency, clock: fast } = JSON.parse(process.argv[2]!) as SenderProcess
const platform = await testPlatform({ connection }, { env, keys: envKeys(masterKeys) })
const clock = () => (fast ? new Date(fast.from + (Date.now() - fast.began) * fast.rate) : new Date())
const key = browsersKey ? platform.vault.dataKey('browsers', Buffer.from(browsersKey, 'base64')) : null
const people: People = {
  recipient: async (_, { person_id: id }) => ({
    email: madeUpMail(id),
    phone: madeUpPhone(id),
    lang: 'ru',
    zone: 'Europe/Moscow',
    proved: true,
    key: null,
    words: {},
  }),
  keyOf: async () => key,
  mailOf: async () => [],
  mayReadTicket: async () => true,
  secretAgain: async () => null,
  addressFailed: async () => {},
}
const sender = openSender({
  platform,
  people,
  transport: mailTransport(platform),
  sms: smsTransport(platform, (receipt) => takeReceipt(systemCtx(platform, clock(), 'receipt'), people, receipt)),
  push: pushTransport(platform, clock),
  leaseSeconds,
  pollMs: 100,
  clock,
  ...(concurrency && { concurrency }),
})
sender.start()
process.send?.('started')
