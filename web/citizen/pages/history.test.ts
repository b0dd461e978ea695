import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { historyLines } from '../testing/chat-world.ts'
import { isWhole } from '../testing/is-whole.ts'
import { siteForTests } from '../testing/serve.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())
const asked = () => site.api.sent.filter(({ path }) => path === '/api/history').at(-1)?.body

test('CHAT-15: requests and talks stand on one line with channel, state, who spoke last and what is new, linked both ways', async () => {
  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const)
    for (const address of ['/history', '/history?kind=talk', `/history?before=${historyLines[2]?.id}`]) {
      const { statusCode, body } = await site.get(prefix + address)
      assert.equal(statusCode, 200, address)
      isWhole(body, lang, address)
      if (lang === 'en') assert.doesNotMatch(body.replaceAll('Не приходит код', '').replaceAll('Русский', ''), /[а-яё]{3,}/i, address)
    }
  const { body } = await site.get('/history')
  const words = body.replace(/<[^>]+>/g, ' ')
  for (const said of ['Новых сообщений: 1', 'Последним ответил сотрудник', 'Создано из чата 26-7000-0002-1', 'создано обращение 26-1234-5678-1', 'форма'])
    assert.ok(words.includes(said), said)
  assert.match(body, new RegExp(`href="/chat/${historyLines[1]?.id}"`))
})

test('CHAT-15: words that are looked for stand in no address, and the next page of what was found is asked with them', async () => {
  const { body } = await site.post('/history', { q: 'приходит', kind: 'request' })
  assert.deepEqual(asked(), { q: 'приходит', kind: 'request' })
  assert.doesNotMatch(body, /href="[^"]*(приходит|%D0%BF)/)
  const next = /name="before" value="([^"]+)"/.exec(body)?.[1]
  assert.equal(next, historyLines[2]?.id)
  await site.post('/history', { q: 'приходит', kind: 'request', before: next as string })
  assert.deepEqual(asked(), { q: 'приходит', kind: 'request', before: next })
  assert.match((await site.post('/history', { q: 'чего не было' })).body, /Ничего не нашлось/)
})

test('a key or a kind that is none is not asked for', async () => {
  assert.equal((await site.get('/history?kind=call&before=%27')).statusCode, 200)
  assert.deepEqual(asked(), {})
})
