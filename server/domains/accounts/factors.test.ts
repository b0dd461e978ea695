import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { change } from '#platform/change'
import { authenticator } from '#testing/authenticator'
import { useBackupCode } from './commands/backup-codes.ts'
import { rekeyAccounts } from './commands/rekey.ts'
import { password } from './testing/bank.ts'
import { type Browser, codeAt, type Site, site } from './testing/site.ts'

let it: Site
before(async () => {
  it = await site()
})
after(() => it.close())

const origin = () => new URL(it.platform.config.http.publicUrl).origin
const newKey = () => authenticator('localhost', origin())
const signIn = (browser: Browser, login: string) => browser.send('POST', '/api/account/session', { login, password })
async function addKey(browser: Browser, label?: string) {
  const key = newKey()
  const options = await browser.send('POST', '/api/account/factors/passkey-options')
  assert.equal(options.status, 200, options.raw)
  const added = await browser.send('POST', '/api/account/factors/passkey', { answer: key.create(options.body), ...(label && { label }) })
  assert.equal(added.status, 201, added.raw)
  return { key, added: added.body }
}
async function codesMade(browser: Browser): Promise<string[]> {
  const { status, body } = await browser.send('POST', '/api/account/backup-codes')
  assert.equal(status, 201)
  return body.codes
}

test('C24: with an app the second step is asked on a known browser too; its code is good once', async () => {
  const owner = await it.owner()
  const home = await it.enter(owner)
  const { secret } = await it.addApp(home)
  assert.ok((await it.notices(owner.citizenId)).includes('factor.changed email'))
  assert.deepEqual((await signIn(home, owner.login)).body, { next: 'factor', ways: ['totp'], channels: [] })
  const mail = await home.send('POST', '/api/account/session/code', { channel: 'email' })
  assert.deepEqual([mail.status, mail.body.code], [409, 'code.no-channel'], 'mail never stands in for the app')
  const code = codeAt(secret, it.now())
  assert.deepEqual((await home.send('POST', '/api/account/session/totp', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).body.next, 'signed-in')
  await signIn(home, owner.login)
  assert.equal((await home.send('POST', '/api/account/session/totp', { code })).body.code, 'factor.wrong')
  const rows = await it.platform.store.db.selectFrom('account_factor').select('secret').where('citizen_id', '=', owner.citizenId).execute()
  assert.ok(!rows[0]!.secret.toString('latin1').includes(secret))
})

test('LOGIN-6: a backup code opens a session that reads and adds a factor, nothing else; it is told, and used up', async () => {
  const owner = await it.owner()
  const home = await it.enter(owner)
  await it.addApp(home)
  const codes = await codesMade(home)
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
  const lost = it.browser()
  assert.deepEqual((await signIn(lost, owner.login)).body.ways, ['totp', 'backup_code'])
  const wrong = await lost.send('POST', '/api/account/session/backup-code', { code: 'AAAAA-AAAAA' })
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'factor.wrong'])
  const used = await lost.send('POST', '/api/account/session/backup-code', { code: ` ${codes[3]!.toLowerCase().replace('-', ' ')} ` })
  assert.deepEqual(used.body, { next: 'enrol', ways: [], channels: [] })
  assert.ok((await it.notices(owner.citizenId)).includes('backup_code.used email'))
  assert.equal((await lost.send('GET', '/api/account/session')).body.level, 'enrol')
  for (const [method, url, body] of [
    ['PUT', '/api/account/password', { password: 'семь ветров над городом' }],
    ['POST', '/api/account/backup-codes'],
    ['POST', '/api/account/recovery-code'],
    ['DELETE', '/api/account/sessions'],
    ['DELETE', '/api/account/devices'],
    ['PUT', '/api/account/factors/sms', { on: false }],
    ['DELETE', `/api/account/factors/${owner.citizenId}`],
  ] as const) {
    const answer = await lost.send(method, url, body)
    assert.deepEqual([answer.status, answer.body.code], [403, 'account.enrol-first'], url)
  }
  assert.equal((await lost.send('GET', '/api/account/sessions')).status, 200)
  const enrol = lost.cookies.get('account')
  await it.addApp(lost)
  assert.notEqual(lost.cookies.get('account'), enrol, 'a new token as it rises')
  assert.equal((await lost.send('GET', '/api/account/session')).body.level, 'full')
  const late = it.browser()
  await signIn(late, owner.login)
  assert.equal((await late.send('POST', '/api/account/session/backup-code', { code: codes[3] })).status, 422)
  it.later(16)
  await signIn(late, owner.login)
  assert.equal((await late.send('POST', '/api/account/session/backup-code', { code: codes[4] })).body.next, 'enrol')
  it.later(15)
  assert.equal((await late.send('GET', '/api/account/session')).status, 401, 'such a session lasts a quarter of an hour')
  assert.ok((await it.events(owner.citizenId)).includes('account.backup-code-used'))
})

