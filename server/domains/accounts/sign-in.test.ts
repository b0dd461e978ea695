import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sha256 } from '#platform/vault/index'
import { password } from './testing/bank.ts'
import { codeAt, type Site, site, wrongCode } from './testing/site.ts'

let it: Site
before(async () => {
  it = await site()
})
after(() => it.close())

const signIn = (browser: ReturnType<Site['browser']>, login: string, tried = password) =>
  browser.send('POST', '/api/account/session', { login, password: tried })

test('LOGIN-1: password and a code from a new browser, the password alone from a known one; the new one is told', async () => {
  const owner = await it.owner({ login: '+7 000 100-00-01' })
  const browser = it.browser()
  const first = await signIn(browser, ' 8 (000) 100 00 01 ')
  assert.deepEqual([first.status, first.body], [200, { next: 'factor', ways: ['code'], channels: ['sms'] }])
  assert.match(first.set[0]!, /^account=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const half = browser.cookies.get('account')
  assert.equal((await browser.send('GET', '/api/account/session')).status, 401)
  const sent = await browser.send('POST', '/api/account/session/code', { channel: 'sms' })
  assert.equal(sent.status, 202)
  const second = await browser.send('POST', '/api/account/session/code-proof', { id: sent.body.id, code: await it.code(owner.citizenId) })
  assert.deepEqual([second.status, second.body], [200, { next: 'signed-in', ways: [], channels: [] }])
  assert.notEqual(browser.cookies.get('account'), half, 'a new token at each step')
  assert.ok(browser.cookies.has('device'))
  const me = await browser.send('GET', '/api/account/session')
  assert.deepEqual([me.body.shortName, me.body.level, me.body.state, me.body.ways], ['Мария К.', 'full', 'active', ['password', 'code']])
  assert.equal(me.body.endsAt, '2026-11-27T21:00:00.000Z')
  assert.equal(me.body.idleUntil, '2026-11-27T09:30:00.000Z')
  assert.deepEqual(await it.events(owner.citizenId), ['account.registered', 'account.password-proved', 'account.code-sent', 'account.signed-in'])
  assert.deepEqual(await it.notices(owner.citizenId), ['auth.code sms', 'auth.new_device sms', 'auth.new_device inapp'])
  await browser.send('DELETE', '/api/account/session')
  const again = await signIn(browser, owner.login)
  assert.deepEqual(again.body, { next: 'signed-in', ways: [], channels: [] })
  assert.equal((await it.notices(owner.citizenId)).length, 3, 'a known browser is no news')
  const stranger = it.browser()
  assert.equal((await signIn(stranger, owner.login)).body.next, 'factor')
})

test('C21: only hashes of tokens are stored, and a hash opens nothing', async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  const { db } = it.platform.store
  const session = await db
    .selectFrom('account_session')
    .select('token_hash')
    .where('token_hash', '=', sha256(browser.cookies.get('account')!))
    .executeTakeFirstOrThrow()
  const device = await db.selectFrom('account_device').select('token_hash').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.deepEqual(device.token_hash, sha256(browser.cookies.get('device')!))
  const thief = it.browser()
  thief.cookies.set('account', session.token_hash.toString('base64url'))
  assert.equal((await thief.send('GET', '/api/account/session')).status, 401)
  thief.cookies.set('device', device.token_hash.toString('base64url'))
  assert.equal((await signIn(thief, owner.login)).body.next, 'factor')
})

