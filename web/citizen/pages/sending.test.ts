import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { siteForTests } from '../testing/serve.ts'
import { number } from '../testing/world.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())

const boundary = 'form-boundary'
const part = (name: string, value: string, filename?: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`}\r\n\r\n${value}\r\n`
const multipart = (url: string, parts: string[]) =>
  site.app.inject({
    method: 'POST',
    url,
    payload: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  })

const fillDraft = async (subject = 'Не приходит код для входа') => {
  await site.post('/requests/new/topic', { kind: 'problem', topic: 'access.second_factor' })
  await site.post('/requests/new/details', {
    subject,
    description: 'Нажал «Войти», ждал 20 минут,\r\nписьмо не пришло',
    phone: '+70001234567',
    email: 'ivan@example.org',
  })
}

test('PREP-2: the whole form without script, from the first words to the confirmation', async () => {
  assert.equal((await site.post('/requests/new', { subject: 'Не приходит код для входа' })).headers.location, '/requests/new/topic')
  assert.equal((await site.post('/requests/new/topic', { kind: 'problem', topic: 'access.second_factor' })).headers.location, '/requests/new/details')
  await fillDraft()
  assert.equal(site.api.draft.fields.description, 'Нажал «Войти», ждал 20 минут,\nписьмо не пришло')
  assert.equal((await multipart('/requests/new/files', [part('files', '', '')])).headers.location, '/requests/new/check')
  const check = await site.get('/requests/new/check')
  assert.match(check.body, /Ответим письменно до сб,\u00a021\u00a0ноября, 14:05/)
  assert.match(check.body, /Решим до пт,\u00a027\u00a0ноября, 18:00/)
  assert.match(check.body, /Считаем дни: пн,\u00a023\u00a0ноября/)
  const key = /name="key" value="([^"]+)"/.exec(check.body)?.[1] as string
  assert.equal((await site.post('/requests/new/check', { key })).headers.location, `/requests/${number}/received`)
  assert.equal((await site.get(`/requests/${number}/received`)).statusCode, 200)
})

test('FORM-9: a double press sends the same idempotency key twice', async () => {
  await fillDraft()
  const key = /name="key" value="([^"]+)"/.exec((await site.get('/requests/new/check')).body)?.[1] as string
  await Promise.all([site.post('/requests/new/check', { key }), site.post('/requests/new/check', { key })])
  const keys = site.api.sent.filter(({ path }) => path === '/api/draft/submission').map((one) => one.key)
  assert.deepEqual(keys.slice(-2), [key, key])
})

test('FORM-8: each file is refused by itself with its cause, the others stay', async () => {
  const { statusCode, body } = await multipart('/requests/new/files', [part('files', 'a', 'скан.pdf'), part('files', 'b', 'фото.heic')])
  assert.equal(statusCode, 422)
  assert.match(body, /<a href="#files">фото.heic: нужен JPG, PNG или PDF<\/a>/)
  assert.match(body, /id="kept"[\s\S]*скан.pdf/)
})

test('PREP-2: a similar request of the last day can be added to', async () => {
  await fillDraft('Не сохраняется скан справки')
  const { body } = await site.get('/requests/new/check')
  assert.match(body, /name="addTo" value="26-0000-0001-5"/)
  assert.match(body, /name="addTo" value="new" checked/)
  const sent = await site.post('/requests/new/check', { key: crypto.randomUUID(), addTo: '26-0000-0001-5' })
  assert.equal(sent.headers.location, '/requests/26-0000-0001-5')
  assert.match(String(sent.headers['set-cookie']), /flash=added/)
})

test('REG-6: when the store is down nothing is sent, the page says so and keeps the same key', async () => {
  await fillDraft()
  const key = crypto.randomUUID()
  site.api.refuseNext('/api/draft/submission', 503, { kind: 'unavailable', code: 'store.unavailable' })
  const { statusCode, body } = await site.post('/requests/new/check', { key })
  assert.equal(statusCode, 503)
  assert.match(body, /Обращение не отправлено. Текст и файлы на месте/)
  assert.match(body, new RegExp(`name="key" value="${key}"`))
})

