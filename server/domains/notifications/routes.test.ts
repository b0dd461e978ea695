import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { noticeSecretPlace } from '#contract/notice-events'
import type { Actor } from '#platform/ctx'
import { systemCtx } from '#platform/ctx'
import { httpApp } from '#platform/http/app'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { KEPT_DAYS, purgeSealedMails } from './commands.ts'
import { deliveriesOf } from './queries.ts'
import { routes } from './routes.ts'
import { smsTransport } from './sms-transport.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { mailTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
let now = START
let platform: Platform
let world: ReturnType<typeof madeUpPeople>
let app: FastifyInstance
let actor: Extract<Actor, { kind: 'staff' }> | null = null
let mayRead = true
const operator = (): Extract<Actor, { kind: 'staff' }> => ({ kind: 'staff', id: randomUUID(), roles: ['operator'], teams: ['first_line'], provedAt: now })

async function open(mode: Platform['mode']): Promise<FastifyInstance> {
  const identities = { staff: async () => actor && { actor, level: 'full' as const }, guest: async () => null, citizen: async () => null }
  const http = await httpApp({ platform: { ...platform, mode }, identities, clock: () => now, checkReplies: true })
  routes(http, { ...world.people, mayReadTicket: async () => mayRead })
  await http.ready()
  return http
}
const sent = async (...args: Parameters<typeof queue> extends [unknown, unknown, ...infer R] ? R : never) => {
  const id = await queue(platform, now, ...args)
  await openSender({ platform, people: world.people, transport: mailTransport(platform), clock: () => now }).drain()
  return id
}
const resent = (id: string) => app.inject({ method: 'POST', url: `/api/desk/notices/${id}/resend`, payload: {} })

before(async () => {
  platform = await testPlatform(await testDatabase(), { parts: { mode: 'demo' } })
  world = madeUpPeople(platform)
  app = await open('demo')
})
after(async () => {
  await app.close()
  await platform.store.close()
})

test('the demo shows every mail it would have sent, newest first, and any other mode has no such page', async () => {
  const person = world.person({ words: { subject: '<script>alert(1)</script>' } })
  const first = await sent('request.registered', person)
  now = new Date(now.getTime() + 1000)
  const second = await sent('request.resolved', world.person())
  const list = (await app.inject('/api/demo/mails')).json() as { id: string; to: string }[]
  assert.deepEqual(
    list.map(({ id }) => id),
    [second, first],
  )
  assert.equal(list[1]!.to, world.known.get(person)!.email)
  const mail = (await app.inject(`/api/demo/mails/${first}`)).json() as { text: string; html: string }
  assert.match(mail.text, /Демонстрация: письмо никуда не ушло/)
  for (const [path, lang, words] of [
    ['/demo/mail', 'ru', 'Письма демонстрации'],
    ['/en/demo/mail', 'en', 'Mail of the demonstration'],
  ] as const) {
    const page = await app.inject(path)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, new RegExp(`<html lang="${lang}">.*${words}`, 's'))
    assert.match(page.body, new RegExp(`${path}/${first}`))
    const one = await app.inject(`${path}/${first}`)
    assert.doesNotMatch(one.body, /<script/)
    assert.match(one.body, /<iframe sandbox="allow-top-navigation-by-user-activation" title="[^"]+" srcdoc="/)
    assert.match(String(one.headers['content-security-policy']), /^default-src 'none'/)
  }
  const production = await open('production')
  for (const url of ['/api/demo/mails', `/api/demo/mails/${first}`, '/demo/mail', `/en/demo/mail/${first}`])
    assert.equal((await production.inject(url)).statusCode, 404, url)
  await production.close()
  for (const url of ['/demo/mail/nothing', `/api/demo/mails/${randomUUID()}`]) assert.equal((await app.inject(url)).statusCode, 404, url)
})

test('the demonstration shows text messages as a telephone does, escaped, in both languages, and nowhere else', async () => {
  const person = world.person({ phone: '+70000000042', lang: 'en' })
  const key = world.known.get(person)!.key
  const secret = key.seal(noticeSecretPlace(person), JSON.stringify({ code: '482913' }))
  const id = await queue(platform, now, 'auth.code', person, { channel: 'sms', secret, facts: { purpose: '<b>x</b>' } })
  await openSender({
    platform,
    people: world.people,
    transport: mailTransport(platform),
    sms: smsTransport(platform, async () => {}),
    clock: () => now,
  }).drain()
  const list = (await app.inject('/api/demo/messages')).json() as { id: string; to: string; text: string; parts: number }[]
  assert.deepEqual(
    list.map(({ id, to, parts }) => [id, to, parts]),
    [[id, '+70000000042', 1]],
  )
  assert.ok(!((await app.inject('/api/demo/mails')).json() as { id: string }[]).some((mail) => mail.id === id), 'a text message is no mail')
  for (const [path, lang, title] of [
    ['/demo/phone', 'ru', 'Сообщения демонстрации'],
    ['/en/demo/phone', 'en', 'Text messages of the demonstration'],
  ] as const) {
    const page = await app.inject(path)
    assert.match(page.body, new RegExp(`<html lang="${lang}">.*class="banner".*<h1>${title}</h1>`, 's'))
    assert.match(page.body, /482913 is the code for: &lt;b&gt;x&lt;\/b&gt;/)
    assert.doesNotMatch(page.body, /<b>|<script/)
    assert.match(String(page.headers['content-security-policy']), /^default-src 'none'/)
  }
  world.forget(person)
  assert.deepEqual((await app.inject('/api/demo/messages')).json(), [])
  const production = await open('production')
  for (const url of ['/api/demo/messages', '/demo/phone', '/en/demo/phone']) assert.equal((await production.inject(url)).statusCode, 404, url)
  await production.close()
})