test('C24: of 50 equal backup codes at once one passes', async () => {
  const owner = await it.owner()
  const home = await it.enter(owner)
  await it.addApp(home)
  const [code] = await codesMade(home)
  const take = () =>
    change(it.ctx(), async (tx) => {
      tx.record('account.backup-code-used', { object: owner.citizenId })
      return useBackupCode(it.ctx(), tx, owner.citizenId, code!)
    })
  const left = await Promise.all(Array.from({ length: 50 }, take))
  assert.deepEqual(
    left.filter((one) => one !== null),
    [9],
  )
})

test('LOGIN-6: a new set of backup codes ends the old one; a set outlives a rotation of the key', async () => {
  const owner = await it.owner()
  const home = await it.enter(owner)
  await it.addApp(home)
  const old = await codesMade(home)
  const codes = await codesMade(home)
  await it.platform.vault.addKeyVersion('code')
  const browser = it.browser()
  await signIn(browser, owner.login)
  assert.equal((await browser.send('POST', '/api/account/session/backup-code', { code: old[0] })).status, 422)
  assert.equal((await browser.send('POST', '/api/account/session/backup-code', { code: codes[0] })).status, 200)
})

test('LOGIN-1: a passkey as second step, and alone when it has checked its holder; each challenge is good once', async () => {
  const owner = await it.owner()
  const home = await it.enter(owner)
  const { key, added } = await addKey(home, 'Ключ на связке')
  assert.deepEqual([added.kind, added.label], ['passkey', 'Ключ на связке'])
  assert.deepEqual((await signIn(home, owner.login)).body.ways, ['passkey'])
  const options = await home.send('POST', '/api/account/session/passkey-options')
  const answer = key.get(options.body, { verified: false })
  assert.equal((await home.send('POST', '/api/account/session/passkey', { answer })).body.next, 'signed-in')
  assert.equal((await home.send('POST', '/api/account/session/passkey', { answer })).body.code, 'factor.challenge-over')

  const other = it.browser()
  const alone = await other.send('POST', '/api/account/passkey-session-options')
  assert.equal(alone.body.options.allowCredentials, undefined, 'nobody is named')
  assert.equal(alone.body.options.userVerification, 'required')
  const unchecked = await other.send('POST', '/api/account/passkey-session', { id: alone.body.id, answer: key.get(alone.body.options, { verified: false }) })
  assert.deepEqual([unchecked.status, unchecked.body.code], [422, 'factor.passkey-refused'])
  const again = await other.send('POST', '/api/account/passkey-session-options')
  const right = { id: again.body.id, answer: key.get(again.body.options) }
  assert.equal((await it.browser().send('POST', '/api/account/passkey-session', { ...right, answer: newKey().get(again.body.options) })).status, 422)
  assert.equal((await other.send('POST', '/api/account/passkey-session', right)).body.code, 'factor.challenge-over', 'a wrong answer uses it up too')
  const third = await other.send('POST', '/api/account/passkey-session-options')
  const entered = await other.send('POST', '/api/account/passkey-session', { id: third.body.id, answer: key.get(third.body.options) })
  assert.deepEqual([entered.status, entered.body.next], [200, 'signed-in'])
  assert.equal((await it.notices(owner.citizenId)).filter((one) => one === 'auth.new_device email').length, 2)
  const fourth = await other.send('POST', '/api/account/passkey-session-options')
  it.later(5)
  assert.equal((await other.send('POST', '/api/account/passkey-session', { id: fourth.body.id, answer: key.get(fourth.body.options) })).status, 422)
  key.rewind()
  const fifth = await other.send('POST', '/api/account/passkey-session-options')
  const copy = await other.send('POST', '/api/account/passkey-session', { id: fifth.body.id, answer: key.get(fifth.body.options) })
  assert.equal(copy.body.code, 'factor.passkey-refused', 'a copy of the key, whose counter went back')
})

