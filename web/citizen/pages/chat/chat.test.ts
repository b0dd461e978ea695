import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { chatEvents, chatLimits, chatProblems, chatResults, chatStates } from '#contract/chat'
import { chatId, talks } from '../../testing/chat-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'
import { scan } from '../../testing/world.ts'
import { texts } from '../../texts/texts.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())
beforeEach(() => {
  site.api.talk = 'bot'
  site.api.hasTalk = false
  site.api.sent.length = 0
  site.api.hours = { open: true, changesAt: '2026-11-20T17:00:00.000Z', hours: '08:00-20:00', wait: { from: 2, to: 4 } }
})

const own = `/chat/${chatId}`
const sentTo = (path: string) => site.api.sent.filter((one) => one.path === path)
const key = '11111111-1111-4111-8111-111111111111'
/** Of words, of names, of places: what people said in their own language. */
const withoutFixtures = (html: string) =>
  [
    scan.name,
    'Русский',
    'Анна',
    'Петр',
    ...Object.values(talks).flatMap(({ chat, messages }) => [
      chat.summary?.solution ?? '',
      ...messages.flatMap(({ text, article, options }) => [...text.split(/\n|https:\S+/), article?.title ?? '', ...options.map(({ label }) => label ?? '')]),
    ]),
  ]
    .filter(Boolean)
    .reduce((rest, words) => rest.replaceAll(words, ''), html)

for (const [lang, prefix] of [
  ['ru', ''],
  ['en', '/en'],
] as const)
  test(`CHAT-1, CHAT-2: the talk is a whole page in every state, and so are its beginning and the list (${lang})`, async () => {
    for (const state of Object.keys(talks)) {
      site.api.talk = state
      const { statusCode, body } = await site.get(prefix + own)
      assert.equal(statusCode, 200, state)
      isWhole(body, lang, state)
      if (lang === 'en') assert.doesNotMatch(withoutFixtures(body), /[а-яё]{3,}/i, `${state} ${/.{30}[а-яё]{3,}.{30}/i.exec(withoutFixtures(body))?.[0]}`)
    }
    for (const address of ['/chat', '/chats', `${own}?before=3`, `${own}?window=1`, '/chat?topic=tech.upload&window=1']) {
      const { statusCode, body } = await site.get(prefix + address)
      assert.equal(statusCode, 200, address)
      isWhole(body, lang, address)
    }
  })

/** Refusals of the desk. */
const staffOnly: readonly string[] = chatProblems.filter((code) => /^(transfer|work)\.|not-yours|no-request|asks-for-secret/.test(code))

test('every state, result, event and button of a talk has its words', () => {
  const t = texts.ru.chat as Record<string, string>
  for (const state of chatStates) assert.ok(t[`state.${state}`], state)
  for (const result of chatResults) assert.ok(t[`result.${result}`], result)
  for (const event of chatEvents) assert.ok(t[`event.${event}`], event)
  // What only an employee can be told has its words at the desk.
  for (const code of chatProblems) assert.ok(code in texts.ru.problems || staffOnly.includes(code), code)
})

test('CHAT-10: a talk begins with the question; nothing and too much are said at the field and stay typed', async () => {
  const begun = await site.post('/chat', { text: '  Не приходит код ', key, topic: 'access.signin' })
  assert.equal(begun.headers.location, own)
  assert.deepEqual(sentTo('/api/chats'), [{ path: '/api/chats', key, body: { text: 'Не приходит код', lang: 'ru', topic: 'access.signin' } }])
  const empty = await site.post('/chat', { text: ' ', key })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /<a href="#message">Напишите сообщение<\/a>/)
  const long = 'я'.repeat(chatLimits.text + 1)
  const much = await site.post('/chat', { text: long, key })
  assert.equal(much.statusCode, 422)
  assert.match(much.body, /Сократите до 4000 знаков/)
  assert.ok(much.body.includes(long))
  assert.ok(much.body.includes(`value="${key}"`), 'sent again it is the same talk')
  isWhole(much.body, 'ru', 'too much')
  assert.equal(sentTo('/api/chats').length, 1)
})

test('CHAT-1: who has a talk under way goes on with it', async () => {
  site.api.hasTalk = true
  assert.equal((await site.get('/chat', { cookie: 'visitor=v1' })).headers.location, own)
  assert.equal((await site.get('/en/chat?window=1', { cookie: 'visitor=v1' })).headers.location, `/en${own}?window=1`)
  assert.equal((await site.get('/chat')).statusCode, 200, 'without a cookie nobody can have one')
})