test('ASVS 7.3.1: a session idles out after 30 minutes, ends after 12 hours however busy; half ones after 10 minutes', async () => {
  const owner = await it.owner()
  const idle = await it.enter(owner)
  it.later(29)
  assert.equal((await idle.send('GET', '/api/account/session')).status, 200)
  it.later(29)
  assert.equal((await idle.send('GET', '/api/account/session', undefined, { 'x-activity': 'none' })).status, 200)
  it.later(2)
  assert.equal((await idle.send('GET', '/api/account/session')).status, 401, 'a poll without a person does not keep it awake')
  const busy = await it.enter(owner, idle)
  for (let i = 0; i < 35; i++) {
    it.later(20)
    assert.equal((await busy.send('GET', '/api/account/session')).status, 200, `${i}`)
  }
  it.later(20)
  assert.equal((await busy.send('GET', '/api/account/session')).status, 401)
  const half = it.browser()
  await signIn(half, owner.login)
  it.later(10)
  assert.equal((await half.send('POST', '/api/account/session/code', { channel: 'email' })).status, 401)
})

test('ASVS 7.4.1: signing out ends the session, half ones too; a new sign-in in one browser ends the one before', async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  const old = it.browser()
  old.cookies.set('account', browser.cookies.get('account')!)
  await signIn(browser, owner.login)
  assert.equal((await old.send('GET', '/api/account/session')).status, 401)
  const open = browser.cookies.get('account')!
  assert.equal((await browser.send('DELETE', '/api/account/session')).status, 204)
  assert.equal(browser.cookies.has('account'), false)
  old.cookies.set('account', open)
  assert.equal((await old.send('GET', '/api/account/session')).status, 401)
  assert.equal((await it.events(owner.citizenId)).at(-1), 'account.signed-out')
  const half = it.browser()
  await signIn(half, owner.login)
  assert.equal((await half.send('DELETE', '/api/account/session')).status, 204)
})

test('LOGIN-4: the fifth wrong password locks for strangers, is told by every contact, and not to who knows the device', async () => {
  const owner = await it.owner({ login: '+7 000 100-00-02' })
  const home = await it.enter(owner)
  const thief = it.browser()
  for (let i = 0; i < 7; i++) assert.equal((await signIn(thief, owner.login, 'wrong wrong wrong')).body.code, 'sign-in.refused')
  assert.equal((await signIn(thief, owner.login)).status, 401, 'the right password does not pass a lock')
  assert.equal((await it.notices(owner.citizenId)).filter((one) => one === 'auth.locked sms').length, 1)
  const events = await it.events(owner.citizenId)
  assert.equal(events.filter((event) => event === 'account.sign-in-failed').length, 5)
  assert.equal(events.filter((event) => event === 'account.locked').length, 1)
  await home.send('DELETE', '/api/account/session')
  assert.equal((await signIn(home, owner.login)).body.next, 'signed-in', 'the owner comes in as ever')
  assert.equal((await signIn(thief, owner.login)).status, 401, 'and the lock stays for the others')
})

test('LOGIN-4: the owner opens a locked sign-in by a code; the doubling goes on for who guesses', async () => {
  const owner = await it.owner({ login: '+7 000 100-00-03' })
  const browser = it.browser()
  for (let i = 0; i < 5; i++) await signIn(browser, owner.login, 'wrong wrong wrong')
  const asked = await browser.send('POST', '/api/account/unlocks', { login: '8 000 1000003' })
  assert.equal(asked.status, 202)
  const url = `/api/account/unlocks/${asked.body.id}/proof`
  const code = await it.code(owner.citizenId)
  assert.equal((await it.browser().send('POST', url, { code })).status, 410, 'another browser has nothing of the code')
  const wrong = await browser.send('POST', url, { code: code === '000000' ? '111111' : '000000' })
  assert.deepEqual([wrong.status, wrong.body.fields], [422, [{ field: 'code', code: 'code.wrong', details: { left: 4 } }]])
  assert.equal((await browser.send('POST', url, { code })).status, 204)
  assert.equal((await browser.send('POST', url, { code })).status, 410)
  assert.ok((await it.notices(owner.citizenId)).includes('auth.unlocked sms'))
  assert.equal((await signIn(browser, owner.login)).status, 200)
  for (let i = 0; i < 5; i++) await signIn(it.browser(), owner.login, 'wrong wrong wrong')
  const row = await it.platform.store.db.selectFrom('account').select('locked_until').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.equal((row.locked_until!.getTime() - it.now().getTime()) / 60_000, 30)
})

