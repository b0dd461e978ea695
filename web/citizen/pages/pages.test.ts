import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { isWhole } from '../testing/is-whole.ts'
import { siteForTests } from '../testing/serve.ts'
import { number, scan, states, ticket } from '../testing/world.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())

const addresses = [
  '/',
  '/requests/new/topic',
  '/requests/new/files',
  `/requests/${number}`,
  `/requests/${number}/received`,
  '/requests',
  '/guest/status',
  '/view',
  '/help/writing',
  '/help',
  '/help?q=code',
  '/help/code-missing',
  '/privacy',
  '/accessibility',
  '/guest/code/00000000-0000-7000-8000-000000000777?until=2026-11-20T11:20:00.000Z&again=2026-11-20T11:06:00.000Z',
  '/nowhere',
]

/** The citizen's own words stay as typed in any language of the page; so does the name of the other language. */
const withoutFixtures = (html: string): string =>
  [ticket.subject, ticket.desiredOutcome as string, scan.name, 'Русский', ...ticket.messages.flatMap(({ text }) => text.split('\n'))].reduce(
    (rest, words) => rest.replaceAll(words, ''),
    html,
  )

for (const [lang, prefix] of [
  ['ru', ''],
  ['en', '/en'],
] as const)
  test(`every page is whole in ${lang}`, async () => {
    for (const address of addresses) {
      const { statusCode, body, headers } = await site.get(prefix + (prefix && address === '/' ? '' : address))
      assert.equal(statusCode, address === '/nowhere' ? 404 : 200, address)
      assert.equal(headers['content-language'], lang)
      isWhole(body, lang, `${lang} ${address}`)
      if (lang === 'en') assert.doesNotMatch(withoutFixtures(body), /[а-яё]{3,}/i, address)
    }
  })

test('SLA-7: a guest whose mail refuses ours is told on the page of the request what to do', async () => {
  site.api.state = 'accepted'
  assert.match((await site.get(`/requests/${number}`)).body, /Почта и\*\*\*@example\.org не принимает наши письма.*Заглядывайте сюда.*напишите ниже/s)
  site.api.state = 'late'
  assert.doesNotMatch((await site.get(`/requests/${number}`)).body, /не принимает/)
})

test('MAIL-1: the page of a request says of a message by mail whether its sender is proved', async () => {
  site.api.state = 'accepted'
  assert.match((await site.get(`/requests/${number}`)).body, /Пришло по почте\. Отправитель не подтвержден: это могли написать не вы\./)
  assert.match((await site.get(`/en/requests/${number}`)).body, /Came by mail\. The sender is not proved/)
})

test('SLA-6: the request page tells status, whose move and date in every state', async () => {
  for (const state of Object.keys(states)) {
    site.api.state = state
    for (const prefix of ['', '/en']) {
      const { body } = await site.get(`${prefix}/requests/${number}`)
      isWhole(body, prefix ? 'en' : 'ru', state)
      assert.match(body, /class="chip /)
    }
  }
  site.api.state = 'extended'
  const { body } = await site.get(`/requests/${number}`)
  assert.match(body, /Было: <del>пт,\u00a027\u00a0ноября, 18:00\u00a0МСК<\/del>/)
  assert.match(body, /не хватает сведений/)
  site.api.state = 'waiting'
})

test('every page carries the strict policy and is not stored', async () => {
  for (const address of ['/', '/nowhere', `/requests/${number}`]) {
    const { headers } = await site.get(address)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|nonce|\*/)
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'no-store')
  }
})

test('pages are compressed, built files are immutable and compressed beforehand', async () => {
  const plain = (await site.get('/')).body
  assert.equal(brotliDecompressSync((await site.get('/', { 'accept-encoding': 'gzip, br' })).rawPayload).toString(), plain)
  assert.equal(gunzipSync((await site.get('/', { 'accept-encoding': 'gzip' })).rawPayload).toString(), plain)
  const css = /href="(\/assets\/site-[^"]+\.css)"/.exec(plain)?.[1] as string
  const asset = await site.get(css, { 'accept-encoding': 'br' })
  assert.equal(asset.headers['content-encoding'], 'br')
  assert.match(String(asset.headers['cache-control']), /immutable/)
})

test('budget: the first view of the form takes at most 6 requests and 25 KiB, a page without a live part ships no script', async () => {
  const { rawPayload } = await site.get('/requests/new/details', { 'accept-encoding': 'br' })
  await site.post('/requests/new/topic', { kind: 'problem', topic: 'tech.upload' })
  const html = (await site.get('/requests/new/details')).body
  const files = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(([, file]) => file as string))
  let bytes = rawPayload.length
  for (const file of files) bytes += (await site.get(file, { 'accept-encoding': 'br' })).rawPayload.length
  assert.ok(files.size + 1 <= 6, `${files.size + 1} requests`)
  assert.ok(bytes <= 25 * 1024, `${bytes} bytes`)
  assert.doesNotMatch((await site.get('/privacy')).body, /<script/)
})

test('FORM-3 FORM-6: a refused form says so in the title, on top and at the field, and keeps what was typed', async () => {
  await site.post('/requests/new/topic', { kind: 'problem', topic: 'tech.upload' })
  const typed = { subject: 'Сбой', description: 'коротко', phone: '', email: 'ivan@example.org', snils: '12' }
  const { headers } = await site.post('/requests/new/details', typed)
  assert.equal(headers.location, '/requests/new/details?errors=1')
  const { body } = await site.get('/requests/new/details?errors=1')
  assert.match(body, /<title>Ошибка: Опишите вопрос/)
  assert.match(body, /<section class="summary"[^>]*autofocus[^>]*><div role="alert">/)
  assert.match(body, /<a href="#description">Добавьте хотя бы 20 знаков<\/a>/)
  assert.match(body, /id="description-error"[\s\S]{0,400}Добавьте хотя бы 20 знаков/)
  assert.match(body, /<textarea[^>]*aria-invalid="true"[^>]*>коротко<\/textarea>/)
  assert.match(body, /name="email"[^>]*value="ivan@example.org"/)
  assert.match(body, /<details open><summary>СНИЛС/)
  isWhole(body, 'ru', 'details with errors')
})