test('PRIV-1: a passkey alone is found after a rotation of the index key, when the old one is gone too', async () => {
  const owner = await it.owner()
  const { key } = await addKey(await it.enter(owner))
  await it.platform.vault.addKeyVersion('index')
  const first = '00000000-0000-0000-0000-000000000000'
  assert.ok((await rekeyAccounts(it.ctx(), first, 500)).changed >= 1)
  assert.equal((await rekeyAccounts(it.ctx(), first, 500)).changed, 0)
  const row = await it.platform.store.db.selectFrom('account_factor').select('lookup').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.deepEqual(row.lookup, it.platform.vault.lookup('passkey', key.id))
})

test('LOGIN-4: a lock keeps no holder of a passkey out', async () => {
  const owner = await it.owner()
  const { key } = await addKey(await it.enter(owner))
  for (let i = 0; i < 5; i++) await it.browser().send('POST', '/api/account/session', { login: owner.login, password: 'wrong wrong wrong' })
  const browser = it.browser()
  assert.equal((await signIn(browser, owner.login)).status, 401)
  const { body } = await browser.send('POST', '/api/account/passkey-session-options')
  assert.equal((await browser.send('POST', '/api/account/passkey-session', { id: body.id, answer: key.get(body.options) })).status, 200)
})

test('ASVS 7.5.1: factors, codes and the password change after a fresh proof only; a proof by password or app renews it', async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  it.later(6)
  const sensitive = [
    ['PUT', '/api/account/password', { password: 'семь ветров над городом' }],
    ['POST', '/api/account/factors/totp'],
    ['POST', '/api/account/factors/passkey-options'],
    ['POST', '/api/account/backup-codes'],
    ['POST', '/api/account/recovery-code'],
    ['PUT', '/api/account/factors/sms', { on: true }],
    ['DELETE', `/api/account/factors/${owner.citizenId}`],
  ] as const
  for (const [method, url, body] of sensitive) {
    const answer = await browser.send(method, url, body)
    assert.deepEqual([answer.status, answer.body.code], [403, 'step-up.needed'], url)
  }
  const wrong = await browser.send('POST', '/api/account/session/password', { password: 'wrong wrong wrong' })
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'password.wrong'])
  const token = browser.cookies.get('account')
  assert.equal((await browser.send('POST', '/api/account/session/password', { password })).status, 200)
  assert.equal(browser.cookies.get('account'), token, 'a full session keeps its token')
  assert.equal((await browser.send('POST', '/api/account/recovery-code')).status, 201)
  it.later(6)
  const sent = await browser.send('POST', '/api/account/session/code', { channel: 'email' })
  assert.equal((await browser.send('POST', '/api/account/session/code-proof', { id: sent.body.id, code: await it.code(owner.citizenId) })).status, 200)
  assert.match((await browser.send('POST', '/api/account/recovery-code')).body.code, /^([2-9A-HJ-NP-Z]{5}-){5}[2-9A-HJ-NP-Z]$/)
  const half = it.browser()
  await signIn(half, owner.login)
  assert.equal((await half.send('POST', '/api/account/session/password', { password })).status, 401, 'the password is no second step')
})

test('ASVS 7.4.3: a new password ends the other sessions and is told; weak and old ones are refused with the reason', async () => {
  const owner = await it.owner()
  const [here, there] = [await it.enter(owner), await it.enter(owner)]
  const weak = await here.send('PUT', '/api/account/password', { password: owner.login })
  assert.deepEqual([weak.status, weak.body.code], [422, 'password.weak'])
  assert.ok(weak.body.fields.some(({ code }: { code: string }) => code === 'password.contains-login'))
  const same = await here.send('PUT', '/api/account/password', { password })
  assert.deepEqual(same.body.fields, [{ field: 'password', code: 'password.same' }])
  assert.equal((await here.send('PUT', '/api/account/password', { password: 'семь ветров над городом' })).status, 204)
  assert.equal((await here.send('GET', '/api/account/session')).status, 200)
  assert.equal((await there.send('GET', '/api/account/session')).status, 401)
  assert.ok((await it.notices(owner.citizenId)).includes('factor.changed email'))
  assert.equal((await signIn(there, owner.login)).status, 401)
})

