import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Tables } from '../../server/migrations/tables.ts'
import { anIntake } from '../../server/testing/factories.ts'
import { aCase, cookieOf, filled, nobody } from './case.ts'
import { matrix } from './matrix.ts'
import { anApiOffice, nameOf } from './office.ts'

const office = await anApiOffice()
after(office.close)
const { db } = office.platform.store
const _writes = office.operations.filter(({ method }) => method !== 'GET')
test('3.4.4, 3.4.6, 14.3.2: every answer, errors included, carries nosniff, a policy, no referrer and no-store', async () => {
  const calls = [
    ...office.operations.map((o) => ({ method: o.method, url: filled(o.path, {}) })),
    { method: 'GET', url: '/nowhere' },
    { method: 'GET', url: '/api/%' },
    { method: 'GET', url: '/api/tickets/%E0%A4%A' },
    { method: 'TRACE', url: '/api/agency' },
    { method: 'POST', url: '/api/tickets', payload: 'x'.repeat(300_000), headers: { 'content-type': 'application/json' } },
  ]
  for (const call of calls) {
    const { headers, statusCode } = await office.app.inject(call as never)
    const where = `${call.method} ${call.url} (${statusCode})`
    assert.equal(headers['x-content-type-options'], 'nosniff', where)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/, where)
    assert.equal(headers['referrer-policy'], 'no-referrer', where)
    assert.match(String(headers['cache-control']), /no-store/, where)
    assert.ok(statusCode < 500, where)
  }
})

test('C14, C25: headers that name a user and odd addresses open nothing', async () => {
  const made = await aCase(office)
  const claims = {
    'x-remote-user': 'admin',
    'x-forwarded-user': 'admin',
    'x-user-id': office.people.admin!.id,
    'x-real-ip': '127.0.0.1',
    'x-opora-page': 'x',
    'x-request-id': 'chosen',
  }
  for (const [url, wanted] of [
    ['/api/staff', 401],
    ['/api/desk/lists', 401],
    [`/api/tickets/${made.number}`, 404],
  ] as const) {
    const answer = await office.app.inject({ url, headers: claims })
    assert.equal(answer.statusCode, wanted)
    assert.notEqual(answer.json().errorCode, 'chosen')
  }
  for (const url of [
    '//api/staff',
    '/api//staff',
    '/api/staff/',
    '/API/staff',
    '/api/%73taff%2f',
    '/api/desk/../staff',
    '/api/staff;x=1',
    '/api/staff%00',
    `/api/tickets/${made.number}%2f..`,
    '/api/staff?access=anyone',
  ]) {
    const { statusCode } = await office.app.inject({ url })
    assert.ok([400, 401, 404].includes(statusCode), `${url} ${statusCode}`)
  }
})

test('C26: there is no metrics, no set-up, no documentation and no debug on the public port', async () => {
  for (const url of ['/metrics', '/setup', '/docs', '/debug', '/documentation', '/.git/config', '/.env', '/api/metrics', '/swagger'])
    assert.equal((await office.app.inject({ url })).statusCode, 404, url)
})

test('C19, FORM-11: asking for a code answers known and unknown numbers with the same status, headers and form of body', async () => {
  const made = await aCase(office)
  const ask = async (number: string) => {
    const { statusCode, headers, body } = await office.send({ method: 'POST', url: '/api/guest-access', cookie: made.cookie, payload: { number } })
    const { 'x-request-id': _, date: __, ...rest } = headers
    return { statusCode, headers: rest, body: JSON.stringify({ ...JSON.parse(body), accessId: '' }) }
  }
  const unknown = await office.platform.numbers.next(2026)
  assert.deepEqual(await ask(made.number), await ask(unknown))
  const read = async (number: string) => {
    const { statusCode, body } = await office.app.inject(`/api/tickets/${number}`)
    return { statusCode, body: JSON.stringify({ ...JSON.parse(body), errorCode: '' }) }
  }
  assert.deepEqual(await read(made.number), await read(unknown))
  assert.deepEqual(await read(made.number), await read('26000000001'))
})

test('C21: tokens are kept as SHA-256 alone, and what is stored opens nothing', async () => {
  const made = await aCase(office)
  const session = await db.selectFrom('guest_session').select('token_hash').where('id', '=', made.visitorId).executeTakeFirstOrThrow()
  const employee = await db.selectFrom('staff_session').select('token_hash').limit(1).executeTakeFirstOrThrow()
  assert.equal(session.token_hash.length, 32)
  for (const form of ['hex', 'base64url'] as const) {
    assert.equal((await office.send({ url: `/api/tickets/${made.number}`, cookie: `visitor=${session.token_hash.toString(form)}` })).statusCode, 404)
    assert.equal((await office.send({ url: '/api/staff/session', cookie: `staff=${employee.token_hash.toString(form)}` })).statusCode, 401)
  }
})

test('3.3.1: cookies are HttpOnly, SameSite and without a domain', async () => {
  const answer = await office.app.inject({ method: 'POST', url: '/api/tickets', payload: anIntake() })
  const cookie = String(answer.headers['set-cookie'])
  assert.match(cookie, /HttpOnly/)
  assert.match(cookie, /SameSite=(Lax|Strict)/)
  assert.doesNotMatch(cookie, /Domain=/i)
})

test('3.5.3: a crawl of every GET by everybody changes nothing but the looks in the journal', async () => {
  const made = await aCase(office, 'held', true)
  const tables = [
    'ticket',
    'message',
    'attachment',
    'citizen',
    'contact',
    'extension',
    'guest_session',
    'guest_grant',
    'guest_access',
    'draft',
    'notice',
    'staff',
    'staff_factor',
    'idempotency',
    'calendar_year',
  ] as const satisfies readonly (keyof Tables)[]
  const state = async () => {
    const rows = await Promise.all(
      tables.map((table) => office.platform.store.pool.query(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${table} t`)),
    )
    return rows.map(({ rows: [row] }) => row.hash)
  }
  const before = await state()
  const events = async () => (await db.selectFrom('journal').select('event').execute()).length
  const from = await events()
  for (const operation of office.operations.filter(({ method }) => method === 'GET'))
    for (const actor of ['anonymous', 'owner', 'holder', 'supervisor', 'admin'] as const)
      await office.send({
        url: filled(operation.path, { number: made.number, fileId: made.fileId, id: nobody }) + (matrix[nameOf(operation)]?.query ?? ''),
        cookie: await cookieOf(office, actor, made),
      })
  assert.deepEqual(await state(), before)
  const looks = (await db.selectFrom('journal').select('event').orderBy('at').orderBy('id').offset(from).execute()).map(({ event }) => event)
  for (const look of looks) assert.match(look, /^(ticket\.read|ticket\.read-refused|file\.opened|account\.opened-at-desk)$/)
  assert.ok(looks.length > 0)
})
