// How fast a long queue leaves, against the bare clients of SMTP and SMPP by turns, and how long a code takes that is put into the middle.
// `node bench/notices.ts --dir /tmp/opora-bench/notices [--queued 100000] [--seconds 15] [--turns 2] [--only smtp] [--whole] [--out bench/recorded/notices.json]`
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { noticeSecretPlace } from '#contract/notice-events'
import { mailTransport, type NoticeRow, openSender, type People, placeholdersOf, type Recipient, smsTransport } from '#domains/notifications/index'
import { change } from '#platform/change'
import { loadConfig } from '#platform/config'
import { systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { openLog } from '#platform/log'
import { composeMail, composeSms } from '../server/domains/notifications/commands/compose.ts'
import { sampleFacts } from '../server/domains/notifications/testing/sample-values.ts'
import { openPlatform } from '../server/open.ts'
import { machine } from './machine.ts'
import { bareMail, bareSms } from './notices/bare.ts'
import { CODE_MAIL, CODE_PHONE, type PeersSaid } from './notices/peers.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '/tmp/opora-bench/notices' },
    queued: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '15' },
    turns: { type: 'string', default: '2' },
    connections: { type: 'string', default: '5' },
    window: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    /** To the end of the queue instead of a window of its time. */
    whole: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})
const [queued, seconds, turns, connections, window] = [values.queued, values.seconds, values.turns, values.connections, values.window].map(Number) as [
  number,
  number,
  number,
  number,
  number,
]
const peers = fork(new URL('./notices/peers.ts', import.meta.url))
const [{ ports }] = (await once(peers, 'message')) as [Required<PeersSaid>]
let codeAt = 0
peers.on('message', (said: PeersSaid) => {
  if (said.codeAt) codeAt = said.codeAt
})
const takenBy = (protocol: 'smtp' | 'smpp') =>
  new Promise<number>((resolve) => {
    const told = (said: PeersSaid) => {
      if (!said.taken) return
      peers.off('message', told)
      resolve(said.taken[protocol])
    }
    peers.on('message', told)
    peers.send({})
  })

rmSync(values.dir, { recursive: true, force: true })
const smsUrl = (port: number) => `smpp://opora:x@127.0.0.1:${port}?window=${window}`
const env = {
  DATA_DIR: values.dir,
  SMTP_URL: `smtp://127.0.0.1:${ports.smtp}?connections=${connections}`,
  SMS_URL: smsUrl(ports.smpp),
}
const { platform, close, stopDatabase } = await openPlatform(loadConfig([], env), { log: openLog('silent') })
const key = platform.vault.newDataKey('everybody').key
// Where somebody lives is read from the store in the service; here it is made of the person's id, so that the outbox alone is measured.
const to = (n: string): Recipient => ({
  email: n.startsWith('00000000') ? CODE_MAIL : `p${n.slice(0, 12)}@example.org`,
  phone: n.startsWith('00000000') ? `+${CODE_PHONE}` : `+79${String(Number.parseInt(n.slice(-7), 16)).padStart(9, '0')}`,
  lang: 'ru',
  zone: 'Europe/Moscow',
  quiet: { from: '00:00', to: '00:00' },
  proved: true,
  key,
  words: { subject: 'Не приходит код' },
})
const people: People = {
  recipient: async (_, { person_id }) => to(person_id),
  keyOf: async () => key,
  mailOf: async () => [],
  mayReadTicket: async () => true,
  secretAgain: async () => null,
  addressFailed: async () => {},
}
const EVENT = 'request.registered'
const facts = sampleFacts(placeholdersOf(EVENT))

async function fill(channel: 'email' | 'sms'): Promise<void> {
  await platform.store.pool.query('delete from notice')
  for (let done = 0; done < queued; done += 5000) {
    const ids = Array.from({ length: Math.min(5000, queued - done) }, () => uuidv7(new Date()))
    await platform.store.pool.query(
      `insert into notice (person_id, id, created_at, event, audience, channel, ticket_id, facts, lane, next_at)
       select gen_random_uuid(), id, now(), $2, 'citizen', $3, gen_random_uuid(), $4, 2, now() from unnest($1::uuid[]) as id`,
      [ids, EVENT, channel, JSON.stringify(facts)],
    )
  }
  await platform.store.pool.query('analyze notice')
}

async function rateOf(protocol: 'smtp' | 'smpp', run: (stopped: () => boolean) => Promise<unknown>): Promise<number> {
  let stop = false
  let before = await takenBy(protocol)
  let from = performance.now()
  const running = run(() => stop)
  if (!values.whole) {
    await pause(2000)
    before = await takenBy(protocol)
    from = performance.now()
  }
  let after = before
  do {
    await pause(values.whole ? 50 : seconds * 1000)
    after = await takenBy(protocol)
  } while (values.whole && after - before < queued)
  const rate = ((after - before) / (performance.now() - from)) * 1000
  stop = true
  await running
  return Math.round(rate)
}

