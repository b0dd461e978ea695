import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODES_LATE, MAIL_TROUBLE, NOTICES_LATE } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { type AStaff, aStaff } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { trouble } from './commands/trouble.ts'
import { watchDelivery } from './commands/watch.ts'
import { lateSince } from './late-since.ts'
import { addressOf } from './queries/address-of.ts'
import { board, failed } from './queries/board.ts'
import { noticesInTime } from './queries/in-time.ts'
import { ownNotices } from './queries/own-notices.ts'
import { type Gateway, mailGateway } from './testing/mail-gateway.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { mailTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
const since = (seconds: number) => new Date(START.getTime() + seconds * 1000)
let now = START
let platform: Platform
let gateway: Gateway
let world: ReturnType<typeof madeUpPeople>
let supervisor: AStaff
let operator: AStaff
const ctx = (): Ctx => systemCtx(platform, now, 'T')
const as = (who: AStaff): Ctx => who.at(now)
const sender = () => openSender({ platform, people: world.people, transport: mailTransport(platform), clock: () => now })
const rung = async (who: AStaff) => (await ownNotices(as(who))).items.map(({ event, alarm }) => `${event} ${alarm}`)
/** They go with the sender, which stands still here. */
const bellsAreDelivered = () => platform.store.db.updateTable('notice').set({ state: 'delivered' }).where('channel', '=', 'inapp').execute()
const incidents = () => platform.store.db.selectFrom('delivery_incident').selectAll().orderBy('id').execute()

before(async () => {
  gateway = await mailGateway()
  platform = await testPlatform(await testDatabase(), { env: { SMTP_URL: gateway.url } })
  world = madeUpPeople(platform)
  supervisor = await aStaff(ctx(), ['supervisor'], ['first_line'])
  operator = await aStaff(ctx(), ['operator'], ['first_line'])
})
after(async () => {
  await platform.store.close()
  await gateway.close()
})

test('late-since: each lane has its promise, and the oldest counts', () => {
  const late = (lane: number, seconds: number) => [...lateSince([{ lane, since: since(-seconds) }], START).keys()]
  assert.deepEqual([late(0, 60), late(0, 61)], [[], [CODES_LATE]])
  assert.deepEqual([late(1, 300), late(1, 301)], [[], [NOTICES_LATE]])
  assert.deepEqual([late(2, 600), late(2, 601)], [[], [NOTICES_LATE]])
  const both = lateSince(
    [
      { lane: 1, since: since(-400) },
      { lane: 2, since: since(-900) },
    ],
    START,
  )
  assert.deepEqual(both.get(NOTICES_LATE), since(-900))
})

test('TECH-5: a dead gateway makes one incident within two minutes, told in the bell; its end is told too, with the count of notices that waited', async () => {
  const { port } = gateway
  await gateway.close()
  for (let n = 0; n < 3; n++) await queue(platform, now, 'request.resolved', world.person(), { channel: 'email' })
  await sender().drain()
  await watchDelivery(ctx())
  const [first] = await incidents()
  assert.deepEqual([first!.alarm, first!.code, first!.started_at, first!.ended_at], [MAIL_TROUBLE, 'ESOCKET', START, null])
  assert.deepEqual(await rung(supervisor), [`delivery.trouble ${MAIL_TROUBLE}`])
  assert.deepEqual(await rung(operator), [])
  await Promise.all([watchDelivery(ctx()), watchDelivery(ctx())])
  assert.equal((await incidents()).length, 1, 'it is told once')
  const shown = await board(as(supervisor))
  const mail = shown.channels.find(({ channel }) => channel === 'email')!
  assert.deepEqual([mail.works, mail.answer, mail.queued, mail.hour.share], [false, 'ESOCKET', 3, 0])

  gateway = await mailGateway(port)
  now = since(90)
  await sender().drain()
  await watchDelivery(ctx())
  const [ended] = await incidents()
  assert.deepEqual([ended!.ended_at, ended!.touched], [now, 3])
  assert.deepEqual(await rung(supervisor), [`delivery.healed ${MAIL_TROUBLE}`, `delivery.trouble ${MAIL_TROUBLE}`])
  assert.equal((await board(as(supervisor))).channels.find(({ channel }) => channel === 'email')!.hour.share, 1)
})

