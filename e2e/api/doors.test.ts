import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Tables } from '../../server/migrations/tables.ts'
import { anIntake } from '../../server/testing/factories.ts'
import { aCase, cookieOf, filled, nobody, pictureForm } from './case.ts'
import { matrix } from './matrix.ts'
import { anApiOffice, nameOf, type Operation } from './office.ts'

const office = await anApiOffice()
after(office.close)
const { db } = office.platform.store
const writes = office.operations.filter(({ method }) => method !== 'GET')
/** The actor to whom the route opens, so that nothing but what is tried can be refused. */
const insider = ({ access, path, method }: Operation) =>
  // Signing out must not end the sessions that others come with.
  method === 'DELETE' && path === '/api/staff/session'
    ? 'half'
    : path.includes('erasure')
      ? 'officer'
      : Array.isArray(access)
        ? access.includes('supervisor')
          ? 'supervisor'
          : 'admin'
        : access === 'half' || access === 'staff'
          ? 'holder'
          : 'owner'
async function rightCall(operation: Operation) {
  const row = matrix[nameOf(operation)]!
  const made = await aCase(office, row.state)
  const name = nameOf(operation)
  const payload = {
    ...row.payload,
    ...(name.endsWith('extension-decisions') && { id: made.extensionId }),
    ...(name.endsWith('merger') && { into: made.other }),
    ...(name === 'POST /api/guest-access' && { number: made.number }),
    ...(name === 'POST /api/tickets' && anIntake()),
    ...(name === 'POST /api/desk/tickets' && { ...anIntake(), channel: 'phone' }),
  }
  return {
    method: operation.method,
    url: filled(operation.path, { number: made.number }) + (row.query ?? ''),
    cookie: await cookieOf(office, insider(operation), made),
    payload,
    made,
  }
}
const columnsOf = async () => {
  const { rows } = await office.platform.store.pool.query(
    "select distinct column_name from information_schema.columns where table_schema = 'public' and table_name = any($1)",
    [['ticket', 'message', 'attachment', 'extension', 'guest_grant', 'guest_access', 'citizen', 'contact', 'staff']],
  )
  return rows.map(({ column_name }) => column_name as string)
}

test('C2, 15.3.3: no write route takes a member it does not know, nor any column of the tables, and nothing is changed by trying', async () => {
  const columns = await columnsOf()
  for (const operation of writes.filter(({ body, path }) => body && !/passkey$/.test(path))) {
    const { made, cookie, ...call } = await rightCall(operation)
    const known = Object.keys((operation.body!['properties'] ?? {}) as object)
    const before = await db.selectFrom('ticket').selectAll().where('id', '=', made.ticketId).executeTakeFirst()
    for (const name of [...columns, 'citizenId', 'holderId', 'isAdmin', 'constructor']) {
      if (known.includes(name)) continue
      const answer = await office.send({ ...call, cookie, payload: { ...call.payload, [name]: 'x' } })
      assert.equal(answer.statusCode, 400, `${nameOf(operation)} took ${name}`)
    }
    assert.deepEqual(await db.selectFrom('ticket').selectAll().where('id', '=', made.ticketId).executeTakeFirst(), before)
  }
})

test('1.5.2: __proto__ in a body, bodies deeper than twenty and lone surrogates are refused with 400', async () => {
  const operation = office.operations.find((o) => nameOf(o) === 'POST /api/tickets')!
  const { cookie, method, url } = await rightCall(operation)
  const bodies = [
    '{"__proto__":{"x":1}}',
    `${'['.repeat(21)}${']'.repeat(21)}`,
    '{"a":',
    JSON.stringify(anIntake()).replace('выписку', '\\ud800'),
    JSON.stringify(anIntake()).replace('выписку', '\\u0000'),
    '',
    '[]',
    'null',
  ]
  for (const payload of bodies) {
    const answer = await office.send({ method, url, cookie, payload, headers: { 'content-type': 'application/json' } })
    assert.equal(answer.statusCode, 400, payload.slice(0, 40))
  }
})

