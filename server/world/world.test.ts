import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { statuses } from '#contract/tickets'
import { topics } from '#contract/topics'
import { codeAt } from '#domains/staff/testing/desk'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { demoMail } from '../domains/notifications/queries.ts'
import { ticketByNumber } from '../domains/tickets/load.ts'
import { conversationOf } from '../domains/tickets/queries/conversation.ts'
import { fileOf } from '../domains/tickets/queries/file.ts'
import { myTickets } from '../domains/tickets/queries/mine.ts'
import { requestsOfPerson } from '../domains/tickets/queries/of-person.ts'
import { firstStart } from '../first-start.ts'
import { people } from '../people.ts'
import { demoCitizens } from './demo-citizens.ts'
import { demoGuide, demoStaff, makeWorld, type World } from './index.ts'
import { signInPage } from './pages.ts'
import { demoCode, demoSecret } from './staff.ts'
import { begin, isHalfMade, WorldRefused } from './state.ts'

const now = new Date('2026-11-25T11:20:00.000Z')
const lines: string[] = []
let platform: Platform
let world: World
const ctx = () => systemCtx(platform, now, 'test-request')
const rows = async <T>(sql: string): Promise<T[]> => (await platform.store.pool.query(sql)).rows as T[]

before(async () => {
  platform = await testPlatform(await testDatabase())
  world = await makeWorld(platform, { now, onProgress: (line) => lines.push(line) })
  platform.mode = 'demo'
})
after(() => platform.store.close())

test('the demonstration has every state, topic and channel, in both languages, and no step of it was refused', async () => {
  assert.equal(world.refused, 0)
  assert.ok(world.requests >= 110 && world.requests <= 150, String(world.requests))
  const held = async (column: string) => (await rows<{ held: string }>(`select distinct ${column} as held from ticket`)).map((row) => row.held).sort()
  assert.deepEqual(await held('status'), statuses.filter((status) => status !== 'draft').sort())
  assert.deepEqual(await held('topic'), [...topics].sort())
  assert.deepEqual(await held('channel'), ['app', 'chat', 'email', 'form', 'office', 'phone'])
  assert.deepEqual(await held('lang'), ['en', 'ru'])
  assert.deepEqual(
    await rows('select 1 from extension where decided_at is null'),
    Array.from({ length: 2 }, () => ({ '?column?': 1 })),
  )
})

test('CHAT-2, CHAT-6: its chats were answered by the assistant and by people, ended in every way, and two wait for whoever signs in', async () => {
  const held = async (column: string) =>
    (await rows<{ held: string }>(`select distinct ${column} as held from chat where ${column} is not null`)).map((row) => row.held).sort()
  assert.deepEqual(await held('result'), ['helped', 'left', 'not_solved', 'redirected', 'request_created', 'solved'])
  assert.deepEqual(await held('lang'), ['en', 'ru'])
  assert.deepEqual(await held('account::text'), ['false', 'true'])
  const line = await rows<{ priority_class: string }>("select priority_class from work where state = 'queued' order by line_at")
  assert.deepEqual(
    line.map(({ priority_class }) => priority_class),
    ['urgent', 'standard'],
  )
  assert.deepEqual(await rows("select 1 from chat where state = 'queued' and place_kept_at is null"), [])
  assert.ok((await rows('select 1 from chat where rating is not null')).length >= 4)
})

test('while it is made, its progress is told', () => {
  assert.equal(lines[0], 'Demo world: staff')
  assert.match(lines[1] ?? '', /^Demo world: 20 of 1\d\d requests$/)
  assert.match(lines.at(-1) ?? '', /ready/)
})

test('SLA-1: every due date lies after receipt, and what is open and past it is marked late', async () => {
  assert.deepEqual(await rows('select number from ticket where due_at <= received_at or first_response_by <= received_at or received_at > due_at'), [])
  const late = await rows<{ id: string; marked: boolean }>(
    `select t.id, exists (select from journal j where j.object_id = t.id and j.event = 'ticket.late') as marked from ticket t
     where t.ended_at is null and t.resolved_at is null and t.due_at < '${now.toISOString()}'`,
  )
  assert.ok(late.length >= 3)
  assert.deepEqual(
    late.filter(({ marked }) => !marked),
    [],
  )
})

