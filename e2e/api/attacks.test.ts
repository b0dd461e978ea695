import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { perAddress } from '../../server/domains/accounts/per-address.ts'
import { cpuMs } from '../../server/testing/cpu-ms.ts'
import { anIntake, as, aVisitor } from '../../server/testing/factories.ts'
import { aCase, filled } from './case.ts'
import { anApiOffice, nameOf } from './office.ts'
import { rightCall } from './right-call.ts'

const office = await anApiOffice()
after(office.close)
const reads = office.operations.filter(({ method, multipart }) => method === 'GET' && !multipart)

const injections = [
  "'",
  `"`,
  "' or 1=1 --",
  "'; select pg_sleep(30); --",
  '1); select pg_sleep(30); --',
  "' union select null, version() --",
  '$1',
  '\\',
  "all' and pg_sleep(30) is null --",
  '%',
]

test('C1: quotes and sleeps in every filter, sort and search are values: never a fault, never a wait', async () => {
  const supervisor = office.cookies.supervisor
  for (const operation of reads) {
    const asked = operation.parameters.filter((parameter) => parameter.in === 'query')
    for (const { name } of asked)
      for (const value of injections) {
        const { url, cookie } = await rightCall(office, operation)
        const address = new URL(url, 'http://localhost')
        address.searchParams.set(name, value)
        const began = performance.now()
        const answer = await office.send({ url: `${address.pathname}${address.search}`, cookie })
        assert.ok(answer.statusCode < 500, `${nameOf(operation)} ${name}=${value}: ${answer.statusCode}`)
        assert.ok(performance.now() - began < 8000, `${nameOf(operation)} ${name}=${value} waited`)
      }
  }
  for (const q of injections) {
    const answer = await office.send({ method: 'POST', url: '/api/desk/search', cookie: supervisor, payload: { q } })
    assert.equal(answer.statusCode, 200, q)
    assert.deepEqual(answer.json().items, [], q)
  }
})

test('C5: what one may not read is in no list, no count and no search either, also not after asking for it by every filter', async () => {
  const visitor = await aVisitor(office.ctx)
  const secret = await office.send({
    method: 'POST',
    url: '/api/tickets',
    cookie: `visitor=${visitor.token}`,
    payload: anIntake({ topic: 'account.suspicious', subject: 'Гиацинтовый звонок от чужих', phone: '+7 000 555 44 33' }),
  })
  const number = secret.json().number as string
  const cookie = office.cookies.colleague
  const countsBefore = (await office.send({ url: '/api/desk/lists', cookie })).json().counts.all
  const lists = ['', '?view=all', '?topic=account.suspicious', '?team=security', '?status=registered', '?view=unassigned&closed=true']
  const answers = await Promise.all([
    ...lists.map((query) => office.send({ url: `/api/desk/tickets${query}`, cookie })),
    ...['Гиацинтовый', number, '+7 000 555 44 33'].map((q) =>
      office.send({ method: 'POST', url: '/api/desk/search', cookie, payload: { q, purpose: 'call_back' } }),
    ),
    office.send({ url: `/api/desk/tickets/${number}`, cookie }),
    office.send({ url: `/api/tickets/${number}`, cookie: `visitor=${(await aVisitor(office.ctx)).token}` }),
  ])
  for (const answer of answers) assert.ok(!answer.body.includes(number), answer.body.slice(0, 200))
  await office.send({ method: 'POST', url: '/api/tickets', cookie: `visitor=${visitor.token}`, payload: anIntake({ topic: 'account.suspicious' }) })
  assert.equal((await office.send({ url: '/api/desk/lists', cookie })).json().counts.all, countsBefore)
  assert.ok((await office.send({ url: '/api/desk/tickets?topic=account.suspicious', cookie: office.cookies.officer })).body.includes(number))
})

test('C29: no answer of the API may be framed, guessed at or run, refusals included', async () => {
  for (const url of ['/api/agency', '/api/tickets/26000000000', '/api/nothing', '/api/staff/session', '/api/%zz']) {
    const { headers } = await office.send({ url })
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, url)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.equal(headers['cache-control'] ?? 'no-store', 'no-store', url)
  }
})

