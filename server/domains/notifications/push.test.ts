import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { vapidKeys } from '#platform/push/index'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { pushTransport } from './push-transport.ts'
import { pushHealth } from './queries.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { type PushService, pushService } from './testing/push-service.ts'
import { storeOnly } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
let now = START
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
let service: PushService
let platform: Platform
let world: ReturnType<typeof madeUpPeople>
const drain = (push = pushTransport(platform, () => now)) =>
  openSender({ platform, people: world.people, transport: storeOnly, push, clock: () => now }).drain()
const keyOf = (person: string) => world.known.get(person)!.key
const resolved = (person: string) => queue(platform, now, 'request.resolved', person, { channel: 'push' })

before(async () => {
  service = await pushService()
  platform = await testPlatform(await testDatabase(), { env: { PUSH_HOSTS: service.host } })
  world = madeUpPeople(platform)
})
beforeEach(async () => {
  service.taken.length = 0
  service.answer = () => 201
  now = START
  await platform.store.db.deleteFrom('notice').execute()
  await platform.store.db.deleteFrom('push_subscription').execute()
})
after(async () => {
  await service.close()
  await platform.store.close()
})

test('C7: a push reaches every browser of a person in the language of each, opens there, and holds nothing personal', async () => {
  const person = world.person()
  const browsers = [await service.subscribe(platform, person, keyOf(person)), await service.subscribe(platform, person, keyOf(person), 'en')]
  const id = await resolved(person)
  await drain()
  const row = await rowOf(platform, id)
  assert.deepEqual([row.state, row.answer], ['sent', '201: 2 of 2 browsers'])
  const [ru, en] = browsers.map((browser) => service.taken.find((one) => one.browser === browser)!)
  assert.deepEqual(ru!.payload, {
    kind: 'request.resolved',
    lang: 'ru',
    title: 'Ответ готов',
    text: ru!.payload.text,
    url: '/me/notifications',
    tag: id.slice(-12),
  })
  assert.equal(en!.payload.url, '/en/me/notifications')
  assert.match(en!.payload.title, /^[A-Za-z ]+$/)
  const all = JSON.stringify(service.taken.map(({ payload }) => payload))
  for (const personal of [world.known.get(person)!.email!, world.known.get(person)!.words['subject']!, '26123456781', person, row.ticket_id!])
    assert.ok(!all.includes(personal))
  const { publicKey } = await vapidKeys(platform)
  assert.match(String(ru!.headers.authorization), new RegExp(`^vapid t=.+, k=${publicKey}$`))
  assert.deepEqual([ru!.headers['ttl'], ru!.headers['urgency'], ru!.headers['topic']], ['86400', 'normal', id.replaceAll('-', '')])
})

test('the key that says who pushes is made once, is the same for every process, and lies sealed', async () => {
  const other = { ...platform, store: { ...platform.store } }
  const [one, two] = [await vapidKeys(platform), await vapidKeys(other)]
  assert.deepEqual(one, two)
  const fact = await platform.store.db.selectFrom('store_fact').select('value').where('name', '=', 'push.vapid').executeTakeFirstOrThrow()
  assert.ok(!JSON.stringify(fact.value).includes(one.privateKey))
})

test('a browser that is gone ends and is not called again; the others get theirs', async () => {
  const person = world.person()
  const [gone, living] = [await service.subscribe(platform, person, keyOf(person)), await service.subscribe(platform, person, keyOf(person))]
  service.answer = (browser) => (browser === gone ? 410 : 201)
  const first = await resolved(person)
  await drain()
  assert.equal((await rowOf(platform, first)).state, 'sent')
  const second = await resolved(person)
  service.answer = () => 201
  await drain()
  assert.equal((await rowOf(platform, second)).answer, '201: 1 of 1 browsers')
  assert.deepEqual(
    service.taken.map(({ browser }) => browser),
    [living, living],
  )
})

test('TECH-5: a mandatory push that nobody can take goes by mail, once, and is skipped next time', async () => {
  const person = world.person()
  await service.subscribe(platform, person, keyOf(person))
  service.answer = () => 404
  const id = await resolved(person)
  await drain()
  assert.deepEqual([(await rowOf(platform, id)).state, (await rowOf(platform, id)).answer], ['failed', '404'])
  const mails = () =>
    platform.store.db.selectFrom('notice').select(['facts', 'ticket_id']).where('channel', '=', 'email').where('person_id', '=', person).execute()
  assert.equal(((await mails())[0]!.facts as { insteadOf: string }).insteadOf, id)
  assert.equal((await mails())[0]!.ticket_id, (await rowOf(platform, id)).ticket_id)
  const next = await resolved(person)
  await drain()
  assert.deepEqual([(await rowOf(platform, next)).state, (await rowOf(platform, next)).answer], ['skipped', 'no-address'])
  assert.equal((await mails()).length, 2)
})

test('TECH-5: a push that is only news and cannot be taken goes no other way', async () => {
  const person = world.person()
  await queue(platform, now, 'request.in_progress', person, { channel: 'push' })
  await drain()
  assert.equal((await platform.store.db.selectFrom('notice').select('id').where('person_id', '=', person).execute()).length, 1)
})

test('REL-4: a push service that is down is told as trouble and tried again under the same topic', async () => {
  const person = world.person()
  await service.subscribe(platform, person, keyOf(person))
  service.answer = () => 503
  const ids = [await resolved(person), await resolved(person)]
  await drain()
  assert.equal((await pushHealth(systemCtx(platform, now, 'T'))).works, false)
  service.answer = () => 201
  later(1)
  await drain()
  assert.deepEqual(service.taken.map(({ headers }) => headers['topic']).sort(), ids.map((id) => id.replaceAll('-', '')).sort())
  assert.equal((await pushHealth(systemCtx(platform, now, 'T'))).works, true)
})

test('C17: an address whose host left the list is not called', async () => {
  const person = world.person()
  await service.subscribe(platform, person, keyOf(person))
  const strict = { ...platform, config: { ...platform.config, push: { ...platform.config.push, hosts: ['fcm.googleapis.com'] } } }
  const id = await resolved(person)
  await drain(pushTransport(strict, () => now))
  assert.deepEqual([(await rowOf(platform, id)).state, (await rowOf(platform, id)).answer, service.taken.length], ['failed', 'EHOST', 0])
})

test('quiet hours: a push of the night waits for the morning of its reader; news of safety does not', async () => {
  const person = world.person({ zone: 'Europe/Moscow' })
  await service.subscribe(platform, person, keyOf(person))
  now = new Date('2026-11-20T19:00:00Z')
  const id = await resolved(person)
  const safety = await queue(platform, now, 'auth.new_device', person, { channel: 'push' })
  await drain()
  const row = await rowOf(platform, id)
  assert.deepEqual([row.state, row.answer, row.next_at.toISOString(), row.attempts], ['queued', 'quiet', '2026-11-21T06:00:00.000Z', 0])
  assert.equal((await rowOf(platform, safety)).state, 'sent')
  now = new Date('2026-11-21T06:00:00Z')
  await drain()
  assert.equal((await rowOf(platform, id)).state, 'sent')
})
