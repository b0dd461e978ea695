// A sender in a process of its own, to be killed: node sender-process.ts JSON
import { createHash } from 'node:crypto'
import { envKeys } from '#platform/vault/index'
import { testPlatform } from '#testing/platform'
import { openSender } from '../commands/sender.ts'
import { mailTransport } from '../transport.ts'

const { connection, smtpUrl, masterKeys } = JSON.parse(process.argv[2]!) as {
  connection: { host: string; user: string; database: string }
  smtpUrl: string
  masterKeys: string
}
const platform = await testPlatform({ connection }, { env: { SMTP_URL: smtpUrl }, keys: envKeys(masterKeys) })
const address = (id: string) => `${createHash('sha256').update(id).digest('hex').slice(0, 12)}@example.org`
const sender = openSender({
  platform,
  transport: mailTransport(platform),
  leaseSeconds: 1,
  pollMs: 100,
  concurrency: 5,
  people: {
    recipient: async (_, { person_id }) => ({ email: address(person_id), phone: null, lang: 'ru', zone: 'Europe/Moscow', proved: true, key: null, words: {} }),
    keyOf: async () => null,
    mailOf: async () => [],
    mayReadTicket: async () => true,
    addressFailed: async () => {},
  },
})
sender.start()
process.send?.('started')