test('REL-23: bodies too large, too deep or of ten thousand members are refused at once', async () => {
  const post = (payload: string) => office.send({ method: 'POST', url: '/api/tickets', payload, headers: { 'content-type': 'application/json' } })
  const cases: [string, number][] = [
    [JSON.stringify({ ...anIntake(), description: 'а'.repeat(2_000_000) }), 413],
    ['['.repeat(100_000) + ']'.repeat(100_000), 400],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))), 400],
  ]
  for (const [payload, status] of cases) {
    const taken = await cpuMs(async () => assert.equal((await post(payload)).statusCode, status, payload.slice(0, 30)))
    assert.ok(taken < 1000, `${taken} ms`)
  }
})

test('REL-22: a body that drips is cut, and others are served meanwhile', { timeout: 60_000 }, async () => {
  const address = await office.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = new URL(address)
  const slow = Array.from({ length: 100 }, () => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST /api/tickets HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{')
    const drip = setInterval(() => socket.write(' '), 1000)
    return new Promise<number>((resolve) => {
      const began = performance.now()
      socket.on('close', () => {
        clearInterval(drip)
        resolve(performance.now() - began)
      })
    })
  })
  for (let i = 0; i < 20; i++) {
    const began = performance.now()
    assert.equal((await fetch(`${address}/api/agency`)).status, 200)
    assert.ok(performance.now() - began < 8000, 'served before the slow ones are cut')
  }
  const lived = await Promise.all(slow)
  assert.ok(Math.max(...lived) < 20_000, `${Math.max(...lived)} ms`)
})

test('REL-27: a fault inside a handler is a 500 with its code, nothing of it is told, and the next call is answered', async () => {
  const made = await aCase(office)
  const { store } = office.platform
  const run = store.run
  store.run = () => Promise.reject(new TypeError('secret of the inside'))
  const answer = await office.send({ url: '/api/desk/tickets', cookie: office.cookies.supervisor })
  store.run = run
  assert.equal(answer.statusCode, 500)
  assert.match(answer.json().errorCode, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  assert.doesNotMatch(answer.body, /secret|TypeError|store/)
  assert.equal((await office.send({ url: filled('/api/desk/tickets/{number}', { number: made.number }), cookie: office.cookies.holder })).statusCode, 200)
})

test('C17, C25, ASVS 2.4.1: new browsers, drafts and requests of one address have their limits, whatever address a header names', async () => {
  const strict = await anApiOffice({ INTAKE_PER_ADDRESS_PER_HOUR: '2' })
  const from =
    (remoteAddress: string, forwarded = '198.51.100.1') =>
    (method: 'POST' | 'PUT', url: string, payload: unknown, cookie?: string) =>
      strict.send({ method, url, payload: payload as object, remoteAddress, cookie, headers: { 'x-forwarded-for': forwarded, 'x-real-ip': forwarded } })
  const send = async (n: number) => (await from('203.0.113.7', `198.51.100.${n}`)('POST', '/api/tickets', anIntake())).statusCode
  assert.deepEqual([await send(1), await send(2), await send(3)], [201, 201, 429])
  const inOneNetwork = async (n: number) => (await from(`2001:db8:1:1::${n}`)('POST', '/api/tickets', anIntake())).statusCode
  assert.deepEqual([await inOneNetwork(1), await inOneNetwork(2), await inOneNetwork(3)], [201, 201, 429])
  // The way of the form: each browser is new, each saves and sends a draft.
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) {
    const saved = await from('203.0.113.9')('PUT', '/api/draft', anIntake())
    const cookie = String([saved.headers['set-cookie']].flat()[0]).split(';')[0]!
    statuses.push((await from('203.0.113.9')('POST', '/api/draft/submission', {}, cookie)).statusCode)
  }
  assert.deepEqual(statuses, [201, 201, 429, 429])
  const browsers: number[] = []
  for (let i = 0; i < 12; i++) browsers.push((await from('203.0.113.11')('PUT', '/api/draft', { subject: 'Слово' })).statusCode)
  assert.deepEqual(browsers, [...Array(10).fill(200), 429, 429])
  perAddress(as(strict.ctx, strict.ctx.actor, new Date(strict.ctx.now.getTime() + 3_600_000)), 'intake', '203.0.113.7')
  await strict.close()
})
