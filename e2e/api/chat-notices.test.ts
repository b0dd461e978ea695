import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { serviceApp } from '../../server/app.ts'
import { anAccount } from '../../server/domains/accounts/testing/an-account.ts'
import { acceptChat, answerChat, endDeskChat } from '../../server/domains/chat/commands/at-desk.ts'
import { openSender } from '../../server/domains/notifications/commands/sender.ts'
import { mailGateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { mailTransport } from '../../server/domains/notifications/transport.ts'
import { people } from '../../server/people.ts'
import { openLog } from '../../server/platform/log.ts'
import { testDatabase } from '../../server/testing/database.ts'
import { aStaff, ctxOf, fridayNoon } from '../../server/testing/factories.ts'
import { testPlatform } from '../../server/testing/platform.ts'

const gateway = await mailGateway()
const lines: string[] = []
const log = openLog('trace', { write: (line) => void lines.push(line) })
const platform = await testPlatform(await testDatabase(), { env: { SMTP_URL: gateway.url }, parts: { log } })
const app = await serviceApp({ platform, clock: () => fridayNoon, pages: false, checkReplies: true })
await app.ready()
const ctx = ctxOf(platform)
const sender = openSender({ platform, people, transport: mailTransport(platform), clock: () => fridayNoon, concurrency: 2 })
after(async () => {
  await app.close()
  await platform.store.close()
  await gateway.close()
})
beforeEach(() => {
  gateway.caught.length = 0
})

/** Somebody at a browser: what is asked goes by the API and must be served. */
const aBrowser = (...cookies: string[]) => {
  const jar = [...cookies]
  return async (method: 'GET' | 'POST', url: string, payload?: Record<string, unknown>) => {
    const answer = await app.inject({ method, url: `/api/${url}`, headers: { cookie: jar.join('; ') }, ...(payload && { payload }) })
    assert.ok(answer.statusCode < 300, `${method} ${url}: ${answer.statusCode} ${answer.body}`)
    jar.push(...[answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]!))
    return answer.json() as { id: string; number: string; request: string | null }
  }
}
const mails = async () => {
  await sender.drain()
  return gateway.caught.map(({ to, subject, text }) => ({ to, subject, text: text.replaceAll(/\s+/g, ' ') }))
}

test('CHAT-13: the summary of a talk goes to the account in Russian, with question, solution and the requests made', async () => {
  const owner = await anAccount(ctx)
  const ask = aBrowser(`account=${(await owner.session()).token}`)
  const operator = await aStaff(ctx)
  const { id } = await ask('POST', 'chats', { text: 'Ошибка в фамилии в моих данных' })
  await ask('POST', `chats/${id}/operator`, {})
  await acceptChat(operator.ctx, id)
  const { number } = await ask('POST', `chats/${id}/request`, {})
  await endDeskChat(operator.ctx, id, { result: 'request_created', solution: 'Фамилию исправит отдел данных' })
  const talk = await ask('GET', `chats/${id}`)
  const sent = (await mails()).find(({ subject }) => subject.startsWith('Итоги'))!
  assert.deepEqual([sent.to, sent.subject], [owner.email, `Итоги чата ${talk.number}`])
  assert.ok(sent.text.includes('Вы спрашивали: Ошибка в фамилии в моих данных. Решение: Фамилию исправит отдел данных.'), sent.text)
  assert.ok(sent.text.includes(String(talk.request)), sent.text)
  assert.equal(String(talk.request).replaceAll('-', ''), String(number).replaceAll('-', ''))
})

test('CHAT-6: a guest who gives an address at the end gets the summary once, in the language of the talk', async () => {
  const ask = aBrowser()
  const { id } = await ask('POST', 'chats', { text: 'the code does not arrive', lang: 'en' })
  await ask('POST', `chats/${id}/end`, { helped: true, email: 'guest.once@example.org' })
  const sent = await mails()
  assert.deepEqual(
    sent.map(({ to }) => to),
    ['guest.once@example.org'],
  )
  assert.match(sent[0]!.subject, /^Summary of chat \d\d-\d{4}-\d{4}-\d$/)
  assert.match(sent[0]!.text, /You asked: the code does not arrive\. Answer: \S.*Requests created: none/)
  assert.doesNotMatch(sent[0]!.text, /[а-яё]/i)
  assert.equal((await mails()).length, 1, 'once')
})

test('CHAT-12: whoever went away with the place kept is told that somebody answers, in either language', async () => {
  const operator = await aStaff(ctx)
  const words = { ru: /^Вам ответил сотрудник поддержки: Имя/, en: /^Имя.* replied in the chat\./ }
  for (const lang of ['ru', 'en'] as const) {
    gateway.caught.length = 0
    const ask = aBrowser()
    const { id } = await ask('POST', 'chats', { text: 'qwerty asdfgh', lang })
    await ask('POST', `chats/${id}/operator`, {})
    await ask('POST', `chats/${id}/place`, { email: `away.${lang}@example.org` })
    await acceptChat(operator.ctx, id)
    const [sent, ...more] = await mails()
    assert.deepEqual([sent?.to, more.length], [`away.${lang}@example.org`, 0])
    assert.match(sent!.text, words[lang])
  }
})

test('C7: no word of a talk, no address and no name of a person stands in a line of the log, whatever happened', async () => {
  const ask = aBrowser()
  const { id } = await ask('POST', 'chats', { text: 'Лунтик-Канарейка-5512 не получил код' })
  await ask('POST', `chats/${id}/operator`, {})
  const operator = await aStaff(ctx)
  await acceptChat(operator.ctx, id)
  await answerChat(operator.ctx, id, { text: 'Отвечает-Канарейка-5513' })
  await ask('POST', `chats/${id}/end`, { email: 'kanareika5514@example.org' })
  await mails()
  const failing = await app.inject({ method: 'POST', url: '/api/chats', payload: { text: 'Канарейка-5515'.repeat(1000) } })
  assert.equal(failing.statusCode, 422)
  assert.ok(lines.length > 10, 'something is logged at all')
  for (const line of lines) assert.doesNotMatch(line, /канарейка|kanareika|guest\.once|551[2345]/i)
})
