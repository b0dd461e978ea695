import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, codeAt, type Desk, desk, type Person, password, wrongCode } from './testing/desk.ts'

let it: Desk
before(async () => {
  it = await desk()
})
after(() => it.close())

const better = 'семь ветров над городом'
const changeTo = (browser: Browser, next: string, old = password) => browser.send('PUT', '/api/staff/password', { old, password: next })
const proveAgain = async (browser: Browser, { secret }: Person) => {
  it.later(1)
  assert.equal((await browser.send('POST', '/api/staff/session/totp', { code: codeAt(secret, it.now()) })).status, 200)
}
const addApp = async (browser: Browser) => {
  const begun = await browser.send('POST', '/api/staff/factors/totp')
  const { status } = await browser.send('POST', `/api/staff/factors/totp/${begun.body.id}/confirmation`, { code: codeAt(begun.body.secret, it.now()) })
  assert.equal(status, 200)
  return begun.body.id as string
}

test('ASVS 6.2.3, 7.5.1: the own password is changed with the old one and a fresh proof; other sessions end, this one goes on', async () => {
  const person = await it.person('changes')
  const elsewhere = await it.enter(person)
  it.later(1)
  const browser = await it.enter(person)
  it.later(6)
  assert.equal((await changeTo(browser, better)).body.code, 'step-up.needed')
  await proveAgain(browser, person)
  assert.equal((await changeTo(browser, 'коротко')).body.fields[0].code, 'password.too-short')
  assert.equal((await changeTo(browser, password)).body.fields[0].code, 'password.same')
  assert.deepEqual((await changeTo(browser, better, 'не тот пароль вовсе')).body.fields, [{ field: 'old', code: 'password.old-wrong' }])
  assert.equal((await changeTo(browser, better)).status, 204)
  assert.equal((await elsewhere.send('GET', '/api/staff/session')).status, 401)
  assert.equal((await browser.send('GET', '/api/staff/session')).status, 200)
  const signIn = (word: string) => it.browser().send('POST', '/api/staff/session', { login: person.login, password: word })
  assert.deepEqual([(await signIn(password)).status, (await signIn(better)).status], [401, 200])
  const told = (await it.events(person.id)).filter((event) => event.startsWith('staff.password'))
  assert.deepEqual(told.slice(0, 3), ['staff.password-proved', 'staff.password-proved', 'staff.password-refused'])
  assert.ok(told.includes('staff.password-changed'))
})

test('ASVS 6.3.1: guessing the old password at an open desk locks like guessing at the door', async () => {
  const person = await it.person('guessed')
  const browser = await it.enter(person)
  const answers = []
  for (let i = 0; i < 6; i++) answers.push((await changeTo(browser, better, `неверный пароль ${i}`)).status)
  assert.deepEqual(answers, [422, 422, 422, 422, 422, 429])
  assert.ok((await it.events(person.id)).includes('staff.locked'))
})

test('PRIV-2, ASVS 7.5.1: a factor is removed after a fresh proof, the last one never, also not by two at once; its codes open nothing more', async () => {
  const person = await it.person('removes')
  const browser = await it.enter(person)
  const [first] = (await browser.send('GET', '/api/staff/factors')).body
  assert.equal((await browser.send('DELETE', `/api/staff/factors/${first.id}`)).body.code, 'factor.last')
  const second = await addApp(browser)
  const stranger = await it.enter(await it.person('stranger'))
  assert.equal((await stranger.send('DELETE', `/api/staff/factors/${first.id}`)).status, 404)
  it.later(6)
  assert.equal((await browser.send('DELETE', `/api/staff/factors/${first.id}`)).body.code, 'step-up.needed')
  await proveAgain(browser, person)
  const both = await Promise.all([first.id, second].map((id) => browser.send('DELETE', `/api/staff/factors/${id}`)))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  const left = (await browser.send('GET', '/api/staff/factors')).body
  assert.equal(left.length, 1)
  assert.doesNotMatch(JSON.stringify(left), /secret/)
  assert.ok((await it.events(person.id)).includes('staff.factor-removed'))
})

test('C23: with the password alone nobody sees or removes a factor, or changes the password', async () => {
  const person = await it.person('half')
  const browser = it.browser()
  await browser.send('POST', '/api/staff/session', { login: person.login, password })
  await browser.send('POST', '/api/staff/session/totp', { code: wrongCode(person.secret, it.now()) })
  assert.deepEqual(
    [
      (await browser.send('GET', '/api/staff/factors')).status,
      (await browser.send('DELETE', '/api/staff/factors/018f0000-0000-7000-8000-000000000000')).status,
      (await changeTo(browser, better)).status,
    ],
    [401, 401, 401],
  )
})
