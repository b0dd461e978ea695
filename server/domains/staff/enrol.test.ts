import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemCtx } from '#platform/ctx'
import { createFirstAdmin } from './commands/first-admin.ts'
import { removeEndedSessions } from './commands/remove-sessions.ts'
import { type Browser, codeAt, type Desk, desk } from './testing/desk.ts'

let it: Desk
before(async () => {
  it = await desk()
})
after(() => it.close())

const good = 'семь ветров над городом'
const refusedWith = (code: string) => (error: { code?: string }) => error.code === code
const tokenOf = (link: string) => link.split('#')[1]!
const invited = async (login: string) => {
  const boss = await it.enter(await it.person(`boss-of-${login}`, ['admin']))
  const body = { name: 'Новый Сотрудник', login, roles: ['operator'], teams: [], lang: 'ru' }
  const { status, body: made } = await boss.send('POST', '/api/staff', body)
  assert.equal(status, 201)
  return { boss, id: made.employee.id as string, token: tokenOf(made.link), link: made.link as string }
}
const setPassword = (browser: Browser, token: string, password = good) => browser.send('POST', '/api/staff/enrolment/password', { token, password })
const addApp = async (browser: Browser) => {
  const begun = await browser.send('POST', '/api/staff/factors/totp')
  assert.equal(begun.status, 201)
  const confirmed = await browser.send('POST', `/api/staff/factors/totp/${begun.body.id}/confirmation`, { code: codeAt(begun.body.secret, it.now()) })
  return { begun, confirmed, secret: begun.body.secret as string }
}

test('ASVS 6.3.2: the first administrator comes by a one-time link; there is no default account', async () => {
  const own = await desk()
  assert.equal((await own.platform.store.db.selectFrom('staff').select('id').execute()).length, 0)
  const ctx = own.ctx()
  const first = await createFirstAdmin(ctx, { login: 'Chief', name: 'Ирина' })
  assert.match(first.link, /^http:\/\/localhost:\d+\/desk\/enrol#[\w-]{43}$/)
  const renewed = await createFirstAdmin(ctx, { login: 'chief', name: 'Ирина' })
  assert.equal(renewed.id, first.id, 'a link that was lost before use is made anew')
  const browser = own.browser()
  assert.equal((await browser.send('POST', '/api/staff/enrolment', { token: tokenOf(first.link) })).status, 410)
  const read = await browser.send('POST', '/api/staff/enrolment', { token: tokenOf(renewed.link) })
  assert.deepEqual(read.body, { login: 'chief', name: 'Ирина', passwordSet: false })
  assert.deepEqual((await setPassword(browser, tokenOf(renewed.link))).body, { next: 'enrol', factors: [] })
  const begun = await browser.send('POST', '/api/staff/factors/totp')
  const me = await browser.send('POST', `/api/staff/factors/totp/${begun.body.id}/confirmation`, { code: codeAt(begun.body.secret, own.now()) })
  assert.deepEqual(me.body.roles, ['admin'])
  await assert.rejects(createFirstAdmin(ctx, { login: 'second', name: 'Петр' }), refusedWith('staff.admin-exists'))
  const another = await createFirstAdmin(ctx, { login: 'second', name: 'Петр', again: true })
  assert.notEqual(another.id, first.id)
  await createFirstAdmin(ctx, { login: 'chief', name: 'Ирина', again: true })
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401, 'who begins anew has nothing open')
  await own.person('clerk')
  await assert.rejects(createFirstAdmin(ctx, { login: 'clerk', name: 'Ольга', again: true }), refusedWith('staff.login-taken'))
  await assert.rejects(
    createFirstAdmin({ ...ctx, actor: { kind: 'staff', id: first.id, roles: ['admin'], teams: [], provedAt: own.now() } }, { login: 'third', name: 'Яна' }),
    refusedWith('access.denied'),
  )
  await own.close()
})

test('PRIV-2: an invited person sets the own password, adds a factor, and is at the desk', async () => {
  const { id, token } = await invited('newcomer')
  const browser = it.browser()
  assert.deepEqual((await browser.send('POST', '/api/staff/enrolment', { token })).body, { login: 'newcomer', name: 'Новый Сотрудник', passwordSet: false })
  await setPassword(browser, token)
  const { cookie } = browser
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 401, 'a password alone opens nothing')
  assert.equal((await browser.send('POST', '/api/staff/session/totp', { code: '123456' })).status, 401)
  const { begun, confirmed } = await addApp(browser)
  assert.match(begun.body.uri, /^otpauth:\/\/totp\/.+newcomer\?/)
  assert.match(begun.body.qrSvg, /^<svg /)
  assert.equal(confirmed.status, 200)
  assert.notEqual(browser.cookie, cookie)
  assert.equal((await browser.send('GET', '/api/staff/session')).body.login, 'newcomer')
  assert.deepEqual(await it.events(id), [
    'staff.invited',
    'staff.password-set',
    'staff.factor-begun',
    'staff.factor-added',
    'staff.enrolled',
    'staff.signed-in',
  ])
})