test('a check page with something missing leads to the field', async () => {
  await fillDraft()
  await site.post('/requests/new/details', { email: '' })
  const { headers } = await site.get('/requests/new/check')
  assert.equal(headers.location, '/requests/new/details?errors=1')
  assert.match((await site.get(String(headers.location))).body, /<a href="#email">Укажите почту для ответа/)
})

test('a reply carries words and files in one form; words reach the API with the files', async () => {
  const sent = await multipart(`/requests/${number}/reply`, [
    part('key', crypto.randomUUID()),
    part('text', 'Номер ошибки 7F3K\r\nвот снимок'),
    part('files', 'x'.repeat(300_000), 'снимок.png'),
  ])
  assert.equal(sent.headers.location, `/requests/${number}`)
  const { body } = site.api.sent.at(-1) as { body: { text: string; fileIds: string[] } }
  assert.equal(body.text, 'Номер ошибки 7F3K\nвот снимок')
  assert.equal(body.fileIds.length, 1)
})

test('a refused reply keeps words and the files that were taken', async () => {
  const { statusCode, body } = await multipart(`/requests/${number}/reply`, [part('text', 'Снимок'), part('files', 'a', 'a.png'), part('files', 'b', 'b.heic')])
  assert.equal(statusCode, 422)
  assert.match(body, /b.heic: нужен JPG/)
  assert.match(body, /<textarea[^>]*>Снимок<\/textarea>/)
  assert.match(body, /name="kept" value="[0-9a-f-]{36}\/a.png" checked/)
  const empty = await multipart(`/requests/${number}/reply`, [part('text', ''), part('files', '', '')])
  assert.match(empty.body, /<a href="#text">Напишите сообщение<\/a>/)
})

test('a stale page is told to look again', async () => {
  site.api.refuseNext('/api/tickets/:number/withdrawal', 409, { kind: 'conflict', code: 'ticket.changed' })
  const { headers } = await site.post(`/requests/${number}/withdraw`, { expected: '6' })
  assert.equal(headers.location, `/requests/${number}`)
  assert.match(String(headers['set-cookie']), /flash=changed/)
  assert.match((await site.get(`/requests/${number}`, { cookie: 'flash=changed' })).body, /Обращение изменилось/)
})

test('FORM-11: number, code, request; a wrong code is said at its field', async () => {
  const asked = await site.post('/guest/status', { number: '26 1234 5678 1' })
  assert.match(String(asked.headers.location), /^\/guest\/code\/[0-9a-f-]{36}\?until=/)
  site.api.refuseNext('/api/guest-access/:accessId/proof', 422, {
    kind: 'unprocessable',
    code: 'guest.problems',
    fields: [{ field: 'code', code: 'code.wrong' }],
  })
  assert.match((await site.post(String(asked.headers.location), { code: '000000' })).body, /<a href="#code">Код не подошел/)
  assert.equal((await site.post(String(asked.headers.location), { code: '123 456' })).headers.location, `/requests/${number}`)
  assert.deepEqual(site.api.sent.at(-1)?.body, { code: '123456' })
})

test('too many attempts: the page says when to come back', async () => {
  site.api.refuseNext('/api/guest-access', 429, { kind: 'too-many', code: 'guest.wait', details: { retryAfterSeconds: 61 } })
  const { statusCode, headers, body } = await site.post('/guest/status', { number: '26123456781' })
  assert.equal(statusCode, 429)
  assert.equal(headers['retry-after'], '61')
  assert.match(body, /Повторить можно через 2 минуты/)
})

test('an article that did not help leads to the form with its topic; one that did says thanks', async () => {
  const helped = await site.post('/help/code-missing', { helpful: 'yes' })
  assert.deepEqual([helped.statusCode, helped.headers.location], [303, '/help/code-missing'])
  const not = await site.post('/en/help/code-missing', { helpful: 'no' })
  assert.deepEqual([not.statusCode, not.headers.location], [303, '/en/requests/new/topic?topic=access.second_factor'])
  assert.deepEqual(
    site.api.sent.filter(({ path }) => path.endsWith('/votes')).map(({ body }) => body),
    [
      { helpful: true, lang: 'ru' },
      { helpful: false, lang: 'en' },
    ],
  )
  const nothing = await site.get('/help?q=мурмурация')
  assert.match(nothing.body, /name="subject" value="мурмурация"/, 'what was asked goes along into the form')
})
