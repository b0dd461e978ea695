import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Gateway, mailGateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { Browser } from '../helpers/browser.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { canary, dump, entropy, forms, found, foundInFolder, needlesOf } from './canary.ts'
import { type Lived, liveThrough } from './canary-run.ts'

const who = canary()
let server: TestServer
let gateway: Gateway
let lived: Lived
before(async () => {
  gateway = await mailGateway()
  server = await startServer({ env: { SMTP_URL: gateway.url } })
  lived = await liveThrough(server, gateway, who).catch((error: Error) => {
    throw Object.assign(error, { serverSaid: server.output.slice(-3000) })
  })
})
after(async () => {
  await server?.dispose()
  await gateway?.close()
})

const pathOf = (id: string) => join(server.dataDir, 'files', id.slice(32, 34), id.slice(34, 36), id)

test('the search for canaries finds each of them in each of its forms', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opora-canary-'))
  try {
    for (const [of, word] of Object.entries(who))
      for (const form of forms(word)) {
        assert.ok(found(Buffer.concat([Buffer.alloc(501, 7), form, Buffer.alloc(3)]), needlesOf(who)).includes(of), `${of}: ${form.toString('latin1')}`)
        writeFileSync(join(folder, 'planted'), form)
        assert.ok(foundInFolder(folder, needlesOf({ [of]: word })).hits.length > 0)
      }
    assert.deepEqual(found(Buffer.from('Здесь никого нет. '.repeat(1000)), needlesOf(who)), [])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the run was real: letters went to the canary with its words, and every kind of mistake was met', async () => {
  const letters = gateway.caught.filter((mail) => mail.to === who.email)
  assert.ok(letters.length >= 3)
  assert.ok(letters.some((mail) => mail.text.includes(who.subject)))
  const read = JSON.stringify((await lived.citizen.insist('GET', `/api/tickets/${lived.number}`)).body)
  for (const word of [who.description, who.added, who.reply, who.question, who.answer, who.fileName]) assert.ok(read.includes(word))
  for (const status of [400, 403, 404, 415, 500, 503]) assert.ok(lived.met.has(status), `no ${status} among ${[...lived.met].join(', ')}`)
})

test('3.1: a copy of the data folder with the write-ahead log holds nothing of a canary, nor any token', async () => {
  await server.sql('checkpoint')
  const { hits, files, bytes } = foundInFolder(server.dataDir, needlesOf({ ...who, ...lived.secrets }))
  assert.deepEqual(hits, [])
  assert.ok(files > 1000 && bytes > 20_000_000, `only ${files} files, ${bytes} bytes were searched`)
  assert.ok(readdirSync(join(server.dataDir, 'postgres', 'data', 'pg_wal')).some((name) => /^[0-9A-F]{24}$/.test(name)))
})

test('3.1: a logical dump of every table holds nothing of a canary, nor any token', async () => {
  const { text, tables } = await dump(server)
  assert.deepEqual(found(text, needlesOf({ ...who, ...lived.secrets })), [])
  assert.ok(tables > 20, `only ${tables} tables`)
  assert.ok(text.includes(lived.number.replaceAll('-', '')), 'the request is in the dump')
})

test('ASVS 16.2.5: the log of the whole run, errors at level debug included, names nobody', () => {
  const { output } = server
  assert.deepEqual(found(Buffer.from(output), needlesOf({ ...who, ...lived.secrets })), [])
  assert.match(output, /"level":"error".*a request failed/, 'the faults of the run are in the log')
  assert.match(output, /"status":50[03]/)
  assert.match(output, /a connection was lost/)
})

test('5.4: no attachment can be read from the disk', () => {
  const files = readdirSync(join(server.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.ok(files.length >= 2)
  for (const { parentPath, name } of files) {
    assert.match(name, /^[0-9a-f-]{36}$/)
    const bytes = readFileSync(join(parentPath, name))
    for (const sign of ['%PDF', '\x89PNG', 'IHDR', 'IDAT', '\xff\xd8\xff', 'endobj', 'JFIF']) assert.equal(bytes.indexOf(Buffer.from(sign, 'latin1')), -1, sign)
  }
  const sealed = readFileSync(pathOf(lived.fileId))
  assert.ok(lived.file.length > 10_000 && lived.file.subarray(0, 4).toString() === '%PDF')
  assert.ok(entropy(lived.file) < 6, 'the file itself is far from chance')
  assert.ok(entropy(sealed) > 7.9, `entropy ${entropy(sealed)}`)
})

test('REL-20: a damaged attachment is refused with 409, and no byte of it is handed out', async () => {
  const path = pathOf(lived.fileId)
  const whole = readFileSync(path)
  const flipped = (at: number) => Buffer.concat([whole.subarray(0, at), Buffer.from([whole[at]! ^ 1]), whole.subarray(at + 1)])
  const other = readdirSync(join(server.dataDir, 'files'), { recursive: true, withFileTypes: true }).find((e) => e.isFile() && e.name !== lived.fileId)!
  const damages = {
    'first byte': flipped(0),
    'a byte in the middle': flipped(whole.length >> 1),
    'last byte': flipped(whole.length - 1),
    'cut short': whole.subarray(0, -1),
    empty: Buffer.alloc(0),
    'another file in its place': readFileSync(join(other.parentPath, other.name)),
  }
  const read = (browser: Browser, desk = '') => browser.send('GET', `/api${desk}/tickets/${lived.number}/files/${lived.fileId}`)
  try {
    for (const [what, bytes] of Object.entries(damages)) {
      writeFileSync(path, bytes)
      for (const answer of [await read(lived.citizen), await read(lived.staff.browser, '/desk')])
        assert.deepEqual([answer.status, answer.body?.code], [409, 'file.damaged'], what)
    }
  } finally {
    writeFileSync(path, whole)
  }
  const answer = await read(lived.citizen)
  assert.equal(answer.status, 200)
  assert.ok(answer.bytes.equals(lived.file))
})

test('C21: of tokens the store knows only hashes, and a hash is no token', async () => {
  const { text } = await dump(server)
  const hash = (token: string) => createHash('sha256').update(token).digest()
  const cookies = Object.entries(lived.secrets).filter(([of]) => of.startsWith('cookie'))
  assert.equal(cookies.length, 5)
  for (const [of, token] of cookies) {
    assert.ok(text.includes(hash(token).toString('hex')), `${of} is kept as its SHA-256`)
    const staff = of.includes('employee') || of.includes('administrator')
    for (const stolen of [hash(token).toString('base64url'), hash(token).toString('hex')]) {
      const thief = new Browser(server.url)
      const account = of.includes('account')
      thief.cookies.set(staff ? 'staff' : account ? 'account' : 'visitor', stolen)
      const answer = await thief.send('GET', staff ? '/api/staff/session' : account ? '/api/account/session' : `/api/tickets/${lived.number}`)
      assert.equal(answer.status, staff || account ? 401 : 404, of)
    }
  }
  const codes = await server.sql<{ bytes: number }>('select octet_length(code_mac) as bytes from guest_access')
  assert.ok(codes.length > 0 && codes.every((row) => row.bytes === 32))
  assert.deepEqual(await server.sql("select 1 from notice where state = 'sent' and secret is not null"), [])
})