test('ASVS 6.2.1: twelve characters beside a factor, fifteen alone; the last factor stays while the password is short', async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  const short = 'лен жук сова'
  assert.equal((await browser.send('PUT', '/api/account/password', { password: short })).body.code, 'password.weak')
  const { id } = await it.addApp(browser)
  assert.equal((await browser.send('PUT', '/api/account/password', { password: short })).status, 204)
  it.later(72 * 60 + 1)
  const back = it.browser()
  await back.send('POST', '/api/account/session', { login: owner.login, password: short })
  const { secret } = await secretOf(owner.citizenId)
  await back.send('POST', '/api/account/session/totp', { code: codeAt(secret, it.now()) })
  const kept = await back.send('DELETE', `/api/account/factors/${id}`)
  assert.deepEqual([kept.status, kept.body.code, kept.body.details], [409, 'factor.password-short', { min: 15 }])
  await back.send('PUT', '/api/account/password', { password })
  assert.equal((await back.send('DELETE', `/api/account/factors/${id}`)).status, 204)
  const cooling = await addKey(back).then(({ added }) => back.send('DELETE', `/api/account/factors/${added.id}`))
  assert.deepEqual([cooling.status, cooling.body.code], [403, 'account.cooling'])
})
async function secretOf(citizenId: string) {
  const { db } = it.platform.store
  const { wrapped_key } = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', citizenId).executeTakeFirstOrThrow()
  const row = await db.selectFrom('account_factor').select(['id', 'secret']).where('citizen_id', '=', citizenId).executeTakeFirstOrThrow()
  return {
    secret: it.platform.vault.open(it.platform.vault.dataKey(citizenId, wrapped_key!), { table: 'account_factor', column: 'secret', id: row.id }, row.secret),
  }
}

test('ASVS 7.5.2: sessions are listed and ended one by one or all others; another person’s is none of mine; devices can be forgotten', async () => {
  const owner = await it.owner()
  const [here, there, third] = [await it.enter(owner), await it.enter(owner), await it.enter(owner)]
  const stranger = await it.enter(await it.owner())
  const { body: list } = await here.send('GET', '/api/account/sessions')
  assert.deepEqual(
    list.map(({ here, browser, system, by }: Record<string, unknown>) => [here, browser, system, by]),
    [
      [true, 'Firefox', 'Windows', 'code'],
      [false, 'Firefox', 'Windows', 'code'],
      [false, 'Firefox', 'Windows', 'code'],
    ],
  )
  const [, second] = list
  assert.equal((await stranger.send('DELETE', `/api/account/sessions/${second.id}`)).status, 404)
  assert.equal((await here.send('DELETE', `/api/account/sessions/${second.id}`)).status, 204)
  assert.equal((await here.send('DELETE', `/api/account/sessions/${second.id}`)).status, 404)
  const open = async () => (await Promise.all([here, there, third].map((one) => one.send('GET', '/api/account/session')))).map(({ status }) => status)
  assert.deepEqual((await open()).filter((status) => status === 401).length, 1)
  assert.equal((await here.send('DELETE', '/api/account/sessions')).status, 204)
  assert.deepEqual(await open(), [200, 401, 401])
  assert.equal((await here.send('DELETE', '/api/account/devices')).status, 204)
  assert.equal((await signIn(here, owner.login)).body.next, 'factor', 'no browser is a known one any more')
})

test('C23: text messages stand in for the app only where their owner switched them on', async () => {
  const owner = await it.owner({ login: '+7 000 300-00-01' })
  const browser = await it.enter(owner)
  await it.addApp(browser)
  assert.deepEqual((await signIn(it.browser(), owner.login)).body.ways, ['totp'])
  assert.equal((await browser.send('PUT', '/api/account/factors/sms', { on: true })).status, 204)
  const other = it.browser()
  assert.deepEqual((await signIn(other, owner.login)).body, { next: 'factor', ways: ['totp', 'code'], channels: ['sms'] })
  it.later(1)
  const sent = await other.send('POST', '/api/account/session/code', { channel: 'sms' })
  assert.equal((await other.send('POST', '/api/account/session/code-proof', { id: sent.body.id, code: await it.code(owner.citizenId) })).body.next, 'signed-in')
  const none = await it.enter(await it.owner())
  assert.equal((await none.send('PUT', '/api/account/factors/sms', { on: true })).body.code, 'factor.no-phone')
})
