import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Gateway, mailGateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { fakeClamd } from '../../server/platform/files/testing/fake-clamd.ts'
import { Browser, newKey } from '../helpers/browser.ts'
import { intake, newMarker, pngOf } from '../helpers/intake.ts'
import { freePort, startServer, type TestServer } from '../helpers/server.ts'
import { drained } from './settled.ts'

let server: TestServer
let mailPort: number
let clamdPort: number
const gateways: Gateway[] = []
before(async () => {
  mailPort = await freePort()
  clamdPort = await freePort()
  server = await startServer({
    env: { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, CLAMD: `127.0.0.1:${clamdPort}`, DATABASE_STATEMENT_TIMEOUT_SECONDS: '2' },
  })
})
after(async () => {
  await server?.dispose()
  for (const gateway of gateways) await gateway.close()
})

const ready = async () => (await new Browser(server.url).send('GET', '/api/health/ready')).body
const until = async <T>(seconds: number, ask: () => Promise<T | null | undefined | false>): Promise<T> => {
  for (const deadline = performance.now() + seconds * 1000; ; await pause(100)) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s`)
  }
}
const states = async () => (await server.sql<{ state: string }>("select state from notice where channel = 'email' order by id")).map((row) => row.state)
/** Draft of a browser of its own, with words in it. */
async function draft(): Promise<Browser> {
  const browser = new Browser(server.url)
  assert.equal((await browser.send('PUT', '/api/draft', { json: intake(newMarker()) })).status, 200)
  return browser
}
const upload = (browser: Browser, marker = newMarker()) =>
  browser.send('POST', '/api/draft/files', { files: [{ name: `${marker}.png`, bytes: pngOf(marker) }], key: newKey() })
const submit = (browser: Browser) => browser.send('POST', '/api/draft/submission', { json: {}, key: newKey() })
const rows = async () => Number((await server.sql<{ n: string }>('select count(*) as n from attachment'))[0]?.n)

const filed: { number: string; browser: Browser }[] = []

test('REL-4: while the mail gateway is away forms work, and readiness says so', async () => {
  for (let i = 0; i < 4; i++) {
    const browser = new Browser(server.url)
    const answer = await browser.send('POST', '/api/tickets', { json: intake(newMarker()) })
    assert.equal(answer.status, 201)
    filed.push({ number: answer.body.number, browser })
  }
  const asked = await new Browser(server.url).send('POST', '/api/guest-access', { json: { number: filed[0]!.number } })
  assert.equal(asked.status, 202)
  await until(15, async () => (await ready()).parts.mail === false)
  assert.equal((await ready()).status, 'degraded')
  assert.deepEqual([...new Set(await states())], ['queued'])
  // Nobody waits ten minutes here: the code's time is over.
  await server.sql("update notice set expires_at = now() - interval '1 minute' where event = 'auth.code'")
})

test('REL-26: while the scanner is away files are kept shut, words are accepted, and readiness says so', async () => {
  const browser = await draft()
  const { status, body } = await upload(browser)
  assert.equal(status, 201)
  assert.equal(body.draft.files[0].scan, 'quarantined')
  const sent = await submit(browser)
  assert.equal(sent.status, 201)
  const refused = await browser.send('GET', `/api/tickets/${sent.body.number}/files/${body.draft.files[0].id}`)
  assert.deepEqual([refused.status, refused.body.code, refused.body.details.scan], [409, 'file.not-open', 'quarantined'])
  assert.equal((await ready()).parts.scanner, false)
  const clamd = await fakeClamd({ port: clamdPort })
  try {
    await until(10, async () => (await ready()).parts.scanner)
    const open = await draft()
    assert.equal((await upload(open)).body.draft.files[0].scan, 'clean')
    clamd.become('cut')
    assert.equal((await upload(open)).body.draft.files[1].scan, 'quarantined', 'a scanner that ends in mid-sentence has not said "clean"')
  } finally {
    await clamd.stop()
  }
})

test('REL-7: a file store that cannot be written answers 503, a full one 507; the form is kept, no row and no part of a file is left', async () => {
  const browser = await draft()
  const before = await rows()
  const files = join(server.dataDir, 'files')
  const refuse = async (status: number, code: string) => {
    const answer = await upload(browser)
    assert.deepEqual([answer.status, answer.body.code], [status, code])
    assert.equal(await rows(), before)
    const kept = await browser.send('GET', '/api/draft')
    assert.match(kept.body.fields.subject, /^Не могу войти/)
    assert.deepEqual(kept.body.files, [])
  }
  renameSync(files, `${files}.away`)
  writeFileSync(files, 'not a folder')
  try {
    await refuse(503, 'storage.unavailable')
    await until(10, async () => (await ready()).parts.files === false)
    assert.equal((await ready()).status, 'degraded')
  } finally {
    rmSync(files)
    renameSync(`${files}.away`, files)
  }
  assert.equal(await server.stop(), 0)
  await server.start({ ATTACHMENTS_MIN_FREE_MIB: '1048576' })
  await refuse(507, 'storage.full')
  const unfinished = join(files, 'unfinished')
  assert.deepEqual(existsSync(unfinished) ? readdirSync(unfinished) : [], [])
  assert.equal((await submit(browser)).status, 201, 'the words go through without the file')
})

test('REL-5: a database that restarts, is killed or freezes gives success or 503 with Retry-After, in less than 15 s, and comes back', async () => {
  let open = true
  const met = new Map<number, number>()
  let slowest = 0
  const client = async () => {
    while (open) {
      const browser = new Browser(server.url)
      const began = performance.now()
      const answer = await browser.send('POST', '/api/tickets', { json: intake(newMarker()), key: newKey(), patience: 20_000 })
      slowest = Math.max(slowest, performance.now() - began)
      met.set(answer.status, (met.get(answer.status) ?? 0) + 1)
      if (answer.status === 503) assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
      await pause(20)
    }
  }
  const crowd = Promise.all(Array.from({ length: 12 }, client))
  crowd.catch(() => {})
  try {
    const back = async () => {
      const since = performance.now()
      await until(15, async () => (await new Browser(server.url).send('POST', '/api/tickets', { json: intake(newMarker()) })).status === 201)
      return performance.now() - since
    }
    await pause(500)
    process.kill(server.postmaster()!, 'SIGINT') // what `pg_ctl restart -m fast` sends; the keeper starts it again
    await pause(100)
    assert.ok((await back()) < 10_000)
    server.killDatabase()
    await pause(100)
    assert.ok((await back()) < 10_000)
    const frozen = processesOf(server.postmaster()!)
    assert.ok(frozen.length > 3)
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    // Longer than a wish waits for a free connection (10 s): somebody certainly hears "not now".
    await pause(11_500)
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
    assert.ok((await back()) < 10_000)
  } finally {
    open = false
  }
  await crowd
  assert.deepEqual(
    [...met.keys()].filter((status) => status !== 201 && status !== 503),
    [],
    JSON.stringify([...met]),
  )
  assert.ok((met.get(201) ?? 0) > 10 && (met.get(503) ?? 0) > 0, JSON.stringify([...met]))
  assert.ok(slowest < 15_000, `an answer took ${Math.round(slowest)} ms`)
})

/** The database's main process and its children. */
function processesOf(postmaster: number): number[] {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(postmaster)
    } catch {
      return false
    }
  })
  return [postmaster, ...children.map(Number)]
}

test('REL-4: when the gateway is back all that waited goes out once, and a code whose time is over does not', async () => {
  const gateway = await mailGateway(mailPort)
  gateways.push(gateway)
  await drained(server)
  const notices = await server.sql<{ id: string; event: string; state: string; answer: string }>(
    "select id, event, state, answer from notice where channel = 'email'",
  )
  const [code] = notices.filter((row) => row.event === 'auth.code')
  assert.deepEqual([code!.state, code!.answer], ['skipped', 'expired'])
  const others = notices.filter((row) => row !== code)
  assert.ok(others.length >= 6 && others.every((row) => row.state === 'sent'))
  assert.deepEqual(gateway.caught.map((mail) => mail.id).sort(), others.map((row) => row.id).sort())
  await until(10, async () => (await ready()).parts.mail)
})
