import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password } from './testing/bank.ts'
import { type Browser, type Site, site } from './testing/site.ts'
import { workOf } from './testing/work.ts'

let it: Site
before(async () => {
  it = await site()
})
after(() => it.close())

/** An answer without what differs by chance: its own code and moment, ids and cookies that are random anyway. */
const shown = ({ status, headers, raw }: Awaited<ReturnType<Browser['send']>>) => {
  const { 'x-request-id': _, date: __, 'set-cookie': cookies, ...rest } = headers
  const bytes = raw.replaceAll(/"(errorCode|id)":"[^"]*"/g, (found) => `"${found.split('"')[1]}":${found.length}`)
  return { status, headers: rest, bytes, cookies: [cookies ?? []].flat().map((one) => one.replace(/=[\w-]{43}/, '=token').replace(/Expires=[^;]*/, 'Expires')) }
}
const ask = (url: string, body: unknown) => it.browser().send('POST', url, body)

async function same(name: string, calls: [label: string, call: () => ReturnType<Browser['send']>][]): Promise<void> {
  const answers: [string, ReturnType<typeof shown>, { statements: string[]; hashes: number }][] = []
  for (const [label, call] of calls) {
    let answer: Awaited<ReturnType<Browser['send']>> | undefined
    const work = await workOf(async () => {
      answer = await call()
    })
    answers.push([label, shown(answer!), work])
  }
  const [[, first, work]] = answers as [(typeof answers)[number]]
  for (const [label, answer, done] of answers) {
    assert.deepEqual(answer, first, `${name}: ${label} answers otherwise`)
    assert.deepEqual(done, work, `${name}: ${label} works otherwise`)
  }
  assert.ok(work.statements.length > 3, `${name} asked the database`)
}

test('C19, LOGIN-2: unknown, wrong, locked, closed and malformed logins are refused with the same bytes after the same work', async () => {
  const [wrong, locked, closed, last] = [
    await it.owner({ dear: true }),
    await it.owner({ dear: true }),
    await it.owner({ dear: true }),
    await it.owner({ dear: true }),
  ]
  const { db } = it.platform.store
  const soon = new Date(it.now().getTime() + 60_000)
  await db.updateTable('account').set({ locked_until: soon }).where('citizen_id', '=', locked.citizenId).execute()
  await db.updateTable('account').set({ state: 'blocked' }).where('citizen_id', '=', closed.citizenId).execute()
  await db.updateTable('account').set({ failures: 4, failed_at: it.now() }).where('citizen_id', '=', last.citizenId).execute()
  await ask('/api/account/session', { login: 'warm@example.org', password })
  const signIn = (login: string, tried: string) => () => ask('/api/account/session', { login, password: tried })
  await same('sign-in', [
    ['nobody', signIn('nobody@example.org', password)],
    ['wrong password', signIn(wrong.login, 'not the password at all')],
    ['locked', signIn(locked.login, password)],
    ['closed', signIn(closed.login, password)],
    ['the try that locks', signIn(last.login, 'not the password at all')],
    ['a telephone of nobody', signIn('+7 000 999-99-99', password)],
    ['no contact at all', signIn('no contact', password)],
  ])
  assert.ok((await it.notices(last.citizenId)).includes('auth.locked email'))
})

test('C19: registration of a known and an unknown contact, its proof without a code, and their codes', async () => {
  const owner = await it.owner()
  const begin = (contact: string) => () => ask('/api/account/registrations', { contact })
  await same('registration', [
    ['known', begin(owner.login)],
    ['unknown', begin(`n${owner.login}`)],
    ['known again', begin(owner.login)],
  ])
  const registrations = await it.platform.store.db.selectFrom('notice').select('person_id').where('event', '=', 'auth.code').execute()
  assert.ok(
    registrations.every(({ person_id }) => person_id !== owner.citizenId),
    'the owner of the contact is not looked up',
  )
})

test('C19: unlocking by a known, a locked and an unknown login', async () => {
  const [owner, locked] = [await it.owner(), await it.owner()]
  const until = new Date(it.now().getTime() + 60_000)
  await it.platform.store.db.updateTable('account').set({ locked_until: until }).where('citizen_id', '=', locked.citizenId).execute()
  const begin = (login: string) => () => ask('/api/account/unlocks', { login })
  await same('unlock', [
    ['unknown', begin('nobody2@example.org')],
    ['known', begin(owner.login)],
    ['locked', begin(locked.login)],
    ['no contact', begin('8 000')],
  ])
  // Codes are tried with the same words and count, whoever is behind them.
  const proofs: unknown[] = []
  it.later(2)
  for (const login of [owner.login, 'nobody3@example.org']) {
    const browser = it.browser()
    const { body } = await browser.send('POST', '/api/account/unlocks', { login })
    const code = (await it.code(owner.citizenId)) === '123456' ? '654321' : '123456'
    for (let i = 0; i < 6; i++) proofs.push(shown(await browser.send('POST', `/api/account/unlocks/${body.id}/proof`, { code })))
  }
  assert.deepEqual(proofs.slice(6), proofs.slice(0, 6))
})

test('C19: a credential nobody has, and a wrong signature', async () => {
  const sign = (id: string) => async () => {
    const browser = it.browser()
    const { body } = await browser.send('POST', '/api/account/passkey-session-options')
    return browser.send('POST', '/api/account/passkey-session', { id: body.id, answer: { id } })
  }
  await same('passkey', [
    ['unknown', sign('AAAA')],
    ['unknown too', sign('BBBBBBBB')],
  ])
})