test('SLA-7: every notice was sent in its time and every mail opens, to made-up addresses only', async () => {
  assert.deepEqual(await rows("select distinct state from notice where state not in ('sent', 'delivered', 'skipped')"), [])
  const late = await rows("select id from notice where sent_at - created_at > interval '13 hours'")
  assert.deepEqual(late, [])
  const sealed = await rows<{ id: string }>('select id from notice where sealed is not null')
  assert.ok(sealed.length > 250)
  for (const { id } of sealed) {
    const mail = await demoMail(ctx(), people, id)
    assert.match(mail.to, /^u\d\d@example\.org$/)
    for (const part of [mail.subject, mail.text, mail.html]) assert.doesNotMatch(part, /\{\{|undefined|null|\[object/)
    for (const [, host] of mail.text.matchAll(/https?:\/\/([^/\s:]+)/g)) assert.equal(host, 'localhost')
  }
})

test('nothing in it is of this world: addresses, numbers and links are made up, secrets are masked, files open', async () => {
  let files = 0
  for (const { number } of await rows<{ number: number }>('select number from ticket')) {
    const loaded = await ticketByNumber(ctx(), String(number))
    const { intake, messages, attachments } = await conversationOf(platform.store.db, loaded.ticket, loaded.key)
    assert.match(intake.phone ?? '', /^\+7 000 000-00-\d\d$/)
    assert.match(intake.email ?? '', /^u\d\d@example\.org$/)
    for (const text of [intake.description, ...messages.map((message) => message.text)]) {
      assert.doesNotMatch(text, /https?:|www\.|@(?!example\.org)|Lesnaya-Polyana|4000 0000|[{}|]|[—–!]/)
      assert.ok([...text].length < 1200)
    }
    for (const { id, bytes } of attachments) {
      assert.equal((await fileOf(ctx(), loaded, id)).bytes.length, bytes)
      files++
    }
  }
  assert.ok(files >= 5)
})

test('CHAT-15: citizens of the demonstration have accounts in every state, with requests of theirs through several channels', async () => {
  const owners = await rows<{ id: string; email: string; state: string; apps: number; sum: number; channels: string[] }>(
    `select account.citizen_id as id, case when cooling_until > '${now.toISOString()}' then 'cooling' when locked_until > '${now.toISOString()}' then 'locked' else 'open' end as state,
      (select count(*)::int from account_factor f where f.citizen_id = account.citizen_id) as apps, count(ticket.id)::int as sum, array_agg(distinct channel order by channel) as channels
     from account join citizen on citizen.id = account.citizen_id or citizen.belongs_to = account.citizen_id join ticket on ticket.citizen_id = citizen.id group by account.citizen_id`,
  )
  assert.equal(owners.length, demoCitizens.length)
  assert.deepEqual(owners.map(({ state, apps }) => `${state} ${apps}`).sort(), ['cooling 0', 'locked 0', 'open 0', 'open 0', 'open 1'])
  assert.ok(new Set(owners.flatMap(({ channels }) => channels)).size >= 3)
  for (const { id, sum } of owners) {
    const mine = { ...ctx(), actor: { kind: 'citizen', id, sessionId: id, visitorId: null, level: 'full', provedAt: now } as const }
    assert.equal((await requestsOfPerson.numbers(mine, id)).size, sum)
    assert.ok((await myTickets(mine, {})).items.length > 0)
  }
  const page = signInPage('en', now)
  for (const one of demoCitizens) {
    assert.ok(page.includes(`<code>${one.person.email}</code>`) && page.includes(`<code>${one.person.phone}</code>`))
    assert.equal(page.includes(codeAt(demoSecret(one.person.email), now)), one.state === 'app')
  }
})

test('a store in use gets no demonstration, nor does one where it was broken off, and the start says so', async () => {
  await assert.rejects(makeWorld(platform, { now }), WorldRefused)
  const other = await testPlatform(await testDatabase())
  await begin(other, now)
  assert.equal(await isHalfMade(other), true)
  await assert.rejects(makeWorld(other, { now }), /interrupted/)
  await assert.rejects(firstStart(other, { empty: false, isEmpty: false, onProgress: () => {}, now }), /interrupted.*world --again/)
  await other.store.close()
})

test('the guide and the page tell how to sign in, with codes that the desk takes', async () => {
  const guide = (await demoGuide(platform))('http://localhost:8080').join('\n')
  assert.match(guide, /demo\/sign-in[\s\S]*olive-kettle-rides-north[\s\S]*demo\/mail[\s\S]*26-\d{4}-\d{4}-\d[\s\S]*--empty/)
  for (const lang of ['ru', 'en'] as const) {
    const page = signInPage(lang, now)
    for (const { login } of demoStaff) assert.ok(page.includes(codeAt(demoSecret(login), now)) && page.includes(`<code>${login}</code>`))
  }
  assert.match(demoCode('operator', now), /^\d{6}$/)
})

for (const at of ['2027-01-06T03:00:00.000Z', '2026-11-22T22:30:00.000Z'])
  test(`a demonstration made on a day off, ${at.slice(0, 10)}, is whole too`, async () => {
    const other = await testPlatform(await testDatabase())
    const made = await makeWorld(other, { now: new Date(at), size: 20 })
    assert.equal(made.refused, 0)
    const { rows: held } = await other.store.pool.query('select distinct status from ticket')
    assert.equal(held.length, statuses.length - 1)
    await other.store.close()
  })
