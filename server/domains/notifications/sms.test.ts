import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { noticeSecretPlace } from '#contract/notice-events'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { mailHealth, smsHealth } from './queries.ts'
import { openSent } from './sealed-mail.ts'
import { httpGateway, smsTransport, withoutNumbers } from './sms-transport.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { type SmsGateway, smsGateway } from './testing/sms-gateway.ts'
import { mailTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
const MINUTE = 60_000
let gateway: SmsGateway
let platform: Platform
let world: ReturnType<typeof madeUpPeople>
let now = START
let addresses: string[] = []
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE)
}
const noReceipts = async () => assert.fail('this gateway sends none')
const people = () => ({ ...world.people, mailOf: async () => addresses })
const sender = (sms = smsTransport(platform, noReceipts)) =>
  openSender({ platform, people: people(), transport: mailTransport(platform), sms, clock: () => now, concurrency: 3 })
const ctx = () => systemCtx(platform, now, 'T')

before(async () => {
  gateway = await smsGateway()
  platform = await testPlatform(await testDatabase(), { env: { SMS_URL: gateway.url, SMS_TOKEN: 'made-up' } })
  world = madeUpPeople(platform)
})
beforeEach(async () => {
  gateway.received.length = 0
  gateway.answer = () => 200
  gateway.body = 'queued'
  now = START
  addresses = []
  await platform.store.db.deleteFrom('notice').execute()
  await platform.store.db.deleteFrom('store_fact').execute()
})
after(async () => {
  await platform.store.close()
  await gateway.close()
})

const outcome = async (id: string) => {
  const { state, answer } = await rowOf(platform, id)
  return [state, answer]
}
const code = (person: string, minutes = 10) =>
  queue(platform, now, 'auth.code', person, {
    channel: 'sms',
    secret: platform.vault.seal(world.known.get(person)!.key, noticeSecretPlace(person), JSON.stringify({ code: '482913' })),
    facts: { purpose: 'sign_in' },
    expiresAt: new Date(now.getTime() + minutes * MINUTE),
  })
/** News of a locked sign-in to a telephone, about no request. */
const locked = (person: string) =>
  queue(platform, now, 'auth.locked', person, { channel: 'sms', ticketId: undefined, facts: { failures: 5, lockedUntil: now.toISOString() } } as never)

test('TECH-5: a code goes to the gateway once, with the id of its notice and the token, and is kept sealed', async () => {
  const person = world.person({ phone: '+79001234567' })
  gateway.body = 'accepted 1 for +7 (900) 123-45-67 as m7'
  const id = await code(person)
  assert.equal(await sender().drain(), 1)
  assert.equal(await sender().drain(), 0)
  const text = '482913 код для: вход. Никому не говорите, даже оператору.\n@localhost #482913'
  assert.deepEqual(gateway.received, [{ to: '+79001234567', text, id, authorization: 'Bearer made-up' }])
  const row = await rowOf(platform, id)
  assert.deepEqual([row.state, row.answer, row.secret], ['sent', '200 accepted 1 for <number> as m7', null])
  assert.deepEqual(openSent(ctx(), world.known.get(person)!.key, id, row.sealed!), { to: '+79001234567', text })
  assert.ok(!row.sealed!.includes('482913') && !row.sealed!.includes('9001234567'))
})

test('TECH-5: answers of the gateway are kept without telephones and codes', () => {
  assert.equal(withoutNumbers('id=17 to=+79001234567 text=482913 код ok <a@b.example>'), 'id=17 to=<number> text=<number> код ok <address>')
})

test('REL-4: a code past its end is not sent by text message either', async () => {
  const id = await code(world.person())
  later(10)
  await sender().drain()
  assert.deepEqual(await outcome(id), ['skipped', 'expired'])
  assert.equal(gateway.received.length, 0)
})

for (const [status, state] of [
  [200, 'sent'],
  [202, 'sent'],
  [400, 'failed'],
  [422, 'failed'],
  [401, 'queued'],
  [404, 'queued'],
  [408, 'queued'],
  [429, 'queued'],
  [302, 'queued'],
  [500, 'queued'],
  [503, 'queued'],
] as const)
  test(`TECH-5: the gateway answers ${status}: the message is ${state}`, async () => {
    gateway.answer = () => status
    const id = await code(world.person())
    await sender().drain()
    const row = await rowOf(platform, id)
    assert.equal(row.state, state)
    assert.equal(gateway.received.length, 1, 'no redirect is followed')
    if (state === 'queued') assert.equal(row.next_at.getTime(), now.getTime() + MINUTE)
  })