test('CHAT-1: without script a message is sent with its files and its key, and what was refused keeps the words', async () => {
  const boundary = 'x'
  const part = ([name, value, file]: [string, string, string?]) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${value}\r\n`
  const form = (parts: [string, string, string?][]) => `${parts.map(part).join('')}--x--\r\n`
  const say = (parts: [string, string, string?][]) =>
    site.app.inject({ method: 'POST', url: `${own}/say`, payload: form(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } })
  const good = await say([
    ['key', key],
    ['text', 'Вот снимок'],
    ['files', '%PDF', 'снимок.pdf'],
  ])
  assert.equal(good.headers.location, own)
  const [sent] = sentTo('/api/chats/:id/messages')
  assert.deepEqual(sent, { path: '/api/chats/:id/messages', key, body: { text: 'Вот снимок', fileIds: ['00000000-0000-7000-8000-000000000100'] } })
  const bad = await say([
    ['key', key],
    ['text', 'Вот игра'],
    ['files', 'MZ', 'игра.exe'],
  ])
  assert.equal(bad.statusCode, 422)
  assert.match(bad.body, /игра\.exe: нужен JPG, PNG или PDF/)
  assert.match(bad.body, /<textarea[^>]*>Вот игра<\/textarea>/)
  isWhole(bad.body, 'ru', 'refused file')
  assert.equal(
    (
      await say([
        ['key', key],
        ['text', ''],
        ['files', '', ''],
      ])
    ).statusCode,
    422,
  )
  assert.equal(sentTo('/api/chats/:id/messages').length, 1)
})

test('REG-6: while files cannot be taken the words stay and may go without them', async () => {
  site.api.refuseNext('/api/chats/:id/files', 503, { kind: 'unavailable', code: 'storage.unavailable' })
  const payload = `--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nСлова\r\n--x\r\ncontent-disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF\r\n--x--\r\n`
  const { statusCode, body } = await site.app.inject({
    method: 'POST',
    url: `${own}/say`,
    payload,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })
  assert.equal(statusCode, 422)
  assert.match(body, />Слова<\/textarea>/)
  assert.match(body, /хранилище не ответило/)
})

test('CHAT-11: buttons of the assistant are numbered, work as a form, and stand under its newest words only; a person is one press away', async () => {
  const { body } = await site.get(own)
  assert.match(body, /value="a1">1\. Резервный код<\/button>/)
  assert.match(body, /value="t1">2\. Это о теме: Второй шаг|value="t1">2\. Это о теме: /)
  assert.match(body, /value="no">3\. Не помогло<\/button>/)
  assert.match(body, /action="[^"]+\/operator"[^>]*><button type="submit">(?:<svg.*?<\/svg>)?Позвать оператора/)
  assert.equal((await site.post(`${own}/option`, { seq: '3', option: 'no' })).headers.location, own)
  assert.deepEqual(sentTo('/api/chats/:id/messages').at(-1)?.body, { option: { seq: 3, id: 'no' } })
  assert.equal((await site.post(`${own}/operator`)).headers.location, own)
  assert.equal(sentTo('/api/chats/:id/operator').length, 1)
  site.api.talk = 'queued'
  const called = (await site.get(own)).body
  assert.doesNotMatch(called, /value="a1"/, 'answered already')
  assert.match(called, /Выбрано: Не помогло/)
  assert.match(called, /<a class="button" href="#make-request"[^>]*>1\. Оставить обращение/)
})

test('QueuePlace: place, range and age are said; the place can be kept, a guest gives an address', async () => {
  site.api.talk = 'queued'
  const { body } = await site.get(own)
  assert.match(body, /Ваше место в очереди: 3/)
  assert.match(body, /Ждать 3-6\u00a0мин/)
  assert.match(body, /Обновлено в 14:05\u00a0МСК/)
  await site.post(`${own}/place`, { 'place-email': 'ivan@example.org' })
  assert.deepEqual(sentTo('/api/chats/:id/place').at(-1)?.body, { email: 'ivan@example.org' })
  site.api.refuseNext('/api/chats/:id/place', 400, { kind: 'invalid', code: 'chat.email', fields: [{ field: 'email', code: 'email.invalid' }] })
  const wrong = await site.post(`${own}/place`, { 'place-email': 'нет' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /<a href="#place-email">Проверьте почту/)
  assert.match(wrong.body, /id="place-email"[^>]*value="нет"/)
  site.api.talk = 'kept'
  const kept = (await site.get(own)).body
  assert.match(kept, /Сколько ждать, сейчас сказать нельзя/)
  assert.match(kept, /Место за вами/)
})

test('CHAT-2: closed hours say when people answer again and lead to the request', async () => {
  site.api.hours = { open: false, changesAt: '2026-11-21T05:00:00.000Z', hours: '08:00-20:00', wait: null }
  for (const address of ['/chat', own]) {
    const { body } = await site.get(address)
    assert.match(body, /Операторы сейчас не на связи\. Ответят с сб,\u00a021\u00a0ноября, 08:00\u00a0МСК/)
    assert.match(body, /ответим письменно/)
  }
  assert.match((await site.get('/')).body, /помощник отвечает сразу/)
})

test('CHAT-3: the topic is a choice of the person; the guess comes back without the words in an address', async () => {
  await site.post(`${own}/topic`, { topic: 'access.signin', other: '' })
  await site.post(`${own}/topic`, { topic: 'access.signin', other: 'tech.upload' })
  assert.deepEqual(
    sentTo('/api/chats/:id/topic').map(({ body }) => body),
    [{ topic: 'access.signin' }, { topic: 'tech.upload' }],
  )
  const { body } = await site.post('/chat/guess', { text: 'Не приходит код 123456' })
  assert.match(body, /value="access\.second_factor"/)
  assert.match(body, /value checked/, 'nothing is chosen for the person')
  assert.match(body, /Похоже, в тексте пароль или код/)
  assert.doesNotMatch((await site.post('/chat/guess', { text: 'Коротко' })).body, /radio/)
  assert.equal(sentTo('/api/chat-guess').length, 1)
})

test('PHISH-4: what was hidden is named, and the greeting says what is never asked', async () => {
  site.api.talk = 'queued'
  const { body } = await site.get(own)
  assert.match(body, /Скрыли и не сохранили: код\. Никому этого не сообщайте/)
  assert.match(body, /мы их никогда не спрашиваем/)
})

test('R10: the script gets what came after its last number and nothing around it', async () => {
  site.api.talk = 'with_operator'
  const { body } = await site.get(own, { 'x-chat-after': '8' })
  assert.doesNotMatch(body, /<header|<footer|<h1/)
  assert.deepEqual(
    [...body.matchAll(/data-seq="(\d+)"/g)].map(([, seq]) => Number(seq)),
    [9, 10],
  )
  assert.match(body, /data-last="10"/)
  assert.match(body, /data-read="4"/)
  const refused = await site.app.inject({
    method: 'POST',
    url: `${own}/say`,
    payload: 'text=',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chat-after': '8' },
  })
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /data-troubles="[^"]*Напишите сообщение/)
  assert.equal(sentTo('/api/chats/:id/reading').length, 0, 'asking is not reading')
})

test('who opens the page without script has read what it shows', async () => {
  site.api.talk = 'with_operator'
  await site.get(own)
  assert.deepEqual(sentTo('/api/chats/:id/reading').at(-1)?.body, { seq: 10 })
})

test('a form that is gone meanwhile is refused at the talk, not at a field that is not there', async () => {
  site.api.talk = 'ended'
  site.api.refuseNext('/api/chats/:id/messages', 409, { kind: 'conflict', code: 'chat.ended' })
  const { body, statusCode } = await site.post(`${own}/say`, { text: 'Еще вопрос', key })
  assert.equal(statusCode, 422)
  assert.match(body, /<a href="#talk">/)
  isWhole(body, 'ru', 'over')
})

test('whose move it is stands first: who answers, or that the answer of the person is waited for', async () => {
  for (const [state, words] of [
    ['bot', 'Отвечает помощник'],
    ['queued', 'Ждем оператора'],
    ['with_operator', 'Отвечает оператор Анна'],
    ['with_specialist', 'Отвечает специалист Петр'],
    ['waiting', 'Ждем вашего ответа'],
  ] as const) {
    site.api.talk = state
    assert.match((await site.get(own)).body, new RegExp(`data-part="head"><p class="row"><strong>${words}</strong>`), state)
  }
})