test('words that no draft may hold are refused at their field and kept on the page', async () => {
  site.api.refuseNext('/api/draft', 400, { kind: 'invalid', code: 'body.fields', fields: [{ field: 'description', code: 'schema.maxLength' }] })
  const { statusCode, body } = await site.post('/requests/new/details', { description: 'много слов' })
  assert.equal(statusCode, 422)
  assert.match(body, /<a href="#description">Сократите описание до 5000 знаков/)
  assert.match(body, /<textarea[^>]*>много слов<\/textarea>/)
})

test('ASK-1: without a topic the first step is asked again and leads to the list', async () => {
  site.api.draft = { ...site.api.draft, fields: {} }
  const { headers } = await site.post('/requests/new/topic', { subject: 'Не приходит код' })
  const { body } = await site.get(String(headers.location))
  assert.match(body, /<a href="#topic">Выберите тему<\/a>/)
  assert.match(body, /<legend>Вход и доступ<\/legend>[\s\S]{0,200}id="topic"/)
  assert.match(body, /value="Не приходит код"/)
})

test('TECH-1: an error page shows code and time, and its report fills the form with both', async () => {
  site.api.refuseNext('/api/tickets/:number', 500, { kind: 'broken', code: 'service.broken' })
  const { statusCode, body } = await site.get(`/requests/${number}`)
  assert.equal(statusCode, 500)
  const report = /href="(\/requests\/new\/topic\?[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') as string
  const code = new URL(report, 'http://x').searchParams.get('error') as string
  assert.match(body, new RegExp(`<dd class="mono">${code}</dd>`))
  const form = (await site.get(report)).body
  assert.match(form, new RegExp(`name="errorCode" value="${code}"`))
  assert.match(form, /name="errorAt" value="пт,\u00a020\u00a0ноября 2026, 14:05\u00a0МСК"/)
})

test('ETIQ-1, ETIQ-2, ETIQ-3, ETIQ-4, ETIQ-5, K15: greeting, clear words with the number, brevity, short answers and thanks are advice in both languages', async () => {
  for (const [address, words] of [
    ['/help/writing', [/Поздоровайтесь/, /номер обращения/, /кратко/, /коротко и по сути/, /Спасибо/, /Это советы, а не условия/]],
    ['/en/help/writing', [/Say hello and writ/, /Write clearly and/, /Be brief/, /Answer a clarifyin/, /Tell us whether th/]],
  ] as const) {
    const { body } = await site.get(address)
    for (const word of words) assert.match(body, word, address)
  }
})

test('FORM-11: a request of someone else, an unknown one and no session read the same', async () => {
  const pages = []
  for (const [status, kind] of [
    [404, 'not-found'],
    [401, 'unauthenticated'],
    [410, 'gone'],
  ] as const) {
    site.api.refuseNext('/api/tickets/:number', status, { kind, code: 'x' })
    pages.push((await site.get(`/requests/${number}`)).body.replace(/req-\w+/g, ''))
  }
  assert.equal(pages[0], pages[1])
  assert.equal(pages[0], pages[2])
})

test('a failing agency still gets a page with code and time', async () => {
  const broken = await siteForTests()
  broken.api.refuseNext('/api/agency', 503, { kind: 'unavailable', code: 'store.unavailable' })
  const { statusCode, body } = await broken.get('/')
  await broken.close()
  assert.equal(statusCode, 503)
  assert.match(body, /Сервис временно недоступен[\s\S]*Код ошибки/)
})

test('a form posted by another site is refused before the API is called', async () => {
  const before = site.api.sent.length
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }] as Record<string, string>[])
    assert.equal((await site.post('/requests/new/drop', {}, headers)).statusCode, 403)
  assert.equal(site.api.sent.length, before)
  assert.equal((await site.post('/requests/new', { subject: '' }, { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' })).statusCode, 303)
})

test('the language switch keeps the page, and actions stay in the language', async () => {
  assert.match((await site.get('/en/requests?show=open')).body, /href="\/requests\?show=open"[^>]*lang="ru"/)
  assert.equal((await site.post('/en/requests/new', { subject: 'The code does not come' })).headers.location, '/en/requests/new/topic')
})

test('display settings are rendered by the server and only lead back into the site', async () => {
  const saved = await site.post('/view', { theme: 'contrast', text: '150', spacing: 'wide', motion: 'off', zone: 'Asia/Vladivostok', from: '/requests' })
  assert.equal(saved.headers.location, '/requests')
  const cookie = [saved.headers['set-cookie']]
    .flat()
    .map((one) => String(one).split(';')[0])
    .join('; ')
  const html = (await site.get('/', { cookie })).body
  assert.match(html, /<html lang="ru" data-theme="contrast" data-text="150" data-spacing="wide" data-motion="off">/)
  assert.match(html, /20:00\u00a0МСК \(сб,\u00a021\u00a0ноября, 03:00 у вас\)/)
  for (const from of ['https://evil.example', '//evil.example', '/\\evil.example']) assert.equal((await site.post('/view', { from })).headers.location, '/')
})
