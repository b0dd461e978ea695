import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Route } from '#contract/route'
import * as contract from '#contract/staff'
import { sha256 } from '#platform/vault/index'
import { codeAt, type Desk, desk, password } from './testing/desk.ts'

let it: Desk
before(async () => {
  it = await desk()
})
after(() => it.close())

const signIn = (browser: ReturnType<Desk['browser']>, login: string, tried = password, address?: string) =>
  browser.send('POST', '/api/staff/session', { login, password: tried }, {}, address)

test('PRIV-2: password and code open the desk, with a new token at each step', async () => {
  const anna = await it.person('anna')
  const browser = it.browser()
  const first = await signIn(browser, ' ANNA ')
  assert.equal(first.status, 200)
  assert.deepEqual(first.body, { next: 'factor', factors: ['totp'] })
  assert.match(first.setCookie!, /^staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const half = browser.cookie
  const second = await browser.send('POST', '/api/staff/session/totp', { code: codeAt(anna.secret, it.now()) })
  assert.equal(second.status, 200)
  assert.notEqual(browser.cookie, half)
  assert.equal(second.body.name, 'Имя anna')
  assert.deepEqual(second.body.roles, ['operator'])
  assert.equal(second.body.endsAt, '2026-11-27T17:00:00.000Z')
  assert.equal(second.body.idleUntil, '2026-11-27T09:15:00.000Z')
  assert.equal((await it.browser(half).send('GET', '/api/staff/session')).status, 401)
  assert.deepEqual(await it.events(anna.id), ['staff.created', 'staff.password-proved', 'staff.signed-in'])
})

test('C21: only the hash of a token is stored, and the hash opens nothing', async () => {
  const browser = await it.enter(await it.person('hash'))
  const token = browser.cookie!.split('=')[1]!
  const row = await it.platform.store.db.selectFrom('staff_session').select('token_hash').where('token_hash', '=', sha256(token)).executeTakeFirstOrThrow()
  assert.equal((await it.browser(`staff=${row.token_hash.toString('base64url')}`).send('GET', '/api/staff/session')).status, 401)
})

test('C23: a session without a factor gets 401 from every route but those of the factor and sign-out', async () => {
  await it.person('half')
  const browser = it.browser()
  await signIn(browser, 'half')
  const open = new Set<Route>([
    contract.signIn,
    contract.proveTotp,
    contract.passkeyOptions,
    contract.provePasskey,
    contract.signOut,
    contract.readEnrolment,
    contract.enrolPassword,
  ])
  const id = '01930000-0000-7000-8000-000000000000'
  const bodies = new Map<Route, unknown>([
    [contract.confirmTotp, { code: '123456' }],
    [contract.confirmPasskey, {}],
    [contract.changePassword, { old: 'any', password: 'any' }],
    [contract.inviteStaff, { name: 'Новый', login: 'new', roles: ['admin'], teams: [], lang: 'ru' }],
    [contract.changeStaff, { roles: ['admin'] }],
    [contract.blockStaff, { reason: 'why not' }],
    [contract.reinviteStaff, { reason: 'why not' }],
  ])
  const routes = Object.values(contract).filter((one): one is Route & typeof one => typeof one === 'object' && 'path' in one) as Route[]
  assert.equal(routes.length, 23)
  for (const route of routes.filter((one) => !open.has(one))) {
    const answer = await browser.send(route.method, route.path.replace(':id', id), bodies.get(route))
    assert.equal(answer.status, 401, `${route.method} ${route.path}`)
  }
})

test('C19: unknown, wrong, locked and blocked answer the same status and body', async () => {
  const known = await it.person('known')
  const barred = await it.person('barred')
  await it.platform.store.db.updateTable('staff').set({ state: 'blocked' }).where('id', '=', barred.id).execute()
  const answers = []
  for (const [login, tried] of [
    ['nobody', password],
    ['known', 'not the password at all'],
    ['barred', password],
  ] as const)
    answers.push(await signIn(it.browser(), login, tried))
  await it.platform.store.db
    .updateTable('staff')
    .set({ locked_until: new Date(it.now().getTime() + 60_000) })
    .where('id', '=', known.id)
    .execute()
  answers.push(await signIn(it.browser(), 'known', password))
  const shown = answers.map(({ status, body: { errorCode: _, ...rest }, headers: { 'x-request-id': __, date: ___, ...headers } }) => ({
    status,
    rest,
    headers,
  }))
  assert.equal(shown[0]!.status, 401)
  assert.equal(shown[0]!.rest.code, 'sign-in.refused')
  for (const one of shown.slice(1)) assert.deepEqual(one, shown[0])
})

test('C19: an unknown login costs as much work as a known one', async () => {
  await it.person('timed')
  // Processor time with that of the hashing threads, and the least of several: what else the machine does has no part in it.
  const least = { nobody2: Number.POSITIVE_INFINITY, timed: Number.POSITIVE_INFINITY }
  for (let i = 0; i < 12; i++)
    for (const login of ['nobody2', 'timed'] as const) {
      const begun = process.cpuUsage()
      await signIn(it.browser(), login, 'wrong wrong wrong wrong', `10.7.${i}.1`)
      const { user, system } = process.cpuUsage(begun)
      least[login] = Math.min(least[login], user + system)
      await it.platform.store.db.updateTable('staff').set({ failures: 0 }).where('login', '=', 'timed').execute()
    }
  const ratio = least.nobody2 / least.timed
  assert.ok(ratio > 0.7 && ratio < 1.4, `${least.nobody2} and ${least.timed} microseconds`)
})

test('ASVS 7.3.1: a session idles out after 15 minutes, and ends after 8 hours however busy', async () => {
  const person = await it.person('idle')
  const idle = await it.enter(person)
  it.later(14)
  assert.equal((await idle.send('GET', '/api/staff/session')).status, 200)
  it.later(14)
  assert.equal((await idle.send('GET', '/api/staff/session', undefined, { 'x-activity': 'none' })).status, 200)
  it.later(2)
  assert.equal((await idle.send('GET', '/api/staff/session')).status, 401, 'a poll without a person does not keep it awake')
  const busy = await it.enter(person)
  for (let i = 0; i < 47; i++) {
    it.later(10)
    assert.equal((await busy.send('GET', '/api/staff/session')).status, 200, `${i}`)
  }
  it.later(10)
  assert.equal((await busy.send('GET', '/api/staff/session')).status, 401)
})

test('ASVS 7.5.1: a code on a full session proves anew and keeps the token', async () => {
  const person = await it.person('step-up')
  const browser = await it.enter(person)
  it.later(10)
  assert.equal((await browser.send('POST', '/api/staff/factors/totp')).status, 403, 'the last proof is too old')
  const { cookie } = browser
  const again = await browser.send('POST', '/api/staff/session/totp', { code: codeAt(person.secret, it.now()) })
  assert.equal(again.status, 200)
  assert.equal(again.body.provedAt, it.now().toISOString())
  assert.equal(browser.cookie, cookie)
  const begun = await browser.send('POST', '/api/staff/factors/totp')
  assert.equal(begun.status, 201)
  const spare = await browser.send('POST', `/api/staff/factors/totp/${begun.body.id}/confirmation`, { code: codeAt(begun.body.secret, it.now()) })
  assert.equal(spare.status, 200)
})

test('ASVS 7.4.1: sign-out ends the session; a new sign-in in one browser ends the one before', async () => {
  const person = await it.person('out')
  const browser = await it.enter(person)
  const old = browser.cookie
  await signIn(browser, 'out')
  assert.equal((await it.browser(old).send('GET', '/api/staff/session')).status, 401)
  it.later(1)
  await browser.send('POST', '/api/staff/session/totp', { code: codeAt(person.secret, it.now()) })
  const open = browser.cookie
  assert.equal((await browser.send('DELETE', '/api/staff/session')).status, 204)
  assert.equal((await it.browser(open).send('GET', '/api/staff/session')).status, 401)
  assert.equal((await it.events(person.id)).at(-1), 'staff.signed-out')
})

test('ASVS 3.3.1: over https the cookie is Secure and bound to the host', async () => {
  const secure = await desk({ PUBLIC_URL: 'https://help.agency.example' })
  await secure.person('tls')
  const { setCookie } = await secure.browser().send('POST', '/api/staff/session', { login: 'tls', password })
  assert.match(setCookie!, /^__Host-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  await secure.close()
})