test('C20: the link is used once, and dies with its time', async () => {
  const used = await invited('once')
  await setPassword(it.browser(), used.token)
  const second = it.browser()
  assert.equal((await second.send('POST', '/api/staff/enrolment', { token: used.token })).body.passwordSet, true, 'an interrupted start goes on')
  await setPassword(second, used.token)
  await addApp(second)
  for (const url of ['/api/staff/enrolment', '/api/staff/enrolment/password']) {
    const answer = await it.browser().send('POST', url, { token: used.token, ...(url.endsWith('password') && { password: good }) })
    assert.equal(answer.status, 410)
    assert.equal(answer.headers['referrer-policy'], 'no-referrer')
  }
  const late = await invited('late')
  it.later(24 * 60 - 1)
  assert.equal((await it.browser().send('POST', '/api/staff/enrolment', { token: late.token })).status, 200)
  it.later(1)
  assert.equal((await setPassword(it.browser(), late.token)).status, 410)
})

test('C20: of two people with one link, who confirms a factor first has the account', async () => {
  const { token } = await invited('race')
  const [one, two] = [it.browser(), it.browser()]
  await setPassword(one, token)
  await setPassword(two, token)
  assert.equal((await one.send('POST', '/api/staff/factors/totp')).status, 401, 'the later password ended the earlier session')
  assert.equal((await addApp(two)).confirmed.status, 200)
})

test('C21: the link lies in the store as a hash, the name and the secret of the app sealed', async () => {
  const { id, token } = await invited('sealed')
  const browser = it.browser()
  await setPassword(browser, token)
  const { secret } = await addApp(browser)
  const { rows } = await it.platform.store.pool.query(
    'select s::text as staff, f::text as factor from staff s join staff_factor f on f.staff_id = s.id where s.id = $1',
    [id],
  )
  const text = JSON.stringify(rows)
  for (const hidden of [
    token,
    secret,
    'Новый',
    Buffer.from('Новый').toString('hex'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(token).toString('hex'),
    good,
  ])
    assert.ok(!text.includes(hidden))
})

test('C23: after the password of an enrolment, sign-in still refuses until a factor is confirmed', async () => {
  const { token } = await invited('unfinished')
  await setPassword(it.browser(), token)
  const answer = await it.browser().send('POST', '/api/staff/session', { login: 'unfinished', password: good })
  assert.equal(answer.body.code, 'sign-in.refused')
})

test('C23: a half session cannot add a factor, a foreign factor is not found, a wrong code confirms nothing', async () => {
  const { token } = await invited('careful')
  const browser = it.browser()
  await setPassword(browser, token)
  const begun = await browser.send('POST', '/api/staff/factors/totp')
  const url = `/api/staff/factors/totp/${begun.body.id}/confirmation`
  assert.equal((await browser.send('POST', url, { code: '12345' })).status, 422)
  const other = await it.enter(await it.person('other'))
  assert.equal((await other.send('POST', url, { code: codeAt(begun.body.secret, it.now()) })).status, 404)
  it.later(1)
  const half = it.browser()
  await half.send('POST', '/api/staff/session', { login: 'other', password: 'тихая гавань за мысом' })
  assert.equal((await half.send('POST', '/api/staff/factors/totp')).status, 401)
  assert.equal((await half.send('POST', '/api/staff/factors/passkey-options')).status, 401)
})

test('ASVS 6.2.1: a weak password is refused with all its reasons', async () => {
  const { token } = await invited('weakling')
  const answer = await setPassword(it.browser(), token, 'weakling123')
  assert.equal(answer.status, 422)
  assert.deepEqual(
    answer.body.fields.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [
      ['password', 'password.too-short'],
      ['password', 'password.common'],
      ['password', 'password.contains-login'],
    ],
  )
})

test('ASVS 7.3.2: sessions that ended a day ago are removed, open ones are not', async () => {
  const person = await it.person('swept')
  await it.enter(person)
  it.later(34 * 60)
  const browser = await it.enter(person)
  await removeEndedSessions(systemCtx(it.platform, it.now(), 'sweep'))
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 200)
  const left = await it.platform.store.db.selectFrom('staff_session').select('id').where('staff_id', '=', person.id).execute()
  assert.equal(left.length, 1)
})
