import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import type { Config } from '#platform/config'
import { rekeyAccounts } from './commands/rekey.ts'
import { identitiesOf } from './queries/identities.ts'
import { type IdentityProvider, identityProvider } from './testing/identity-provider.ts'
import { type Browser, codeAt, type Site, site } from './testing/site.ts'

const callback = 'http://localhost:8080/oidc/callback'
const victim = 'victim@example.org'
let idp: IdentityProvider
let it: Site
before(async () => {
  idp = await identityProvider(callback, victim)
  it = await site({ OIDC_PROVIDERS: JSON.stringify([idp.entry]) })
})
after(async () => {
  await it.close()
  await idp.close()
})
let n = 0
afterEach(() => {
  idp.person = `somebody-${++n}`
})

const start = async (browser: Browser, purpose: 'sign-in' | 'link' = 'sign-in') => {
  const path = purpose === 'link' ? '/api/account/identities/region' : '/api/account/providers/region/sign-in'
  const answer = await browser.send('POST', path)
  assert.equal(answer.status, 200, answer.raw)
  return answer.body.url as string
}
const back = (browser: Browser, brought: Record<string, string>) => browser.send('POST', '/api/account/provider-answers', brought)
const walk = async (browser: Browser, purpose?: 'sign-in' | 'link') => back(browser, await idp.visit(await start(browser, purpose)))
/** Somebody whose account is linked with whoever the provider says now; the cool-down that follows is over. */
const linked = async () => {
  const owner = await it.owner()
  const browser = await it.enter(owner)
  assert.deepEqual([(await walk(browser, 'link')).body.next], ['linked'])
  it.later(73 * 60)
  return { owner, browser }
}
const me = async (browser: Browser) => (await browser.send('GET', '/api/account/session')).status

test('C15: somebody at a provider joins no account by an equal address: neither session nor link', async () => {
  const owner = await it.owner({ login: victim })
  const thief = it.browser()
  const answer = await walk(thief)
  assert.deepEqual([answer.status, answer.body.next, answer.body.provider], [200, 'unknown', { id: 'region', name: { ru: 'Регион', en: 'Region' } }])
  assert.equal(await me(thief), 401)
  assert.ok(!thief.cookies.has('account'))
  assert.equal((await it.platform.store.db.selectFrom('account_identity').selectAll().where('citizen_id', '=', owner.citizenId).execute()).length, 0)
  assert.deepEqual(await it.events(owner.citizenId), ['account.registered'])
})

test('PRIV-1: a linked identity can be looked up by a renewed index key, because its subject is kept sealed', async () => {
  const { owner } = await linked()
  const { vault } = it.platform
  await vault.addKeyVersion('index')
  const before = await it.platform.store.db
    .selectFrom('account_identity')
    .select('subject_lookup')
    .where('citizen_id', '=', owner.citizenId)
    .executeTakeFirstOrThrow()
  await rekeyAccounts(it.ctx(), '00000000-0000-0000-0000-000000000000', 500)
  const after = await it.platform.store.db
    .selectFrom('account_identity')
    .select('subject_lookup')
    .where('citizen_id', '=', owner.citizenId)
    .executeTakeFirstOrThrow()
  assert.notDeepEqual(after, before)
  const { body } = await walk(it.browser())
  assert.equal(body.next, 'signed-in')
})

test('the account is linked after sign-in and a fresh proof, told by every contact, and then opened by the provider alone', async () => {
  const { owner, browser } = await linked()
  assert.ok((await it.events(owner.citizenId)).includes('account.identity-linked'))
  assert.ok((await it.notices(owner.citizenId)).includes('factor.changed email'))
  const shown = await identitiesOf({ ...it.ctx(), lang: 'en' }, owner.citizenId)
  assert.deepEqual(
    shown.map(({ provider, name }) => [provider, name]),
    [['region', 'Region']],
  )
  await browser.send('DELETE', '/api/account/session')
  const other = it.browser()
  const answer = await walk(other)
  assert.deepEqual([answer.body.next, answer.body.ways, answer.body.lang], ['signed-in', [], 'ru'])
  assert.equal(await me(other), 200)
  const sessions = (await other.send('GET', '/api/account/sessions')).body as { here: boolean; by: string }[]
  assert.equal(sessions.find(({ here }) => here)!.by, 'oidc')
  assert.ok((await it.notices(owner.citizenId)).includes('auth.new_device email'))
})

