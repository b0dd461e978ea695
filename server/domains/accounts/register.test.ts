import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password } from './testing/bank.ts'
import { type Site, site } from './testing/site.ts'

let it: Site
before(async () => {
  it = await site()
})
after(() => it.close())

const details = { surname: 'Озерова', name: 'Анна', patronymic: 'Ильинична', password }
async function begun(contact: string, browser = it.browser()) {
  const { status, body } = await browser.send('POST', '/api/account/registrations', { contact })
  assert.equal(status, 202)
  const url = `/api/account/registrations/${body.id}`
  return { browser, url, id: body.id as string, sent: body }
}

test('LOGIN-1, C15: a code to the contact, then the name and a password; the account exists from then on and is signed in', async () => {
  const { browser, url, id, sent } = await begun(' 8 (000) 200-00-01 ')
  assert.equal(sent.resendAt, '2026-11-27T09:01:00.000Z')
  assert.equal((await browser.send('POST', `${url}/account`, details)).body.code, 'registration.not-proved')
  const wait = await browser.send('POST', `${url}/code`)
  assert.deepEqual([wait.status, wait.body.code, wait.body.details], [429, 'code.wait', { retryAfterSeconds: 60 }])
  const proof = await browser.send('POST', `${url}/proof`, { code: await it.code(id) })
  assert.deepEqual(proof.body, { next: 'details', contact: '+7 000 ***-**-01' })
  assert.equal((await it.platform.store.db.selectFrom('account').select('citizen_id').execute()).length, 0)
  const weak = await browser.send('POST', `${url}/account`, { ...details, password: 'озерова' })
  assert.deepEqual([weak.status, weak.body.code], [422, 'password.weak'])
  assert.deepEqual(
    weak.body.fields.map(({ code }: { code: string }) => code),
    ['password.too-short', 'password.breached', 'password.contains-name'],
  )
  const odd = await browser.send('POST', `${url}/account`, { ...details, surname: 'Оз3рова' })
  assert.deepEqual(odd.body.fields, [{ field: 'surname', code: 'name.invalid', details: { reason: 'NAME_CHARS' } }])
  const made = await browser.send('POST', `${url}/account`, details)
  assert.deepEqual([made.status, made.body], [201, { next: 'signed-in', ways: [], channels: [] }])
  assert.equal((await browser.send('POST', `${url}/account`, details)).status, 410)
  const me = await browser.send('GET', '/api/account/session')
  assert.equal(me.body.shortName, 'Анна О.')
  assert.match(me.body.number, /^\d{11}$/)
  const account = await it.platform.store.db.selectFrom('account').selectAll().executeTakeFirstOrThrow()
  assert.ok(account.password_is_long && !account.profile!.toString('latin1').includes('Озерова'))
  assert.deepEqual(await it.events(account.citizen_id), ['account.registered', 'account.signed-in'])
  assert.deepEqual(await it.notices(account.citizen_id), [], 'the first device is no news')
  await browser.send('DELETE', '/api/account/session')
  assert.equal((await browser.send('POST', '/api/account/session', { login: '+70002000001', password })).body.next, 'signed-in')
})

test('C15: who has an account is told so only after the code, and nothing is made', async () => {
  const owner = await it.owner({ login: 'known@example.org' })
  const { browser, url, id } = await begun('Known@Example.org')
  assert.deepEqual((await browser.send('POST', `${url}/proof`, { code: await it.code(id) })).body, { next: 'has-account', contact: 'K***@example.org' })
  const again = await browser.send('POST', `${url}/account`, details)
  assert.deepEqual([again.status, again.body.code], [409, 'account.exists'])
  assert.deepEqual(await it.events(owner.citizenId), ['account.registered'])
})

test('C15: a registration begun with somebody else’s contact is worth nothing: the code works in the browser that asked alone', async () => {
  const attacker = await begun('victim@example.org')
  const code = await it.code(attacker.id)
  const victim = it.browser()
  await victim.send('POST', '/api/account/registrations', { contact: 'victim@example.org' })
  assert.equal((await victim.send('POST', `${attacker.url}/proof`, { code })).status, 410, 'the owner cannot prove the attacker’s registration by mistake')
  const own = await begun('victim@example.org', victim)
  assert.equal((await victim.send('POST', `${own.url}/proof`, { code: await it.code(own.id) })).body.next, 'details')
  assert.equal((await victim.send('POST', `${own.url}/account`, details)).status, 201)
  const late = await attacker.browser.send('POST', `${attacker.url}/account`, { ...details, password: 'семь ветров над городом' })
  assert.equal(late.status, 409, 'what was begun before opens nothing')
  assert.equal((await it.browser().send('POST', '/api/account/session', { login: 'victim@example.org', password: 'семь ветров над городом' })).status, 401)
})

test('C15: of many registrations of one contact at once one account is made', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => begun('race@example.org')))
  for (const { browser, url, id } of all) assert.equal((await browser.send('POST', `${url}/proof`, { code: await it.code(id) })).body.next, 'details')
  const statuses = (await Promise.all(all.map(({ browser, url }) => browser.send('POST', `${url}/account`, details)))).map(({ status }) => status)
  assert.deepEqual(statuses.sort(), [201, 409, 409, 409])
})

test('LOGIN-2: what can be no contact is told with the reason; telephones without text messages get no code', async () => {
  for (const [contact, code, reason] of [
    ['8 000', 'phone.invalid', 'PHONE_LENGTH'],
    ['+7 495 123-45-67', 'phone.invalid', 'PHONE_NOT_MOBILE'],
    ['a@b', 'email.invalid', 'EMAIL_NO_TLD'],
  ]) {
    const answer = await it.browser().send('POST', '/api/account/registrations', { contact })
    assert.deepEqual([answer.status, answer.body.fields], [422, [{ field: 'contact', code, details: { reason } }]])
  }
})

test('ASVS 6.5.5: a registration ends after a day, its code after ten minutes, and a new code voids the old one', async () => {
  const { browser, url, id } = await begun('slow@example.org')
  const old = await it.code(id)
  it.later(11)
  assert.deepEqual((await browser.send('POST', `${url}/proof`, { code: old })).body.fields, [{ field: 'code', code: 'code.expired' }])
  const again = await browser.send('POST', `${url}/code`)
  assert.equal(again.body.id, id)
  assert.equal((await browser.send('POST', `${url}/proof`, { code: await it.code(id) })).status, 200)
  it.later(24 * 60)
  assert.equal((await browser.send('POST', `${url}/account`, details)).status, 410)
})

test('LOGIN-2: the rules and what is wrong with a password can be asked before', async () => {
  const { body } = await it.browser().send('POST', '/api/account/password-check', { password: 'gfhjkm' })
  assert.deepEqual([body.min, body.max, body.composition], [15, 128, false])
  assert.deepEqual(
    body.problems.map(({ code }: { code: string }) => code),
    ['password.too-short', 'password.common'],
  )
})
