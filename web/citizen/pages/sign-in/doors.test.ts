import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { account, ids, me, recoveries, token } from '../../testing/account-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'

suite('signing in, registering, coming back', () => {
  let site: Awaited<ReturnType<typeof siteForTests>>
  const cookie = 'account=session-of-vera'
  const asVera = (url: string) => site.get(url, { cookie })
  const send = (url: string, fields: Record<string, string> = {}) => site.post(url, fields, { cookie })
  const bodies = (path: string) => site.api.sent.filter((one) => one.path === path).map(({ body }) => body)
  before(async () => {
    site = await siteForTests()
  })
  afterEach(() => {
    Object.assign(site.api, { me, account, recovery: 'first', hasAccount: false, looks: [], sent: [] })
  })
  after(() => site.close())

  test('LOGIN-2: the same words for a wrong login and a wrong password; what was typed as login stays, the password does not', async () => {
    site.api.me = undefined
    site.api.refuseNext('/api/account/session', 401, { kind: 'unauthenticated', code: 'sign-in.refused' })
    const { statusCode, body } = await site.post('/sign-in', { login: ' Vera@example.org ', password: 'Secret words here' })
    assert.equal(statusCode, 401)
    assert.match(body, /<a href="#login">Логин или пароль не подошли<\/a>/)
    assert.match(body, /name="login" value="Vera@example.org"|value="Vera@example.org"[^>]*name="login"|id="login" name="login"[^>]*value="Vera@example.org"/)
    assert.doesNotMatch(body, /Secret words here/)
    assert.match(body, /Выключен ли Caps Lock[\s\S]*раскладка[\s\S]*пробела/)
    assert.match(body, /на время закрывается, даже для верного пароля[\s\S]*href="\/unlock"/)
    assert.match(body, /type="password"[^>]*|autocomplete="current-password"/)
    assert.match(body, /autocomplete="username webauthn"/)
    assert.ok(body.indexOf('href="/cannot-sign-in"') < body.indexOf('<button class="main"'), 'the way out stands above the button')
    isWhole(body, 'ru', 'sign-in refused')
  })

  test('LOGIN-4: a locked sign-in says how long, and how to open it by a code', async () => {
    site.api.me = undefined
    site.api.refuseNext('/api/account/session', 429, { kind: 'too-many', code: 'sign-in.locked', details: { retryAfterSeconds: 870 } })
    const { statusCode, body } = await site.post('/sign-in', { login: 'vera@example.org', password: 'x' })
    assert.equal(statusCode, 429)
    assert.match(body, /время: 15\u00a0минут|время: 15 минут/)
    assert.match(body, /href="\/unlock"/)
    const asked = await site.post('/unlock', { login: 'vera@example.org' })
    assert.match(String(asked.headers.location), new RegExp(`^/unlock/code\\?id=${ids.unlock}`))
    const opened = await site.post(String(asked.headers.location), { code: '123 456' })
    assert.equal(opened.headers.location, '/sign-in')
    assert.deepEqual(bodies('/api/account/unlocks/:id/proof'), [{ code: '123456' }])
  })

  test('ASVS 3.7.2: signing in leads back to a page of this site alone', async () => {
    for (const [next, leads] of [
      ['/requests/new/details', '/requests/new/details'],
      ['https://evil.example', '/me'],
      ['//evil.example', '/me'],
      ['/\\evil.example', '/me'],
      ['/sign-in', '/me'],
      ['/api/account', '/me'],
    ] as const) {
      const { headers } = await send(`/sign-in?${new URLSearchParams({ next })}`, { login: 'a@example.org', password: 'words' })
      const done = String(headers.location)
      assert.match(done, /^\/sign-in\/done\?/)
      assert.equal((await asVera(done)).headers.location, leads, next)
    }
  })

  test('the second step offers the way used last first and the others as links; a code goes out only when asked for', async () => {
    site.api.me = undefined
    const { headers } = await site.post('/sign-in?next=/me/data', { login: 'a@example.org', password: 'words' })
    const at = String(headers.location)
    const { body } = await site.get(at)
    assert.match(body, /<h1>Код из приложения<\/h1>/)
    for (const way of ['passkey', 'code', 'backup_code']) assert.match(body, new RegExp(`href="/sign-in/factor\\?way=${way}&amp;ways=`))
    assert.match(body, /autocomplete="one-time-code"[^>]*|inputmode="numeric"/)
    assert.equal(body.match(/<input[^>]*name="code"/g)?.length, 1, 'one field')
    assert.deepEqual(bodies('/api/account/session/code'), [])
    const asked = (await site.get('/sign-in/factor?way=code&ways=totp.code&channels=sms')).body
    assert.match(asked, /name="send" value="sms"/)
    assert.doesNotMatch(asked, /value="email"/, 'only where a code can go')
    const code = await site.post('/sign-in/factor?way=code&ways=totp.code&channels=sms&next=/me/data', { way: 'code', send: 'sms' })
    assert.deepEqual(bodies('/api/account/session/code'), [{ channel: 'sms' }])
    assert.match(String(code.headers.location), new RegExp(`id=${ids.code}`))
    const proved = await site.post(String(code.headers.location), { way: 'code', id: ids.code, code: '12-34-56' })
    assert.deepEqual(bodies('/api/account/session/code-proof'), [{ id: ids.code, code: '123456' }])
    assert.equal(proved.headers.location, '/sign-in/done?next=%2Fme%2Fdata')
  })

  test('LOGIN-6: a wrong and a used backup code are told alike, each way with its own advice and a door', async () => {
    site.api.me = undefined
    const said = async (way: string, path: string) => {
      site.api.refuseNext(path, 422, { kind: 'unprocessable', code: 'factor.wrong' })
      const { statusCode, body } = await site.post(`/sign-in/factor?way=${way}&ways=totp.backup_code`, { code: 'ABCDE-FGHJK' })
      assert.equal(statusCode, 422)
      assert.match(body, /href="\/cannot-sign-in\/factor"/)
      return /<a href="#code">([^<]+)<\/a>/.exec(body)?.[1] ?? ''
    }
    assert.match(await said('backup_code', '/api/account/session/backup-code'), /опечатка или он уже использован/)
    assert.match(await said('totp', '/api/account/session/totp'), /проверьте время на телефоне/)
  })

  test('C23: too long since the password, and the sign-in starts anew with a word of why', async () => {
    site.api.me = undefined
    site.api.refuseNext('/api/account/session/totp', 401, { kind: 'unauthenticated', code: 'session.none' })
    const { headers } = await site.post('/sign-in/factor?way=totp&ways=totp&next=/me/data', { code: '123456' })
    assert.equal(headers.location, '/sign-in?next=%2Fme%2Fdata')
    assert.match(String(headers['set-cookie']), /flash=half-over/)
  })

  test('registration: contact, code, name and password; the reason of a refused password stands at its field', async () => {
    site.api.me = undefined
    const begun = await site.post('/register', { contact: ' +7 900 000-00-00 ' })
    assert.deepEqual(bodies('/api/account/registrations'), [{ contact: '+7 900 000-00-00' }])
    const proved = await site.post(String(begun.headers.location), { code: '111 222' })
    assert.equal(proved.headers.location, `/register/details?id=${ids.registration}`)
    assert.match((await site.get(String(proved.headers.location))).body, /от 15 до 128 знаков/)
    site.api.refuseNext('/api/account/registrations/:id/account', 422, {
      kind: 'unprocessable',
      code: 'password.weak',
      fields: [{ field: 'password', code: 'password.too-short', details: { min: 15, length: 4 } }],
    })
    const typed = { surname: 'Озерова', name: 'Вера', patronymic: '', password: 'кот1' }
    const refused = await site.post(String(proved.headers.location), typed)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /<a href="#password">Пароль короткий: нужно от 15 знаков, сейчас 4<\/a>/)
    assert.match(refused.body, /value="Озерова"/)
    assert.doesNotMatch(refused.body, /кот1/)
    const missing = await site.post(String(proved.headers.location), { ...typed, surname: '', name: '' })
    assert.match(missing.body, /<a href="#surname">[\s\S]*<a href="#name">/)
    const done = await site.post(String(proved.headers.location), { ...typed, password: 'сорок две лампы' })
    assert.equal(done.headers.location, '/sign-in/done?next=/me')
    assert.deepEqual(bodies('/api/account/registrations/:id/account').at(-1), { surname: 'Озерова', name: 'Вера', password: 'сорок две лампы' })
    site.api.hasAccount = true
    assert.match((await site.post(String(begun.headers.location), { code: '111222' })).body, /У вас уже есть учетная запись/)
  })

  test('LOGIN-1: one question of seven; each answer is a page with a fix and a door to a person, and the form knows its topic', async () => {
    const { body } = await site.get('/cannot-sign-in')
    assert.equal(body.match(/type="radio"/g)?.length, 7)
    assert.doesNotMatch(body, /name="login"/)
    assert.match((await site.post('/cannot-sign-in', {})).body, /<a href="#trouble">/)
    for (const [kind, topic, to] of [
      ['data', 'access.signin', '/sign-in'],
      ['forgotten', 'access.password', '/recovery/start'],
      ['locked', 'access.locked', '/unlock'],
      ['browser', 'tech.browser', '/check-browser'],
      ['factor', 'access.second_factor', '/sign-in'],
      ['no-contacts', 'access.recovery', undefined],
      ['other', 'access.signin', undefined],
    ] as const) {
      assert.equal((await site.post('/cannot-sign-in', { trouble: kind })).headers.location, `/cannot-sign-in/${kind}`)
      const advice = (await site.get(`/cannot-sign-in/${kind}`)).body
      assert.match(advice, new RegExp(`href="/requests/new/topic\\?topic=${topic}"`), kind)
      assert.match(advice, /href="tel:\+70000000001"[\s\S]*08:00-20:00/, kind)
      if (to) assert.match(advice, new RegExp(`class="button main" href="${to}"`), kind)
    }
    await site.post('/requests/new', { subject: 'Чужой вход', topic: 'access.signin' })
    assert.equal(site.api.draft.fields.topic, 'access.signin')
    assert.equal(site.api.draft.fields.subject, 'Чужой вход')
  })

  test('RECOV-2, LOGIN-3: the same words whoever has the contact; two proofs, then a password, then sign-in', async () => {
    site.api.me = undefined
    const begun = await site.post('/recovery/start', { contact: 'vera@example.org' })
    assert.match(String(begun.headers['set-cookie']), new RegExp(`recovery=${ids.recovery}; Path=/; SameSite=Lax; HttpOnly`))
    const first = await site.get(String(begun.headers.location))
    assert.match(first.body, /Если этот контакт привязан к учетной записи, код придет за минуту/)
    assert.match(first.body, /aria-current="step">Подтверждение/)
    const proved = await site.post(String(begun.headers.location), { kind: 'email', code: '123456' })
    site.api.recovery = 'second'
    const second = await site.get(String(proved.headers.location))
    for (const way of recoveries['second']?.offers.slice(1) ?? []) assert.match(second.body, new RegExp(`with=${way}`), way)
    assert.deepEqual(bodies('/api/account/recoveries/:id/code'), [], 'no code before it was asked for')
    const code = await site.post(`/recovery/code?id=${ids.recovery}`, { channel: 'sms' })
    assert.match(String(code.headers.location), /with=phone/)
    const given = await site.post(String(code.headers.location), { kind: 'phone', code: '654321' })
    assert.deepEqual(bodies('/api/account/recoveries/:id/proofs'), [
      { kind: 'email', code: '123456' },
      { kind: 'phone', code: '654321' },
    ])
    site.api.recovery = 'password'
    assert.equal((await site.get(String(given.headers.location))).headers.location, `/recovery/password?id=${ids.recovery}`)
    const done = await site.post(`/recovery/password?id=${ids.recovery}`, { password: 'сорок две лампы' })
    assert.equal(done.headers.location, '/recovery/done?until=2026-11-23T11%3A05%3A00.000Z')
    assert.match(String(done.headers['set-cookie']), /recovery=;.*Max-Age=0/)
    const end = (await site.get(String(done.headers.location))).body
    assert.match(end, /<th scope="row">Менять контакты<\/th><td>Пока нельзя<\/td><td><time[^>]*>пн,\s23/)
    assert.match(end, /<th scope="row">Писать в поддержку<\/th><td>Можно/)
  })

  test('RECOV-4: a delay, a second employee and a refusal are told with dates and a door', async () => {
    for (const [step, word] of [
      ['wait', /Можно будет с сб,\s21/],
      ['approval', /Ждем второго сотрудника/],
      ['refused', /остановил хозяин/],
    ] as const) {
      site.api.recovery = step
      for (const prefix of ['', '/en']) isWhole((await site.get(`${prefix}/recovery/proof?id=${ids.recovery}`)).body, prefix ? 'en' : 'ru', step)
      const { body } = await site.get('/recovery/proof', { cookie: `recovery=${ids.recovery}` })
      assert.match(body, word)
      assert.match(body, /topic=access.recovery/)
    }
  })

  test('C18: a cancel link is one button without signing in; its address is told to nobody; opening it changes nothing', async () => {
    site.api.me = undefined
    for (const path of [`/cancel/${token}`, `/recovery/link/${token}`]) {
      const { headers, body } = await site.get(path)
      assert.equal(headers['referrer-policy'], 'no-referrer', path)
      assert.doesNotMatch(body, new RegExp(`next=[^"]*${token}`), 'not carried along to the sign-in')
    }
    assert.deepEqual(bodies('/api/account/cancellations'), [])
    assert.deepEqual(bodies('/api/account/recovery-links'), [])
    const page = (await site.get(`/cancel/${token}`)).body
    assert.equal(/<main[\s\S]*<\/main>/.exec(page)?.[0].match(/<button/g)?.length, 1)
    // Browsers post from such a page with the origin "null"; the address itself is the proof.
    const done = await site.post(`/cancel/${token}`, {}, { origin: 'null' })
    assert.equal(done.headers.location, '/cancelled?what=recovery')
    assert.equal((await site.post('/unlock', { login: 'a@example.org' }, { origin: 'null' })).statusCode, 403)
    site.api.refuseNext('/api/account/cancel-links', 410, { kind: 'gone', code: 'link.over' })
    const over = await site.get(`/cancel/${token}`)
    assert.equal(over.statusCode, 410)
    assert.match(over.body, /Ссылка больше не действует/)
    assert.equal((await site.get('/cancel/short')).statusCode, 404)
  })
})