test('TECH-5: a gateway that keeps silent is left before the lease ends, and the same id goes again', async () => {
  gateway.answer = () => 'silent'
  const id = await code(world.person())
  const impatient = () => sender(httpGateway(gateway.url, null, 100))
  await impatient().drain()
  assert.deepEqual(await outcome(id), ['queued', 'ETIMEDOUT'])
  gateway.answer = () => 200
  later(1)
  await impatient().drain()
  assert.deepEqual(
    gateway.received.map((message) => message.id),
    [id, id],
  )
  assert.equal((await rowOf(platform, id)).state, 'sent')
})

test('REL-4: a dead gateway of text messages holds up no mail, is told as trouble of its own, and heals', async () => {
  const { port } = gateway
  await gateway.close()
  const one = sender()
  const ids = [await locked(world.person()), await locked(world.person())]
  const mail = await queue(platform, now, 'request.resolved', world.person())
  await one.drain()
  assert.equal((await rowOf(platform, mail)).state, 'sent')
  assert.deepEqual(
    [(await smsHealth(ctx())).works, (await smsHealth(ctx())).waiting, (await mailHealth(ctx())).works, (await mailHealth(ctx())).waiting],
    [false, 2, true, 0],
  )
  later(0.5)
  gateway = await smsGateway(port)
  await one.drain()
  assert.deepEqual(gateway.received.map((message) => message.id).sort(), ids.sort(), 'the returning gateway wakes the queue')
  assert.equal((await smsHealth(ctx())).works, true)
})

test('REL-4: while the gateway of text messages is slow, mail that comes in later goes out at once', async () => {
  gateway.answer = () => 'silent'
  const slow = sender(httpGateway(gateway.url, null, 4000))
  await code(world.person())
  let isBusy = true
  const busy = slow.drain().finally(() => {
    isBusy = false
  })
  while (gateway.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const mail = await queue(platform, now, 'request.resolved', world.person())
  slow.poke()
  while ((await rowOf(platform, mail)).state !== 'sent') {
    assert.ok(isBusy, 'the mail waits for the text message')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await busy
})

test('LOGIN-4: news of a lock that fails by text message goes by mail, once, with a record; a code never does', async () => {
  gateway.answer = () => 400
  addresses = [randomUUID()]
  const person = world.person()
  const [first, second, secret] = [await locked(person), await locked(person), await code(person)]
  await sender().drain()
  await sender().drain()
  const rows = await platform.store.db.selectFrom('notice').select(['event', 'channel', 'state', 'facts']).where('channel', '=', 'email').execute()
  assert.deepEqual(
    rows.map(({ event, state }) => [event, state]),
    [['auth.locked', 'sent']],
  )
  const { insteadOf, contactId } = rows[0]!.facts as { insteadOf: string; contactId: string }
  assert.ok([first, second].includes(insteadOf))
  assert.equal(contactId, addresses[0])
  assert.deepEqual(await outcome(secret), ['failed', '400'])
  const journal = await platform.store.db
    .selectFrom('journal')
    .select('details')
    .where('event', '=', 'notice.fell-back')
    .where('subject_id', '=', person)
    .execute()
  assert.deepEqual(
    journal.map(({ details }) => (details as { notice: string }).notice),
    [insteadOf],
  )
})

test('LOGIN-4: what was mailed in the same breath is not mailed again when the text message fails', async () => {
  gateway.answer = () => 400
  addresses = [randomUUID()]
  const person = world.person()
  await locked(person)
  await queue(platform, now, 'auth.locked', person, { ticketId: undefined, facts: { failures: 5, lockedUntil: now.toISOString() } } as never)
  await sender().drain()
  assert.equal((await platform.store.db.selectFrom('notice').select('id').where('channel', '=', 'email').execute()).length, 1)
})

test('LOGIN-4: where no gateway is set in production, text messages are no channel, and news of safety go by mail', async () => {
  const real = await testPlatform(await testDatabase(), { parts: { mode: 'production' } })
  assert.equal(smsTransport(real, noReceipts), null)
  await real.store.close()
  addresses = [randomUUID()]
  const person = world.person()
  const [id, other] = [await locked(person), await code(person)]
  await sender(null).drain()
  await sender(null).drain()
  assert.deepEqual(await outcome(id), ['skipped', 'channel.not-served'])
  assert.deepEqual(await outcome(other), ['skipped', 'channel.not-served'])
  assert.equal((await platform.store.db.selectFrom('notice').select('id').where('channel', '=', 'email').where('state', '=', 'sent').execute()).length, 1)
  assert.equal(gateway.received.length, 0)
})
