import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { account, change, ids, me } from '../../testing/account-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'

suite('pages of the account', () => {
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

  test('RECOV-6: after a recovery the data comes first; all is right, or one button files an urgent request', async () => {
    site.api.me = { ...me, checkData: true }
    assert.equal((await asVera('/me/security')).headers.location, '/me/check?next=%2Fme%2Fsecurity')
    assert.equal((await asVera('/sign-in/done?next=/requests')).headers.location, '/me/check?next=%2Frequests')
    const { body } = await asVera('/me/check?next=/requests')
    assert.match(body, /О\*\*\* В\*\*\* И\*\*\*/)
    assert.equal((await send('/me/check?next=/requests')).headers.location, '/requests')
    const key = /name="key" value="([^"]+)"/.exec(body)?.[1] as string
    const filed = await send('/me/mismatch', { key })
    assert.equal(filed.headers.location, '/requests/26-1234-5678-1')
    assert.equal(site.api.sent.at(-1)?.key, key)
    assert.equal((await asVera('/me/block')).statusCode, 200, 'closing the account waits for nothing')
  })

  test('what always comes is told after the name of its channel, and numbers of requests in headings stay whole', async () => {
    site.api.me = me
    const text = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')
    for (const [prefix, words] of [
      ['', ['Почта: всегда', 'В личном кабинете: всегда']],
      ['/en', ['E-mail: always', 'In your account: always']],
    ] as const) {
      const { body } = await asVera(`${prefix}/me/settings`)
      for (const one of words) assert.ok(text(body).includes(one), one)
    }
    assert.match((await asVera('/me/notifications')).body, /<h2 class="small">Ответ по обращению <span class="whole">26-1234-5678-1<\/span> готов<\/h2>/)
  })

  test('ASVS 7.5.1: a sensitive change asks again who it is and then goes on with what was typed', async () => {
    site.api.refuseNext('/api/account/contact-changes', 403, { kind: 'forbidden', code: 'step-up.needed' })
    const asked = await send('/me/contacts/new', { value: 'new@example.org', replaces: ids.email, key: ids.code })
    assert.equal(asked.statusCode, 403)
    isWhole(asked.body, 'ru', 'confirm')
    const hidden = (name: string) => (new RegExp(`name="${name}" value="([^"]*)"`).exec(asked.body)?.[1] ?? '').replaceAll('&amp;', '&')
    assert.equal(hidden('to'), '/me/contacts/new')
    // Another way, and a wrong answer, lose nothing.
    const other = await send('/me/confirm', { to: hidden('to'), carried: hidden('carried'), show: 'password' })
    assert.match(other.body, /name="carried" value="value=new%40example.org/)
    site.api.refuseNext('/api/account/session/password', 422, { kind: 'unprocessable', code: 'password.wrong' })
    const wrong = await send('/me/confirm', { to: hidden('to'), carried: hidden('carried'), way: 'password', password: 'no' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /name="carried" value="value=new%40example.org/)
    const done = await send('/me/confirm', { to: hidden('to'), carried: hidden('carried'), way: 'totp', code: '123456' })
    assert.equal(done.headers.location, `/me/contacts/change/${ids.change}`)
    assert.deepEqual(site.api.sent.at(-1), { path: '/api/account/contact-changes', body: { value: 'new@example.org', replaces: ids.email }, key: ids.code })
  })

  test('ASVS 3.7.2: after the proof only a page of the account goes on', async () => {
    for (const to of ['https://evil.example', '//evil.example', '/requests/join', '/api/account/block', '/sign-out'])
      assert.match(String((await send('/me/confirm', { to, carried: 'number=1', way: 'totp', code: '123456' })).headers.location), /^\/(me|requests)$/, to)
    assert.deepEqual(bodies('/api/account/block'), [])
  })

  test('secrets are carried nowhere: neither a password nor a code comes back on the page that asks again', async () => {
    site.api.refuseNext('/api/account/password', 403, { kind: 'forbidden', code: 'step-up.needed' })
    const { body } = await send('/me/security/password', { 'current-password': 'old words old words', password: 'new words new words' })
    assert.doesNotMatch(body, /old words|new words/)
    site.api.me = undefined
    const over = await send('/me/security/password', { 'current-password': 'old words old words', password: 'new words new words' })
    assert.equal(over.statusCode, 401)
    assert.doesNotMatch(over.body, /old words|new words/)
  })

  test('the session ended while a form was open: what was typed stays on the page and can be sent again', async () => {
    site.api.me = undefined
    const { statusCode, body } = await send('/me/contacts/new', { value: 'new@example.org', replaces: ids.email })
    assert.equal(statusCode, 401)
    assert.match(body, /action="\/me\/contacts\/new"/)
    assert.match(body, /name="value" value="new@example.org"/)
    const long = 'Слова, которые жалко потерять, потому что их много'
    site.api.refuseNext('/api/tickets/:number/objection', 404, { kind: 'not-found', code: 'ticket.not-found' })
    const request = await send('/requests/26-1234-5678-1/object', { 'object-text': long })
    assert.equal(request.statusCode, 401)
    assert.match(request.body, new RegExp(`<textarea[^>]*>${long}</textarea>`))
    assert.equal((await asVera('/requests/26-1234-5678-1')).statusCode, 200, 'a request that this browser may open stays open')
  })

  test('a value is shown in full on the answer alone, and the mistake opens a filled form', async () => {
    const masked = await asVera('/me/data')
    assert.doesNotMatch(masked.body, /Озерова Вера/)
    const shown = await send('/me/data/show', { field: 'name' })
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /<span role="status">Озерова Вера Ильинична<\/span>/)
    assert.equal(shown.headers['cache-control'], 'no-store')
    assert.equal((await send('/me/data/mistake', { field: 'snils' })).headers.location, '/requests/new/topic')
    assert.equal(site.api.draft.fields.topic, 'data.error')
    assert.match(site.api.draft.fields.subject ?? '', /СНИЛС/)
    await send('/me/data', { inn: ' 500100732259 ', birthDate: '' })
    assert.deepEqual(bodies('/api/account/profile'), [{ inn: '500100732259' }])
  })

  test('K13: a change of contact asks one code at a time, explains the pause where the old one is lost, and can be stopped', async () => {
    const asked = await asVera(`/me/contacts/change/${ids.change}`)
    assert.match(asked.body, /отправили на новый контакт \+7.000.\*\*\*-.\*\*-.01/)
    assert.equal(asked.body.match(/name="code"/g)?.length, 1)
    site.api.account = { ...account, changes: [{ ...change, state: 'new_confirmed', wants: ['old'] }] }
    const old = await asVera(`/me/contacts/change/${ids.change}`)
    assert.match(old.body, /прежний контакт \+7.000.\*\*\*-.\*\*-.67/)
    assert.match(old.body, /через 72 ч/)
    site.api.account = { ...account, changes: [{ ...change, state: 'pending_hold', effectiveAt: '2026-11-23T11:00:00.000Z', wants: [] }] }
    const held = await asVera(`/me/contacts/change/${ids.change}`)
    isWhole(held.body, 'ru', 'hold')
    assert.match(held.body, /<th scope="row">Входить по новому контакту<\/th><td>Пока нельзя<\/td><td>пн,\s23/)
    assert.equal((await send(`/me/contacts/change/${ids.change}/cancel`)).headers.location, '/me/contacts')
    site.api.account = { ...account, changes: [] }
    assert.equal((await asVera(`/me/contacts/change/${ids.change}`)).headers.location, '/me/contacts')
    assert.match((await asVera('/me/contacts')).body, /Последний контакт удалить нельзя/)
  })

  test('K17: ten codes, shown once in groups of five, as a file, and with a box that is ticked before the end', async () => {
    const { body } = await send('/me/security/backup-codes')
    assert.equal(body.match(/>ABCD\d-FGHJK</g)?.length, 10)
    assert.match(body, /<span class="unseen">A B C D 0, F G H J K<\/span>/)
    assert.match(body, /type="checkbox"[^>]*required/)
    isWhole(body, 'ru', 'backup codes')
    const codes = /name="codes" value="([^"]+)"/.exec(body)?.[1] as string
    const file = await send('/me/security/backup-codes/file', { codes: `${codes} <script>` })
    assert.match(String(file.headers['content-disposition']), /attachment/)
    assert.equal(file.body.trim().split('\r\n').length, 10)
    assert.doesNotMatch(file.body, /script/)
    assert.match(String((await send('/me/security/backup-codes/saved')).headers['set-cookie']), /flash=codes-not-kept/)
    assert.doesNotMatch((await asVera('/me/security/backup-codes')).body, /ABCD/)
  })

  test('the app: QR drawn in the page and the key as text; a wrong code keeps the key', async () => {
    const { body } = await send('/me/security/app')
    assert.match(body, /<div class="qr" role="img" aria-label="[^"]+"><svg/)
    assert.match(body, /JBSW Y3DP EHPK/)
    site.api.refuseNext('/api/account/factors/totp/:id/confirmation', 422, { kind: 'unprocessable', code: 'factor.wrong' })
    const wrong = await send(`/me/security/app/${ids.app}`, { code: '000000', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /JBSW Y3DP EHPK/)
    assert.equal((await send(`/me/security/app/${ids.app}`, { code: '123 456' })).headers.location, '/me/security/backup-codes')
  })

  test('what cannot be done now is told with its reason and until when, not as a page of somebody else', async () => {
    site.api.refuseNext('/api/account/factors/:id', 403, {
      kind: 'forbidden',
      code: 'account.cooling',
      details: { until: '2026-11-23T11:00:00.000Z', action: 'factor.remove' },
    })
    const cooling = await send(`/me/security/factors/${ids.app}/remove`)
    assert.equal(cooling.statusCode, 403)
    assert.match(cooling.body, /закрыто для вашей защиты[\s\S]*Можно будет с пн,\s23[\s\S]*href="\/me\/security"/)
    isWhole(cooling.body, 'ru', 'refused')
    site.api.refuseNext('/api/account/factors/sms', 409, { kind: 'conflict', code: 'factor.no-phone' })
    assert.match((await send('/me/security/sms', { on: '1' })).body, /Сначала добавьте и подтвердите телефон/)
    site.api.refuseNext('/api/account/contacts/:id', 409, { kind: 'conflict', code: 'not.known-to-the-texts' })
    const unknown = (await send(`/me/contacts/${ids.phone}/remove`)).body
    assert.doesNotMatch(unknown, /not\.known/)
  })

  test('LOGIN-6: whoever came by a backup code is led to a factor, and told why the rest is closed', async () => {
    site.api.me = { ...me, level: 'enrol' }
    assert.equal((await asVera('/sign-in/done?next=/requests')).headers.location, '/me/security')
    site.api.refuseNext('/api/account/settings', 403, { kind: 'forbidden', code: 'account.enrol-first' })
    const { statusCode, body } = await send('/me/settings', { lang: 'ru' })
    assert.equal(statusCode, 403)
    assert.match(body, /Добавьте способ входа/)
  })

  test('sessions, events and looks: words for each, good news when nobody looked, an unknown event is not shown as a code', async () => {
    await send(`/me/sessions/${ids.session}/end`)
    assert.ok(site.api.sent.some(({ path }) => path === '/api/account/sessions/:id'))
    const { body } = await asVera('/me/events')
    assert.match(body, /Осталось кодов: 7/)
    assert.match(body, /Сделал сотрудник: оператор/)
    assert.doesNotMatch(body, /account\.not-known|odd/)
    assert.match((await asVera('/me/views')).body, /Никто не смотрел/)
    site.api.looks = [{ at: '2026-11-19T10:00:00.000Z', role: 'operator', what: 'ticket.revealed', purpose: 'call_back', number: '26-1234-5678-1' }]
    const looked = (await asVera('/me/views')).body
    assert.match(looked, /оператор[\s\S]*Контакт или документ полностью[\s\S]*Перезвонить вам[\s\S]*26-1234-5678-1/)
    isWhole(looked, 'ru', 'looks')
  })

  test('"it was not me" closes the account after a page that says what follows', async () => {
    assert.match((await asVera('/me/block')).body, /завершатся все входы[\s\S]*в офисе с паспортом/)
    assert.deepEqual(bodies('/api/account/block'), [])
    assert.equal((await send('/me/block')).headers.location, '/account-closed')
  })

  test('K12: what the account knows is not asked; a guest is offered to sign in and keeps the draft', async () => {
    site.api.draft = { ...site.api.draft, fields: { topic: 'tech.upload', kind: 'problem' }, problems: [] }
    const known = (await asVera('/requests/new/details')).body
    assert.match(known, /Ответим на контакты учетной записи: \+7 000 \*\*\*-\*\*-67, в\*\*\*@example.org/)
    assert.doesNotMatch(known, /name="snils"/)
    assert.match(known, /<details><summary>Ответить на другой контакт/)
    const asGuest = await site.post(
      '/requests/new/details',
      Object.fromEntries([
        ['subject', 'Не сохраняется'],
        ['then', 'sign-in'],
      ]),
    )
    assert.equal(asGuest.headers.location, '/sign-in?next=%2Frequests%2Fnew%2Fdetails')
    assert.equal(site.api.draft.fields.subject, 'Не сохраняется')
    const form = (await site.get('/requests/new/details')).body
    assert.ok(form.indexOf('value="sign-in"') > form.indexOf('class="main" type="submit"'), 'Enter goes on, it does not sign in')
  })

  test('home and the list of whoever is signed in: the own move first, requests of a guest can be joined, the name and the way out on every page', async () => {
    const home = (await asVera('/')).body
    assert.match(home, /Ваш ход[\s\S]*Не сохраняется скан справки/)
    const list = (await asVera('/requests')).body
    assert.match(list, /Request of a guest[\s\S]*value="26-0000-0002-3"/)
    assert.equal((await send('/requests/join', { number: '26-0000-0002-3' })).headers.location, '/requests')
    const { body } = await asVera('/privacy')
    assert.match(body, /<summary>[\s\S]{0,200}Вера О\.[\s\S]{0,250}<\/summary>[\s\S]*action="\/sign-out"/)
    assert.match(body, /<dialog[^>]*data-session[^>]*data-idle="2026-11-20T11:35:00.000Z"/)
    const guest = (await site.get('/help/writing')).body
    assert.match(guest, /href="\/sign-in\?next=%2Fhelp%2Fwriting"/)
    assert.doesNotMatch(guest, /<script/)
  })

  test('PHISH-1, PHISH-2, PHISH-3: what fakes lead to, four tricks each with a picture of ours and a safe action, advice, and what we never ask', async () => {
    for (const prefix of ['', '/en']) {
      const { body } = await site.get(`${prefix}/help/fakes`)
      assert.equal(body.match(/<svg class="fake"[^>]*role="img" aria-label="[^"]{20,}"/g)?.length, 4)
      assert.equal(body.match(prefix ? /<strong>What to do:<\/strong>/g : /<strong>Что делать:<\/strong>/g)?.length, 4)
      assert.match(body, prefix ? /never ask for your password, a code/ : /никогда не спрашиваем пароль, код/)
      assert.match((await site.get(`${prefix}/privacy`)).body, new RegExp(`<footer>[\\s\\S]*href="${prefix}/help/fakes"`))
    }
  })
})