test('C24: of 100 wrong passwords at once five are looked at', async () => {
  const owner = await it.owner()
  const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await signIn(it.browser(), owner.login, 'wrong wrong wrong')).status))
  assert.ok(statuses.every((status) => status === 401 || status === 429))
  assert.equal((await it.events(owner.citizenId)).filter((event) => event === 'account.sign-in-failed').length, 5)
})

test('C24: of 50 equal codes of the app at once one is taken, and none later', async () => {
  const own = await site({ ACCOUNT_FAILURES: '20', ACCOUNT_HARD_LIMIT: '1000' })
  const owner = await own.owner()
  const { secret } = await own.addApp(await own.enter(owner))
  const browsers = []
  for (let i = 0; i < 50; i++) {
    const browser = own.browser()
    await signIn(browser, owner.login)
    browsers.push(browser)
  }
  const code = codeAt(secret, own.now())
  const statuses = (await Promise.all(browsers.map((browser) => browser.send('POST', '/api/account/session/totp', { code })))).map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses))
  await own.platform.store.db.updateTable('account').set({ failures: 0, locked_until: null }).where('citizen_id', '=', owner.citizenId).execute()
  const late = own.browser()
  await signIn(late, owner.login)
  const again = await late.send('POST', '/api/account/session/totp', { code })
  assert.deepEqual([again.status, again.body.code], [422, 'factor.wrong'])
  await own.close()
})

test('ASVS 6.6.3: who knows the password cannot guess codes for ever; a lock is told to who gave the password', async () => {
  const owner = await it.owner()
  const { secret } = await it.addApp(await it.enter(owner))
  let wrong = 0
  let told: unknown
  for (let round = 0; round < 4; round++) {
    const browser = it.browser()
    if ((await signIn(browser, owner.login)).status !== 200) break
    for (let i = 0; i < 2; i++) {
      const answer = await browser.send('POST', '/api/account/session/totp', { code: wrongCode(secret, it.now()) })
      if (answer.status === 422) wrong++
      else told = answer.body.code
    }
  }
  assert.deepEqual([wrong, told], [5, 'sign-in.locked'])
})

test('C25: one address has so many tries in five minutes, an IPv6 household counts as one', async () => {
  const own = await site({ ACCOUNT_TRIES_PER_ADDRESS: '6' })
  const statuses: number[] = []
  for (let i = 0; i < 7; i++) statuses.push((await signIn(own.browser(`2001:db8:1:2::${i}`), `none${i}@example.org`)).status)
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 401, 429])
  assert.equal((await signIn(own.browser('2001:db8:1:3::1'), 'none@example.org')).status, 401)
  assert.equal((await own.browser('2001:db8:1:2::ffff').send('POST', '/api/account/passkey-session-options')).status, 429, 'whatever is tried')
  await own.close()
})

test('ASVS 3.3.1: over https the cookies are Secure and bound to the host', async () => {
  const secure = await site({ PUBLIC_URL: 'https://help.agency.example' })
  const owner = await secure.owner()
  const { set } = await signIn(secure.browser(), owner.login)
  assert.match(set[0]!, /^__Host-account=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const browser = await secure.enter(owner)
  assert.deepEqual([...browser.cookies.keys()].sort(), ['__Host-account', '__Host-device'])
  await secure.close()
})

test('ASVS 7.4.2: a closed account lets nobody in, in the words of a wrong password, and ends what is open', async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  await it.platform.store.db.updateTable('account').set({ state: 'blocked' }).where('citizen_id', '=', owner.citizenId).execute()
  assert.equal((await browser.send('GET', '/api/account/session')).status, 401)
  assert.equal((await signIn(browser, owner.login)).body.code, 'sign-in.refused')
})