test('C23: an account with a factor of its own is asked for it after the provider too', async () => {
  const { browser } = await linked()
  const owned = await it.browser()
  const first = await walk(browser)
  assert.equal(first.body.next, 'signed-in')
  const { secret } = await it.addApp(browser)
  const half = await walk(owned)
  assert.deepEqual([half.body.next, half.body.ways], ['factor', ['totp']])
  assert.equal(await me(owned), 401)
  const proved = await owned.send('POST', '/api/account/session/totp', { code: codeAt(secret, it.now()) })
  assert.equal(proved.body.next, 'signed-in')
  assert.equal(await me(owned), 200)
})

test('linking wants a session, a fresh proof, no cool-down, and somebody who is linked with no other account', async () => {
  const stranger = it.browser()
  assert.equal((await stranger.send('POST', '/api/account/identities/region')).status, 401)
  const browser = await it.enter(await it.owner())
  it.later(6)
  assert.equal((await browser.send('POST', '/api/account/identities/region')).body.code, 'step-up.needed')
  const { browser: first } = await linked()
  const second = await it.enter(await it.owner())
  assert.equal((await walk(second, 'link')).body.code, 'oidc.taken')
  idp.person = `another-${n}`
  assert.equal((await walk(second, 'link')).body.next, 'linked')
  assert.equal((await second.send('POST', '/api/account/identities/region')).body.code, 'account.cooling')
  it.later(73 * 60)
  const again = await it.enter(await it.owner(), it.browser())
  assert.equal((await again.send('DELETE', '/api/account/identities/region')).body.code, 'oidc.not-linked')
  assert.equal(await me(first), 401)
})

test('a visit belongs to the browser and the session that began it: a forged state, a foreign browser, another account', async () => {
  const { owner } = await linked()
  const browser = it.browser()
  const brought = await idp.visit(await start(browser))
  assert.equal((await back(it.browser(), brought)).body.code, 'oidc.over', 'no cookie')
  const other = it.browser()
  await start(other)
  assert.equal((await back(other, brought)).body.code, 'oidc.over', 'the state of another visit')
  const cookie = browser.cookies.get('oidc')!
  assert.equal((await back(browser, { ...brought, state: 'forged' })).body.code, 'oidc.over')
  assert.ok(!browser.cookies.has('oidc'), 'taken once')
  browser.cookies.set('oidc', `${cookie.slice(0, -4)}AAAA`)
  assert.equal((await back(browser, brought)).body.code, 'oidc.over', 'a changed cookie opens nothing')
  idp.person = `mallory-${n}`
  const begun = await it.enter(await it.owner())
  const url = await start(begun, 'link')
  const victims = await it.enter(owner, it.browser())
  victims.cookies.set('oidc', begun.cookies.get('oidc')!)
  assert.equal((await back(victims, await idp.visit(url))).body.code, 'oidc.over', 'a visit to link is of one account')
  const late = it.browser()
  const old = await idp.visit(await start(late))
  it.later(10)
  assert.equal((await back(late, old)).body.code, 'oidc.over', 'ten minutes')
})

test('a code is good once, and with its own nonce, verifier and issuer only', async () => {
  await linked()
  const browser = it.browser()
  const brought = await idp.visit(await start(browser))
  const cookie = browser.cookies.get('oidc')!
  assert.equal((await back(browser, brought)).body.next, 'signed-in')
  browser.cookies.set('oidc', cookie)
  assert.deepEqual([(await back(browser, brought)).status, await me(browser)], [401, 200], 'replayed')
  const changed = async (name: string, value: string) => {
    const from = it.browser()
    const url = new URL(await start(from))
    url.searchParams.set(name, value)
    const answer = await back(from, await idp.visit(url.href))
    return [answer.body.code, await me(from)]
  }
  assert.deepEqual(await changed('nonce', 'another'), ['oidc.refused', 401])
  assert.deepEqual(await changed('code_challenge', 'x'.repeat(43)), ['oidc.refused', 401])
  const mixed = it.browser()
  const answer = await idp.visit(await start(mixed))
  assert.equal((await back(mixed, { ...answer, iss: 'https://evil.example' })).body.code, 'oidc.refused', 'the answer of another provider')
})