test('3.5.1, C25: another content type than the route asks for is refused with 415, whatever tabs and capitals stand in it', async () => {
  for (const operation of writes) {
    const { made: _, payload, ...call } = await rightCall(operation)
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'text/plain;\tapplication/json',
      operation.multipart ? 'application/json' : 'application/jsonx',
    ]
    for (const type of types) {
      const answer = await office.send({ ...call, payload: JSON.stringify(payload ?? {}), headers: { 'content-type': type } })
      assert.equal(answer.statusCode, 415, `${nameOf(operation)} with ${type}`)
    }
  }
})

test('3.5.1, C29: an unsafe method from another site is refused with 403; a foreign Host never reaches a link', async () => {
  for (const operation of writes) {
    const { made: _, ...call } = await rightCall(operation)
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await office.send({ ...call, headers, ...(operation.multipart && { payload: '' }) })
      assert.equal(answer.statusCode, 403, `${nameOf(operation)} ${JSON.stringify(headers)}`)
    }
  }
  const invited = await office.send({
    method: 'POST',
    url: '/api/staff',
    cookie: office.cookies.admin,
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    payload: { name: 'Новый Человек', login: 'new.person', roles: ['operator'], teams: ['first_line'], lang: 'ru' },
  })
  assert.equal(invited.statusCode, 201, invited.body)
  assert.doesNotMatch(invited.body, /evil/)
})

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

test('C26, GEN-1: there is no metrics, no set-up, no documentation and no debug on the public port', async () => {
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
  for (const look of looks) assert.match(look, /^(ticket\.read|ticket\.read-refused|file\.opened)$/)
  assert.ok(looks.length > 0)
})

test('C27: every write that succeeds leaves its line in the journal', async () => {
  const silent: string[] = []
  for (const operation of writes) {
    const name = nameOf(operation)
    if (name === 'POST /api/desk/search' || (matrix[name]?.wanted[insider(operation)] ?? 500) >= 300) continue
    const { made, ...call } = await rightCall(operation)
    const url = name.includes('erasure') ? filled(operation.path, { id: made.citizenId }) : call.url
    const count = async () => (await db.selectFrom('journal').select('id').execute()).length
    const before = await count()
    const answer = await office.send({
      ...call,
      url,
      ...(operation.multipart && pictureForm()),
      ...(operation.body ? {} : operation.multipart ? {} : { payload: undefined as never }),
    })
    if (answer.statusCode < 300 && (await count()) === before) silent.push(name)
  }
  // A challenge for a passkey is no change: it is good once, for five minutes, and the proof is written down.
  assert.deepEqual(
    silent.filter((name) => !/passkey-options$/.test(name)),
    [],
  )
})

test('R13: the same key answers the same; with another body it is refused with 422', async () => {
  const made = await aCase(office)
  const send = (text: string) =>
    office.send({
      method: 'POST',
      url: `/api/desk/tickets/${made.number}/notes`,
      cookie: office.cookies.holder,
      payload: { text },
      headers: { 'idempotency-key': 'a-key-of-the-test-01' },
    })
  const first = await send('Слово')
  assert.equal((await send('Слово')).body, first.body)
  assert.equal((await send('Другое')).statusCode, 422)
  assert.equal(
    (
      await office.send({
        method: 'POST',
        url: `/api/desk/tickets/${made.number}/notes`,
        cookie: office.cookies.holder,
        payload: { text: 'x' },
        headers: { 'idempotency-key': 'short' },
      })
    ).statusCode,
    400,
  )
})

test('FORM-9, R13: fifty parallel submissions of a browser without a session make one request, and each may read its receipt', async () => {
  const payload = anIntake({ email: 'fifty@example.org' })
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => office.send({ method: 'POST', url: '/api/tickets', payload, headers: { 'idempotency-key': 'fifty-at-once-no-cookie' } })),
  )
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [201])
  assert.equal(new Set(answers.map((a) => a.json().number)).size, 1)
  for (const answer of answers.slice(0, 5)) {
    const cookie = String([answer.headers['set-cookie']].flat()[0]).split(';')[0]
    assert.equal((await office.send({ url: `/api/tickets/${answer.json().number.replaceAll('-', '')}/receipt`, cookie })).statusCode, 200)
  }
})
