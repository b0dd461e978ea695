import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, Browser, newKey } from '../helpers/browser.ts'
import { intake, newMarker, pngOf } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { type Employee, firstAdmin, invited } from '../helpers/staff.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server?.dispose())

const tickets = async () => Number((await server.sql<{ n: string }>('select count(*) as n from ticket'))[0]?.n)
const together = <T>(count: number, run: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, i) => run(i)))
/** A reply without the one member that moves with the clock of the wall. */
const lasting = ({ body }: Answer) => ({ ...body, due: { ...body.due, workingMinutesLeft: 0 } })

test('REL-13: 50 parallel submissions with one key make one request and get one reply', async () => {
  const before = await tickets()
  const browser = new Browser(server.url)
  await browser.send('PUT', '/api/draft', { json: { subject: 'Начало' } })
  const upload = await browser.send('POST', '/api/draft/files', { files: [{ name: 'снимок.png', bytes: pngOf('one') }] })
  const wish = { key: newKey(), json: intake(newMarker(), { fileIds: [upload.body.draft.files[0].id] }) }
  const answers = await together(50, () => browser.send('POST', '/api/tickets', wish))
  assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([201]))
  const [first] = answers
  for (const answer of answers) assert.deepEqual(lasting(answer), lasting(first!))
  assert.equal(first!.body.files.length, 1)
  assert.equal((await tickets()) - before, 1)
  const notices = await server.sql('select 1 from notice join ticket on ticket.id = notice.ticket_id where number = $1', [
    Number(first!.body.number.replaceAll('-', '')),
  ])
  assert.equal(notices.length, 1)
})

test('REL-13: the same for clients without a session, and each may open what it filed', async () => {
  const before = await tickets()
  const wish = { key: newKey(), json: intake(newMarker()) }
  const browsers = Array.from({ length: 50 }, () => new Browser(server.url))
  const answers = await Promise.all(browsers.map((b) => b.send('POST', '/api/tickets', wish)))
  assert.deepEqual(
    answers.map((a) => a.status),
    answers.map(() => 201),
  )
  for (const answer of answers) assert.deepEqual(lasting(answer), lasting(answers[0]!))
  assert.equal((await tickets()) - before, 1)
  const opened = await Promise.all(browsers.map((b) => b.send('GET', `/api/tickets/${answers[0]!.body.number}`)))
  assert.ok(opened.every((answer) => answer.status === 200))
})

test('REL-13: the same key with another body is refused with 422 and changes nothing', async () => {
  const browser = new Browser(server.url)
  const key = newKey()
  const filed = await browser.send('POST', '/api/tickets', { key, json: intake(newMarker()) })
  assert.equal(filed.status, 201)
  const before = await tickets()
  const session = await browser.send('POST', '/api/tickets', { key: newKey(), json: intake(newMarker()) })
  assert.equal(session.status, 201)
  const used = newKey()
  const path = `/api/tickets/${session.body.number}/messages`
  assert.equal((await browser.send('POST', path, { key: used, json: { text: 'Первые слова' } })).status, 201)
  const other = await browser.send('POST', path, { key: used, json: { text: 'Другие слова' } })
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency.other-body'])
  const stranger = await new Browser(server.url).send('POST', '/api/tickets', { key, json: intake(newMarker()) })
  assert.deepEqual([stranger.status, stranger.body.code], [422, 'idempotency.other-body'])
  assert.equal(await tickets(), before + 1)
})

test('REL-13: one key of an upload stores one file, also 20 times at once; another content under it is refused', async () => {
  const browser = new Browser(server.url)
  const { body } = await browser.send('POST', '/api/tickets', { json: intake(newMarker()) })
  const path = `/api/tickets/${body.number}/files`
  const wish = { key: newKey(), files: [{ name: 'справка.png', bytes: pngOf('upload') }] }
  const answers = await together(20, () => browser.send('POST', path, wish))
  assert.ok(answers.every((a) => a.status === 201))
  const ids = new Set(answers.map((a) => a.body.files[0].id))
  assert.equal(ids.size, 1)
  assert.equal(answers[0]!.body.files[0].name, 'справка.png')
  const rows = await server.sql('select 1 from attachment join ticket on ticket.id = attachment.ticket_id where number = $1', [
    Number(body.number.replaceAll('-', '')),
  ])
  assert.equal(rows.length, 1)
  const other = await browser.send('POST', path, { ...wish, files: [{ name: 'справка.png', bytes: pngOf('else') }] })
  assert.equal(other.status, 422)
})

test('REL-15: 50 parallel takes have one winner, the others learn who', async () => {
  const admin = await firstAdmin(server)
  const staff: Employee[] = []
  for (let i = 0; i < 5; i++) staff.push(await invited(admin, `taker${i}`, ['operator', 'technician']))
  const { body } = await new Browser(server.url).send('POST', '/api/tickets', { json: intake(newMarker(), { topic: 'access.signin' }) })
  const answers = await together(50, async (i) => ({
    by: staff[i % 5]!,
    answer: await staff[i % 5]!.browser.send('POST', `/api/desk/tickets/${body.number}/holder`, { json: {} }),
  }))
  const winners = answers.filter(({ answer }) => answer.status === 200)
  assert.equal(winners.length, 1, JSON.stringify(answers.map((a) => [a.answer.status, a.answer.body.code])))
  const holder = winners[0]!.by.id
  for (const { by, answer } of answers.filter((a) => a !== winners[0])) {
    assert.equal(answer.status, 409)
    assert.equal(answer.body.code, by.id === holder ? 'ticket.yours-already' : 'ticket.taken')
    assert.equal(answer.body.details.holder, holder)
  }
  const taken = await server.sql("select actor_id from journal where event = 'ticket.assigned' and details->>'number' = $1", [body.number.replaceAll('-', '')])
  assert.deepEqual(taken, [{ actor_id: holder }])
})