test('who turns back at the provider is told so, and nothing is opened', async () => {
  const browser = it.browser()
  idp.person = null
  const answer = await walk(browser)
  assert.deepEqual([answer.body.next, await me(browser)], ['cancelled', 401])
})

const withProviders = async (providers: Config['oidc']['providers'], work: () => Promise<void>) => {
  const { oidc } = it.platform.config
  it.platform.config.oidc = { providers }
  try {
    await work()
  } finally {
    it.platform.config.oidc = oidc
  }
}

test('R13: a provider that is taken out stops at once, visits under way too; an account closed meanwhile stays closed', async () => {
  const { owner } = await linked()
  const browser = it.browser()
  const brought = await idp.visit(await start(browser))
  await withProviders([], async () => {
    assert.equal((await back(browser, brought)).status, 404)
    assert.equal((await it.browser().send('POST', '/api/account/providers/region/sign-in')).status, 404)
    assert.deepEqual((await it.browser().send('GET', '/api/account/providers')).body, [])
  })
  const [other] = it.platform.config.oidc.providers
  const moved = it.browser()
  const under = await idp.visit(await start(moved))
  await withProviders([{ ...other!, issuer: 'http://127.0.0.1:9' }], async () => {
    assert.equal((await back(moved, under)).status, 404, 'the id belongs to another issuer now')
    assert.equal((await it.browser().send('POST', '/api/account/providers/region/sign-in')).body.code, 'oidc.away')
  })
  await it.platform.store.db.updateTable('account').set({ state: 'blocked' }).where('citizen_id', '=', owner.citizenId).execute()
  assert.equal((await walk(it.browser())).body.next, 'unknown')
})

test('K16: unlinking wants a fresh proof and ends signing in by the provider', async () => {
  const { owner, browser } = await linked()
  const again = await it.enter(owner, browser)
  assert.equal((await again.send('DELETE', '/api/account/identities/region')).status, 204)
  assert.equal((await it.events(owner.citizenId)).at(-1), 'account.identity-unlinked')
  assert.equal((await walk(it.browser())).body.next, 'unknown')
})

test('K16: a link is found after the index key was renewed and the old one dropped', async () => {
  const { owner } = await linked()
  await it.platform.vault.addKeyVersion('index')
  assert.equal((await walk(it.browser())).body.next, 'signed-in', 'before the rows are written anew')
  await rekeyAccounts(it.ctx(), '00000000-0000-0000-0000-000000000000', 1000)
  const { subject_lookup } = await it.platform.store.db
    .selectFrom('account_identity')
    .select('subject_lookup')
    .where('citizen_id', '=', owner.citizenId)
    .executeTakeFirstOrThrow()
  assert.deepEqual(subject_lookup, it.platform.vault.lookup('oidc', `${idp.issuer}\n${idp.person}`))
  assert.equal((await walk(it.browser())).body.next, 'signed-in')
})

test('R13: a provider may not send us or the browser to another host', async (t) => {
  let asked = 0
  const foreign = createServer((_, response) => {
    asked++
    response.end('{}')
  })
  const lying = createServer((_, response) => {
    const of = (server: typeof foreign, path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
    const about = { issuer: of(lying, ''), authorization_endpoint: of(lying, '/auth'), token_endpoint: of(foreign, '/token'), jwks_uri: of(foreign, '/jwks') }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ...about, ...(redirects && { authorization_endpoint: of(foreign, '/auth') }), response_types_supported: ['code'] }))
  })
  let redirects = false
  for (const server of [foreign, lying]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(() => {
      server.close()
      server.closeAllConnections()
    })
  }
  const [real] = it.platform.config.oidc.providers
  const issuer = `http://127.0.0.1:${(lying.address() as AddressInfo).port}`
  await withProviders([{ ...real!, issuer }], async () => {
    const browser = it.browser()
    const state = new URL(await start(browser)).searchParams.get('state')!
    assert.equal((await back(browser, { state, code: 'made-up' })).body.code, 'oidc.away')
  })
  redirects = true
  await withProviders([{ ...real!, issuer }], async () => {
    assert.equal((await it.browser().send('POST', '/api/account/providers/region/sign-in')).body.code, 'oidc.away')
  })
  assert.equal(asked, 0)
})
