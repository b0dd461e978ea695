import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { chatId } from '../../testing/chat-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())
beforeEach(() => {
  site.api.talk = 'bot'
  site.api.sent.length = 0
})

const own = `/chat/${chatId}`
const sentTo = (path: string) => site.api.sent.filter((one) => one.path === path)

test('the home page says the usual wait for a person; a chat that does not answer spoils no page', async () => {
  assert.match((await site.get('/')).body, /оператор обычно за 2-4\u00a0мин/)
  site.api.refuseNext('/api/chat-hours', 503, { kind: 'unavailable', code: 'unavailable' })
  assert.equal((await site.get('/')).statusCode, 200)
})

test('CHAT-2, CHAT-13: a request stands at the top with its number; an ended talk has summary, rating, file and the way on', async () => {
  site.api.talk = 'request'
  const made = (await site.get(own)).body
  assert.ok(made.indexOf('number-big">26-1234-5678-1') < made.indexOf('role="log"'))
  assert.match(made, /href="\/requests\/26-1234-5678-1"/)
  site.api.talk = 'ended'
  const { body } = await site.get(own)
  for (const words of ['Код отправлен заново', 'Вопрос решен', 'transcript.pdf', 'transcript.txt', 'Начать новый чат', 'Помог ли вам чат'])
    assert.ok(body.includes(words), words)
  assert.doesNotMatch(body, /data-composer|Позвать оператора<\/button>/)
  assert.equal((await site.post(`${own}/rate`, {})).statusCode, 422)
  await site.post(`${own}/rate`, { score: '5', comment: 'быстро' })
  assert.deepEqual(sentTo('/api/chats/:id/rating').at(-1)?.body, { score: 5, comment: 'быстро' })
  assert.equal((await site.get(`${own}/transcript.txt`)).headers['content-disposition'], 'attachment')
})

test('CHAT-2: a request is made of the talk; a guest gives contacts, what is wrong is said at its field', async () => {
  await site.post(`${own}/request`, {
    'request-subject': 'Код не приходит',
    'request-topic': 'access.signin',
    'request-email': 'i@example.org',
    'request-phone': '',
  })
  assert.deepEqual(sentTo('/api/chats/:id/request').at(-1)?.body, { email: 'i@example.org', subject: 'Код не приходит', topic: 'access.signin' })
  site.api.refuseNext('/api/chats/:id/request', 422, { kind: 'unprocessable', code: 'fields', fields: [{ field: 'phone', code: 'phone.required' }] })
  const wrong = await site.post(`${own}/request`, { 'request-email': 'i@example.org' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /<a href="#request-phone">Укажите телефон/)
  assert.match(wrong.body, /id="request-email"[^>]*value="i@example.org"/)
  assert.match(wrong.body, /id="end-email"[^>]*value(?:="")?[ />]/, 'what was typed into one form stays in it')
  isWhole(wrong.body, 'ru', 'refused request')
})

test('CHAT-6: talks are found by words that stand in no address', async () => {
  const { body } = await site.get('/chats')
  assert.match(body, /26-7000-0002-1/)
  const found = await site.post('/chats', { q: 'код' })
  assert.match(found.body, /value="код"/)
  assert.match((await site.post('/chats', { q: 'чего не было' })).body, /Ничего не нашлось/)
  isWhole(found.body, 'ru', 'found')
})

test('C22: on a shared computer the talk is ended and the browser forgotten in one press', async () => {
  const { headers } = await site.post(`${own}/wipe`)
  assert.equal(headers.location, '/')
  assert.deepEqual(
    site.api.sent.map(({ path }) => path),
    ['/api/chats/:id/end', '/api/guest-session'],
  )
  assert.match(String(headers['set-cookie']), /flash=chat-wiped/)
})

test('only the small window may stand in a page, and only in one of this site', async () => {
  assert.match(String((await site.get('/chat?window=1')).headers['content-security-policy']), /frame-ancestors 'self'/)
  for (const address of ['/chat', '/privacy?window=1', '/?window=1', '/chats?window=1'])
    assert.match(String((await site.get(address)).headers['content-security-policy']), /frame-ancestors 'none'/, address)
  const { body } = await site.get('/chat?window=1')
  assert.doesNotMatch(body, /<header|<footer/)
})

test('every page leads to the chat; the window loads nothing before it is opened', async () => {
  const { body } = await site.get('/privacy')
  assert.match(body, /<a href="\/chat">Чат<\/a>/)
  assert.match(body, /<details class="window">[\s\S]*<iframe loading="lazy" src="\/chat\?window=1" title="Чат с поддержкой"/)
  assert.doesNotMatch((await site.get(own)).body, /<iframe/)
})