test('TECH-5: a gateway that stumbles twice and goes on before anybody looks leaves an incident, and rings for nobody', async () => {
  const before = (await rung(supervisor)).length
  const { failed: fails, worked } = trouble(platform, 'sms', null)
  await fails(now, 'ETIMEDOUT')
  assert.equal((await incidents()).length, 1)
  await fails(now, 'ETIMEDOUT')
  await worked(now)
  await watchDelivery(ctx())
  const [, second] = await incidents()
  assert.deepEqual([second!.alarm, second!.code, second!.ended_at, second!.touched], ['sms.trouble', 'ETIMEDOUT', now, 0])
  assert.equal((await rung(supervisor)).length, before)
})

test('peers #15: a code that waits over a minute raises the alarm within two, also when no gateway has failed; what the night keeps back raises none', async () => {
  now = since(3600)
  await bellsAreDelivered()
  const code = await queue(platform, now, 'auth.code', world.person(), { channel: 'sms', facts: { purpose: 'guest' } })
  const kept = await queue(platform, now, 'request.registered', world.person(), { channel: 'email' })
  await platform.store.db
    .updateTable('notice')
    .set({ answer: 'quiet', next_at: since(40_000) })
    .where('id', '=', kept)
    .execute()
  now = since(3600 + 59)
  await watchDelivery(ctx())
  assert.equal(await noticesInTime(platform), true)
  now = since(3600 + 75)
  await watchDelivery(ctx())
  assert.equal(await noticesInTime(platform), false)
  assert.deepEqual((await rung(supervisor)).slice(0, 1), [`delivery.trouble ${CODES_LATE}`])
  assert.ok((await board(as(supervisor))).lanes[0]!.oldestSeconds >= 75)
  await platform.store.db.updateTable('notice').set({ state: 'skipped', answer: 'expired' }).where('id', '=', code).execute()
  await bellsAreDelivered()
  now = since(3600 + 900)
  await watchDelivery(ctx())
  assert.equal(await noticesInTime(platform), true)
  assert.deepEqual((await rung(supervisor)).slice(0, 1), [`delivery.healed ${CODES_LATE}`])
  await bellsAreDelivered()
  now = since(40_000 + 601)
  await watchDelivery(ctx())
  assert.equal(await noticesInTime(platform), false, 'from the morning on it counts')
})

test('the dashboard: what waits for the morning and for the hourly limit stands beside the queue, until it may go', async () => {
  now = since(80_000)
  await platform.store.db.updateTable('notice').set({ state: 'skipped' }).where('state', 'in', ['queued', 'sending']).execute()
  for (const [channel, answer] of [
    ['sms', 'quiet'],
    ['sms', null],
    ['email', 'limit'],
    ['email', '451'],
  ] as const) {
    const id = await queue(platform, now, 'request.registered', world.person(), { channel })
    await platform.store.db
      .updateTable('notice')
      .set({ answer, next_at: since(83_600) })
      .where('id', '=', id)
      .execute()
  }
  const figures = async () => (await board(as(supervisor))).channels.slice(0, 2).map(({ queued, held }) => ({ queued, ...held }))
  assert.deepEqual(await figures(), [
    { queued: 1, quiet: 0, limit: 1 },
    { queued: 1, quiet: 1, limit: 0 },
  ])
  now = since(83_600)
  assert.deepEqual(await figures(), [
    { queued: 2, quiet: 0, limit: 0 },
    { queued: 2, quiet: 0, limit: 0 },
  ])
  await platform.store.db.updateTable('notice').set({ state: 'skipped' }).where('state', 'in', ['queued', 'sending']).execute()
})

test('the dashboard: why notices were skipped and failed; the list has no address until a supervisor looks, and the look is written down', async () => {
  now = since(100_000)
  const person = world.person({ email: 'ivan@example.org' })
  gateway.refuse = () => 550
  const id = await queue(platform, now, 'request.resolved', person, { channel: 'email' })
  await sender().drain()
  gateway.refuse = () => 0
  assert.equal((await rowOf(platform, id)).state, 'failed')
  const { items, mayLook } = await failed(as(supervisor))
  assert.deepEqual([items[0]!.id, items[0]!.event, items[0]!.answer, mayLook], [id, 'request.resolved', '550', true])
  assert.ok(!JSON.stringify(items).includes('ivan'))
  assert.ok((await board(as(supervisor))).reasons.some(({ channel, state, answer }) => channel === 'email' && state === 'failed' && answer === '550'))
  await assert.rejects(addressOf(as(operator), id, world.people), /access.denied/)
  assert.deepEqual(await addressOf(as(supervisor), id, world.people), { to: 'i***@example.org' })
  const seen = await platform.store.db.selectFrom('journal').select(['actor_id', 'subject_id']).where('event', '=', 'notice.address-seen').execute()
  assert.deepEqual(seen, [{ actor_id: supervisor.id, subject_id: person }])
})
