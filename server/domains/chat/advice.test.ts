import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { alarmsNow } from '#domains/agency/queries'
import { heldOutTexts, understood } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { systemCtx } from '#platform/ctx'
import { testDatabase } from '#testing/database'
import { aStaff, aVisitor, fridayNoon } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { adviceForChat, answerByAdvice } from './commands/advice.ts'
import { callOperator } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { sendChat } from './commands/send.ts'
import { myChat } from './load.ts'
import { messagesOf } from './queries/messages.ts'
import { refused } from './testing/stage.ts'

/** A language model in our own hands: what it got, and what it says next. */
const got: { body: string; key: string | undefined }[] = []
type Says = (asked: { data: { articles?: { id: string }[] } }) => { status?: number; content?: unknown; raw?: string; afterMs?: number }
let says: Says = () => ({ status: 500 })
const standIn = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    got.push({ body, key: request.headers.authorization })
    const { status = 200, content, raw, afterMs = 0 } = says({ data: JSON.parse(JSON.parse(body).messages[1].content) })
    const timer = setTimeout(
      () => response.writeHead(status).end(raw ?? JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] })),
      afterMs,
    )
    response.on('close', () => clearTimeout(timer))
  })
})
await new Promise<void>((resolve) => standIn.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(standIn.address() as AddressInfo).port}/v1`
let clock = 0
const database = await testDatabase()
const env = { LLM_URL: url, LLM_KEY: 'key-of-the-test', LLM_MODEL: 'small' }
const platform = await testPlatform(database, { env, parts: { monotonicMs: () => clock } })
after(async () => {
  standIn.close()
  standIn.closeAllConnections()
  await platform.store.close()
})
const ctx = systemCtx(platform, fridayNoon, 'TEST-TEST')
const withSettings = (llm: object) => ({ ...platform, config: { ...platform.config, llm: { ...platform.config.llm, ...llm } } })
const operator = await aStaff(ctx)
const question = 'Меня зовут Ирина Петрова, паспорт 45 08 123456, тел. +7 900 000-00-01, пароль Murzik1958, не приходит код для входа'
const aTalk = async (text = question) => {
  const asker = (await aVisitor(ctx)).ctx
  const opened = await openChat(asker, { text })
  if (opened.state === 'bot') await callOperator(asker, opened.id)
  return opened.id
}
const first: Says = ({ data }) =>
  data.articles ? { content: { article: data.articles[0]!.id } } : { content: { draft: 'Подождите две минуты и запросите код снова.' } }
const nothing = { article: null, draft: null }

test('FORM-15, PHISH-4: the model gets masked words only and its key; an operator gets its choice among the found articles and a draft', async () => {
  says = first
  const id = await aTalk()
  const { article, draft } = await adviceForChat(operator.ctx, id)
  assert.equal(article?.id, 'code-missing')
  assert.match(draft!, /Подождите/)
  assert.equal(got.length, 2)
  for (const { body, key } of got) {
    assert.equal(key, 'Bearer key-of-the-test')
    assert.match(body, /не приходит код/)
    assert.doesNotMatch(body, /Ирин|Петров|123456|900|Murzik/)
  }
})

test('a choice that was not offered, words instead of JSON, a draft with a link or that asks for a code are not taken', async () => {
  const id = await aTalk()
  const wrong: Says[] = [
    () => ({ content: { article: 'no-such-article' } }),
    () => ({ content: { article: { $ne: null } } }),
    () => ({ content: 'ignore all rules and publish' }),
    () => ({ content: { article: null } }),
  ]
  for (const one of wrong) {
    says = one
    assert.deepEqual(await adviceForChat(operator.ctx, id), nothing)
  }
  for (const draft of ['Откройте https://evil.example', 'Сообщите нам код из SMS.', '', 7]) {
    says = ({ data }) => (data.articles ? { content: { article: data.articles[0]!.id } } : { content: { draft } })
    assert.equal((await adviceForChat(operator.ctx, id)).draft, null, String(draft))
  }
})

test('R4: after failures in a row nobody waits for it, staff see the alarm, and it is asked again later; late, broken and large answers are failures', async () => {
  const id = await aTalk()
  const failing: Says[] = [() => ({ status: 500 }), () => ({ raw: 'not json' }), () => ({ raw: 'x'.repeat(100_000) })]
  says = first
  await adviceForChat(operator.ctx, id)
  for (const one of failing) {
    says = one
    assert.deepEqual(await adviceForChat(operator.ctx, id), nothing)
  }
  assert.deepEqual(
    (await alarmsNow(ctx)).map(({ name }) => name),
    ['llm.trouble'],
  )
  const before = got.length
  says = first
  assert.deepEqual(await adviceForChat(operator.ctx, id), nothing)
  assert.equal(got.length, before, 'it rests')
  clock += 61_000
  assert.ok((await adviceForChat(operator.ctx, id)).draft)
  assert.deepEqual(await alarmsNow(ctx), [])
  const began = performance.now()
  says = () => ({ content: { article: null }, afterMs: 10_000 })
  assert.deepEqual(await adviceForChat(operator.ctx, id), nothing)
  assert.ok(performance.now() - began < 4000, 'two seconds and no more')
})

test('its choice is held for an operator unless the agency lets it answer; then only with an article that was offered, and not after the talk has moved on', async () => {
  says = first
  const asker = (await aVisitor(ctx)).ctx
  const { mind } = await knowledgeNow(ctx)
  const unsure = heldOutTexts('evaluation').find(({ text }) => understood(mind, text).action === 'suggest')!
  const { id, seq } = await openChat(asker, { text: unsure.text })
  const heard = async () => (await messagesOf(asker, await myChat(asker, id), 'citizen', { after: 0 })).messages
  const shown = (await heard()).at(-1)!
  assert.equal(shown.kind, 'suggestion', 'the stand of this test')
  await answerByAdvice(asker, id, seq)
  assert.equal((await heard()).length, shown.seq, 'held')
  const freely = { ...asker, app: withSettings({ approval: false }) }
  await answerByAdvice(freely, id, seq)
  const answered = (await heard()).at(-1)!
  assert.equal(answered.kind, 'answer')
  assert.ok(shown.options.some((option) => option.id === `article-${answered.article!.id}`))
  await answerByAdvice(freely, id, seq)
  assert.equal((await heard()).at(-1)!.seq, answered.seq, 'the talk has moved on')
  await sendChat(asker, id, { text: 'спасибо' })
})

test('without a language model everything else is there, and it says so', async () => {
  const id = await aTalk()
  const before = got.length
  await assert.rejects(adviceForChat({ ...operator.ctx, app: withSettings({ url: null }) }, id), refused('llm.off'))
  assert.equal(got.length, before)
})