test('mails of an erased person are shown to nobody', async () => {
  const person = world.person()
  const id = await sent('request.registered', person)
  world.forget(person)
  assert.equal((await app.inject(`/api/demo/mails/${id}`)).statusCode, 404)
  assert.ok(!((await app.inject('/api/demo/mails')).json() as { id: string }[]).some((mail) => mail.id === id))
})

test('TECH-5: the record of a sending says what, when, where to (masked) and what the gateway answered', async () => {
  const person = world.person({ email: 'ivan@example.org' })
  const id = await sent('request.extended', person)
  const { ticket_id } = await rowOf(platform, id)
  const ctx = systemCtx(platform, now, 'T')
  assert.deepEqual(await deliveriesOf(ctx, ticket_id!, world.known.get(person)!.key), [
    {
      id,
      event: 'request.extended',
      channel: 'email',
      state: 'sent',
      at: now.toISOString(),
      attempts: 1,
      nextAt: null,
      answer: 'stored: no gateway is set',
      to: 'i***@example.org',
      deliveredAt: null,
      servedAt: now.toISOString(),
      resendBy: ['email'],
    },
  ])
  assert.equal((await deliveriesOf(ctx, ticket_id!, null))[0]!.to, '')
})

test('TECH-5: staff who see the request may send a notice again, once a minute; the copy is journalled', async () => {
  const person = world.person()
  const id = await sent('request.resolved', person)
  actor = null
  assert.equal((await resent(id)).statusCode, 401)
  actor = { ...operator(), roles: ['editor'] }
  assert.equal((await resent(id)).statusCode, 403)
  actor = operator()
  mayRead = false
  assert.equal((await resent(id)).statusCode, 404)
  mayRead = true
  assert.equal((await resent(randomUUID())).statusCode, 404)
  const answer = await resent(id)
  assert.equal(answer.statusCode, 202)
  const copy = (answer.json() as { id: string }).id
  assert.equal((await resent(id)).json().code, 'notice.resent-just-now')
  assert.equal((await resent(copy)).json().code, 'notice.under-way')
  const row = await rowOf(platform, copy)
  assert.deepEqual([row.event, row.person_id, row.state], ['request.resolved', person, 'queued'])
  const journal = await platform.store.db.selectFrom('journal').select(['actor_id', 'details']).where('event', '=', 'notice.resent').executeTakeFirstOrThrow()
  assert.deepEqual([journal.actor_id, (journal.details as { copy: string }).copy], [actor.id, copy])
})

test('TECH-5: a notice is sent again by another channel of its own, and by no other', async () => {
  actor = operator()
  const by = async (event: 'request.resolved' | 'request.declined', channel: string) => {
    const id = await sent(event, world.person())
    const answer = await app.inject({ method: 'POST', url: `/api/desk/notices/${id}/resend`, payload: { by: channel } })
    return answer.statusCode === 202 ? (await rowOf(platform, (answer.json() as { id: string }).id)).channel : (answer.json() as { code: string }).code
  }
  assert.deepEqual([await by('request.resolved', 'sms'), await by('request.resolved', 'push')], ['sms', 'push'])
  assert.equal(await by('request.declined', 'sms'), 'notice.not-by-this-channel')
  assert.equal(await by('request.declined', 'inapp'), 'body.fields')
})

test('TECH-5: the desk offers the ways that have a text for the event and are served here, and the others are refused', async () => {
  actor = operator()
  const way = async (event: 'request.overdue' | 'request.resolved', mode: Platform['mode']) => {
    const id = await sent(event, world.person({ email: null }))
    const { ticket_id, state } = await rowOf(platform, id)
    assert.equal(state, 'skipped')
    const ctx = { ...systemCtx(platform, now, 'T'), app: { ...platform, mode } }
    return { id, offered: (await deliveriesOf(ctx, ticket_id!, null))[0]!.resendBy }
  }
  const overdue = await way('request.overdue', 'demo')
  assert.deepEqual(overdue.offered, [])
  const refused = await app.inject({ method: 'POST', url: `/api/desk/notices/${overdue.id}/resend`, payload: { by: 'sms' } })
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'notice.not-by-this-channel'])
  assert.deepEqual((await way('request.resolved', 'demo')).offered, ['sms', 'push'])
  assert.deepEqual((await way('request.resolved', 'production')).offered, ['push'], 'no gateway for text messages')
})

test('a code is never sent again', async () => {
  actor = operator()
  const id = await sent('auth.code', world.person(), { facts: { purpose: 'guest', code: '1' } })
  assert.equal((await resent(id)).json().code, 'notice.not-resendable')
})

test('mails are dropped after 90 days, the record of their sending stays', async () => {
  const person = world.person()
  const id = await sent('request.extended', person)
  const at = (days: number) => systemCtx(platform, new Date(now.getTime() + days * 86_400_000), 'T')
  await purgeSealedMails(at(KEPT_DAYS))
  assert.ok((await rowOf(platform, id)).sealed)
  assert.ok((await purgeSealedMails(at(KEPT_DAYS + 1))) > 0)
  const row = await rowOf(platform, id)
  assert.deepEqual([row.sealed, row.state, row.message_ref], [null, 'sent', id])
  assert.equal((await deliveriesOf(at(KEPT_DAYS + 1), row.ticket_id!, world.known.get(person)!.key))[0]!.to, '')
})
