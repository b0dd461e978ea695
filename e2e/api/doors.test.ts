import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anIntake } from '../../server/testing/factories.ts'
import { aCase, filled, pictureForm } from './case.ts'
import { matrix } from './matrix.ts'
import { anApiOffice, nameOf } from './office.ts'
import { insider, rightCall } from './right-call.ts'

const office = await anApiOffice()
after(office.close)
const { db } = office.platform.store
const writes = office.operations.filter(({ method }) => method !== 'GET')
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
    const { made, cookie, ...call } = await rightCall(office, operation)
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
  const { cookie, method, url } = await rightCall(office, operation)
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
    const { made: _, payload, ...call } = await rightCall(office, operation)
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
    const { made: _, ...call } = await rightCall(office, operation)
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

/** They ask with a body, so that what is asked stands in no address. */
const reads = new Set(['POST /api/desk/search', 'POST /api/account/password-check', 'POST /api/chat-guess', 'POST /api/history'])
/** The matrix gives these nothing to write: a file of articles with no line that can be taken, a mark where nothing new was said. */
const changesNothing = new Set(['POST /api/desk/knowledge.json', 'PUT /api/tickets/{number}/reading'])
test('C27: every write that succeeds leaves its line in the journal', async () => {
  const silent: string[] = []
  for (const operation of writes) {
    const name = nameOf(operation)
    if (reads.has(name) || changesNothing.has(name) || (matrix[name]?.wanted[insider(operation)] ?? 500) >= 300) continue
    const { made, ...call } = await rightCall(office, operation)
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
    silent.filter((name) => !/passkey-(session-)?options$/.test(name)),
    [],
  )
})

test('REL-13: the same key answers the same; with another body it is refused with 422', async () => {
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

test('FORM-9, REL-13: fifty parallel submissions of a browser without a session make one request, and each may read its receipt', async () => {
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
