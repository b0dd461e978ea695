import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SMS_BREAKER } from '#contract/notice-events'
import { password } from './testing/bank.ts'
import { codeAt, type Site, site } from './testing/site.ts'

let it: Site
before(async () => {
  it = await site({ SMS_BUDGET_PER_HOUR: '3' })
})
after(() => it.close())

test('SMS pumping: with the budget used up signing in by an app and by mail goes on, and everybody who asks for a text message hears the same', async () => {
  const phone = '+7 000 300-00-01'
  const withApp = await it.owner()
  const home = await it.enter(withApp)
  const { secret } = await it.addApp(home)
  const withPhone = await it.owner({ login: phone })
  const withMail = await it.owner()
  for (let n = 0; n < 3; n++) assert.equal((await it.browser().send('POST', '/api/account/registrations', { contact: `+7 000 31${n}-00-00` })).status, 202)
  assert.ok(await it.platform.store.db.selectFrom('store_fact').select('name').where('name', '=', SMS_BREAKER).executeTakeFirst())

  const refused = async (contact: string) => {
    const { status, body, headers } = await it.browser().send('POST', '/api/account/registrations', { contact })
    return [status, body.code, headers['retry-after']]
  }
  assert.deepEqual((await refused(phone)).slice(0, 2), [429, 'sms.unavailable'])
  assert.deepEqual(await refused(phone), await refused('+7 000 399-99-99'), 'known and unknown numbers alike')
  const waiting = it.browser()
  await waiting.send('POST', '/api/account/session', { login: phone, password })
  assert.equal((await waiting.send('POST', '/api/account/session/code', { channel: 'sms' })).body.code, 'sms.unavailable')

  const byApp = it.browser()
  assert.deepEqual((await byApp.send('POST', '/api/account/session', { login: withApp.login, password })).body.ways[0], 'totp')
  assert.equal((await byApp.send('POST', '/api/account/session/totp', { code: codeAt(secret, it.now()) })).body.next, 'signed-in')
  assert.equal((await (await it.enter(withMail)).send('GET', '/api/account/session')).status, 200)

  it.later(60)
  const again = it.browser()
  await again.send('POST', '/api/account/session', { login: phone, password })
  assert.equal((await again.send('POST', '/api/account/session/code', { channel: 'sms' })).status, 202, 'the next hour begins anew')
  assert.equal((await it.code(withPhone.citizenId)).length, 6)
})
