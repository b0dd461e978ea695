import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { change } from '#platform/change'
import { claimStep } from './commands/prove-totp.ts'
import { codeAt, type Desk, desk, password, wrongCode } from './testing/desk.ts'

let it: Desk
before(async () => {
  it = await desk()
})
after(() => it.close())

const signIn = (browser: ReturnType<Desk['browser']>, login: string, tried = password, address?: string) =>
  browser.send('POST', '/api/staff/session', { login, password: tried }, {}, address)

test('ASVS 6.3.1: of 100 wrong tries at once exactly 5 are looked at, and the lock is told to nobody', async () => {
  const { id } = await it.person('target')
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => signIn(it.browser(), 'target', 'wrong wrong wrong wrong', `10.1.${i}.1`)))
  assert.ok(answers.every(({ status }) => status === 401 || status === 429))
  const row = await it.platform.store.db.selectFrom('staff').select(['failures', 'lockouts', 'locked_until']).where('id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual(row, { failures: 5, lockouts: 1, locked_until: new Date(it.now().getTime() + 15 * 60_000) })
  const events = await it.events(id)
  assert.equal(events.filter((event) => event === 'staff.sign-in-failed').length, 5)
  assert.equal(events.filter((event) => event === 'staff.locked').length, 1)
  assert.equal((await signIn(it.browser(), 'target')).status, 401, 'the right password does not pass a lock')
})

test('ASVS 6.3.1: a lock lasts 15 minutes and doubles to a day; the right password and code forgive', async () => {
  const person = await it.person('doubling')
  const locked = async () =>
    (await it.platform.store.db.selectFrom('staff').select('locked_until').where('id', '=', person.id).executeTakeFirstOrThrow()).locked_until
  const minutes: number[] = []
  for (let round = 0; round < 9; round++) {
    for (let i = 0; i < 5; i++) await signIn(it.browser(), 'doubling', 'wrong wrong wrong wrong', `10.2.${round}.${i}`)
    const until = await locked()
    minutes.push((until!.getTime() - it.now().getTime()) / 60_000)
    it.later(minutes.at(-1)! + 1)
  }
  assert.deepEqual(minutes, [15, 30, 60, 120, 240, 480, 960, 1440, 1440])
  await it.enter(person)
  const row = await it.platform.store.db
    .selectFrom('staff')
    .select(['failures', 'lockouts', 'locked_until'])
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  assert.deepEqual(row, { failures: 0, lockouts: 0, locked_until: null })
})

test('ASVS 6.3.1: four wrong tries, the right password as the fifth; failures a quarter of an hour apart do not add up', async () => {
  const person = await it.person('fifth')
  for (let i = 0; i < 4; i++) await signIn(it.browser(), 'fifth', 'wrong wrong wrong wrong')
  await it.enter(person)
  for (let i = 0; i < 8; i++) {
    await signIn(it.browser(), 'fifth', 'wrong wrong wrong wrong')
    it.later(16)
  }
  await it.enter(person)
})

test('ASVS 6.6.3: who knows the password cannot guess codes for ever: right passwords do not forgive wrong codes', async () => {
  const person = await it.person('guessed')
  let wrong = 0
  for (let round = 0; round < 4; round++) {
    const browser = it.browser()
    if ((await signIn(browser, 'guessed')).status !== 200) break
    for (let i = 0; i < 2; i++) {
      const { status } = await browser.send('POST', '/api/staff/session/totp', { code: wrongCode(person.secret, it.now()) })
      if (status === 422) wrong++
      else assert.equal(status, 429)
    }
  }
  assert.equal(wrong, 5)
})

test('C24: of 50 equal codes at once one is taken, and none later', async () => {
  const person = await it.person('replay')
  const code = codeAt(person.secret, it.now())
  const browsers = []
  for (let i = 0; i < 50; i++) {
    const browser = it.browser()
    await signIn(browser, 'replay', password, `10.3.${i}.1`)
    browsers.push(browser)
  }
  const statuses = (await Promise.all(browsers.map((browser) => browser.send('POST', '/api/staff/session/totp', { code })))).map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 200).length, 1)
  assert.equal(statuses.filter((status) => status === 422 || status === 429).length, 49)
  it.later(0.25)
  await it.platform.store.db.updateTable('staff').set({ failures: 0, locked_until: null }).where('id', '=', person.id).execute()
  const late = it.browser()
  await signIn(late, 'replay')
  assert.equal((await late.send('POST', '/api/staff/session/totp', { code })).status, 422)
})

test('C24: of 50 claims of one step at once one wins, without any limit of tries before it', async () => {
  const { id } = await it.person('claims')
  const factor = await it.platform.store.db.selectFrom('staff_factor').select('id').where('staff_id', '=', id).executeTakeFirstOrThrow()
  const claims = Array.from({ length: 50 }, () =>
    change(it.ctx(), async (tx) => {
      tx.record('staff.proved-again', { object: id })
      return claimStep(it.ctx(), tx, { id: factor.id, step: 59_000_000 })
    }),
  )
  assert.equal((await Promise.all(claims)).filter(Boolean).length, 1)
})

test('ASVS 2.4.1: one address has 60 tries in five minutes, an IPv6 address counts by its /64', async () => {
  const statuses = await Promise.all(Array.from({ length: 61 }, (_, i) => signIn(it.browser(), `none${i}`, 'x', `2001:db8:1:2::${i.toString(16)}`)))
  assert.equal(statuses.filter(({ status }) => status === 429).length, 1)
  assert.equal((await signIn(it.browser(), 'none', 'x', '2001:db8:1:3::1')).status, 401)
})