async function ours(channel: 'email' | 'sms', protocol: 'smtp' | 'smpp', port: number): Promise<{ perSecond: number; codeMs: number[] }> {
  const sms = smsTransport({ ...platform, config: { ...platform.config, sms: { ...platform.config.sms, gatewayUrl: smsUrl(port) } } }, async () => {})
  const transport = mailTransport(platform)
  const sender = openSender({ platform, people, transport, sms })
  platform.committed = (_, notices) => {
    if (notices) sender.poke()
  }
  const codeMs: number[] = []
  const perSecond = await rateOf(protocol, async (stopped) => {
    sender.start()
    while (!stopped()) {
      await pause(1500)
      codeMs.push(await overtaking(channel))
    }
    await sender.stop()
  })
  transport.close()
  sms?.close()
  return { perSecond, codeMs }
}

/** From the moment that a code is asked for until the gateway has it, while the queue is long. */
async function overtaking(channel: 'email' | 'sms'): Promise<number> {
  codeAt = 0
  const began = Date.now()
  const person = `00000000-${uuidv7(new Date()).slice(9)}`
  const secret = platform.vault.seal(key, noticeSecretPlace(person), JSON.stringify({ code: '482913' }))
  await change(systemCtx(platform, new Date(), 'bench'), async (tx) => {
    tx.record('bench.code', { subject: person })
    tx.notify({
      event: 'auth.code',
      audience: 'citizen',
      personId: person,
      channel,
      facts: { purpose: 'sign_in' },
      secret,
      lane: 0,
      expiresAt: new Date(began + 600_000),
    })
  })
  while (codeAt === 0 && Date.now() < began + 10_000) await pause(2)
  return codeAt === 0 ? 10_000 : codeAt - began
}

const row = { person_id: uuidv7(new Date()), id: uuidv7(new Date()), event: EVENT, facts, secret: null } as unknown as NoticeRow
const ctx = systemCtx(platform, new Date(), 'bench')
const letter = composeMail(ctx, row, to(row.person_id), 'p@example.org')
const text = composeSms(ctx, row, to(row.person_id), '+79001234567')
if (letter instanceof Error || text instanceof Error) throw new Error('the texts lack a value')

/** What an operator elsewhere takes for an answer, at the least; and one as near as a machine in the same room. */
const OPERATOR_MS = 20
const NEAR_MS = 2
const results: Record<string, { ours: number[]; bare: number[]; share: number; codeMs: number[]; load: number[] }> = {}
const { smtp: smtpPort, smpp: smppPort, perl: perlPort } = ports
for (const [name, channel, protocol, port, answerMs] of [
  ['smtp', 'email', 'smtp', smtpPort, 0],
  ['smpp, Net::SMPP', 'sms', 'smpp', perlPort, 0],
  ['smpp, answers at once', 'sms', 'smpp', smppPort, 0],
  [`smpp, answers after ${NEAR_MS} ms`, 'sms', 'smpp', smppPort, NEAR_MS],
  [`smpp, answers after ${OPERATOR_MS} ms`, 'sms', 'smpp', smppPort, OPERATOR_MS],
] as const) {
  if (!name.startsWith(values.only)) continue
  if (port === null) {
    process.stdout.write(`${name}: Perl has no Net::SMPP here (Debian: libnet-smpp-perl)\n`)
    continue
  }
  peers.send({ answerMs })
  const it = { ours: [] as number[], bare: [] as number[], share: 0, codeMs: [] as number[], load: [] as number[] }
  for (let turn = 0; turn < turns; turn++) {
    const bare = protocol === 'smtp' ? bareMail(port, connections, letter) : await bareSms(port, window, text.text)
    it.bare.push(await rateOf(protocol, bare.run))
    bare.close()
    await fill(channel)
    const { perSecond, codeMs } = await ours(channel, protocol, port)
    it.ours.push(perSecond)
    it.codeMs.push(...codeMs)
    it.load.push(Math.round(loadavg()[0]! * 10) / 10)
  }
  const sum = (list: number[]) => list.reduce((all, one) => all + one, 0)
  it.share = Math.round((sum(it.ours) / sum(it.bare)) * 100) / 100
  results[name] = it
  process.stdout.write(`${name}: ${JSON.stringify(it)}\n`)
}
const report = { machine: machine(), queued, seconds: values.whole ? 'to the end' : seconds, connections, window, results }
if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
peers.disconnect()
await close()
await stopDatabase()
process.exit()
