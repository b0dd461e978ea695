import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { uuidv7 } from '#platform/ids'
import { verifyPassword } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { finishRecovery } from './commands/finish-recovery.ts'
import { proveRecovery } from './commands/prove-recovery.ts'
import { sendRecoveryCode } from './commands/start-recovery.ts'
import { wrongFor } from './testing/bank.ts'
import { recoveries } from './testing/recoveries.ts'
import { aBrowser, aKnownOwner, at, lettersOf, newestCode, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000' } })
after(() => platform.store.close())
const ctx = systemAt(platform)
const tickets = requests()
const { db } = platform.store
const newPassword = 'высокий берег у реки'
const { begin, view, accountOf, proveBoth } = recoveries(platform, tickets)

test('RECOV-2, LOGIN-3: code to the mail, code to the telephone, a password of the citizen; all sessions end, the cool-down begins, all are told', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const { id } = await begin(browser, owner.mail)
  assert.deepEqual((await view(browser, id)).offers, ['email'])
  assert.equal(await refusedAs(finishRecovery(browser, id, newPassword)), 'recovery.not-yet')
  const second = await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  assert.equal(second.step, 'second-proof')
  assert.deepEqual(second.offers, ['phone'])
  assert.deepEqual(second.contacts.map(({ kind }) => kind).sort(), ['email', 'phone'])
  assert.ok(!JSON.stringify(second).includes(owner.mail) && !JSON.stringify(second).includes(owner.phone))
  assert.equal(await refusedAs(finishRecovery(browser, id, newPassword)), 'recovery.not-yet')
  const later = at(browser, 0.1)
  await sendRecoveryCode(later, id, { channel: 'sms', address: '10.0.0.1' })
  await proveRecovery(later, id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })
  const before = await accountOf(owner)
  assert.equal(await refusedAs(finishRecovery(later, id, 'short')), 'password.weak')
  await db
    .insertInto('account_session')
    .values({
      token_hash: Buffer.alloc(32, 1),
      id,
      citizen_id: owner.citizenId,
      level: 'full',
      about: Buffer.alloc(1),
      factor: 'password',
      created_at: ctx.now,
      seen_at: ctx.now,
      proved_at: ctx.now,
      ends_at: at(ctx, 9).now,
    })
    .execute()
  await db
    .insertInto('push_subscription')
    .values({ id, citizen_id: owner.citizenId, endpoint_mac: Buffer.from(id), sealed: Buffer.alloc(1), lang: 'ru', created_at: ctx.now })
    .execute()
  const { coolDownUntil } = await finishRecovery(later, id, newPassword)
  assert.equal(await db.selectFrom('push_subscription').select('id').where('citizen_id', '=', owner.citizenId).executeTakeFirst(), undefined)
  assert.equal(coolDownUntil, at(later, 72).now.toISOString())
  const account = await accountOf(owner)
  assert.notEqual(account.password_hash, before.password_hash)
  assert.ok(await verifyPassword(newPassword, account.password_hash!))
  assert.equal(account.recovery_id, null)
  assert.deepEqual(account.cooling_until, at(later, 72).now)
  const open = await db.selectFrom('account_session').select('id').where('citizen_id', '=', owner.citizenId).where('ended_at', 'is', null).execute()
  assert.equal(open.length, 0)
  const told = (await lettersOf(platform, owner.citizenId)).map(({ event, channel }) => `${event} ${channel}`)
  for (const event of ['recovery.started', 'recovery.completed'])
    for (const channel of ['sms', 'email', 'inapp']) assert.ok(told.includes(`${event} ${channel}`), `${event} ${channel}`)
  assert.equal((await view(later, id)).step, 'done')
  const soon = await begin(await aBrowser(at(later, 71)), owner.mail)
  assert.equal((await db.selectFrom('account_recovery').select('citizen_id').where('id', '=', soon.id).executeTakeFirstOrThrow()).citizen_id, null)
  assert.equal(await refusedAs(finishRecovery(later, id, 'другая тихая гавань')), 'recovery.over')
})

test('RECOV-2, C24: a wrong code is counted, a used one is over, and of 20 right ones at once one counts', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const { id } = await begin(browser, owner.phone)
  const code = await newestCode(platform, owner.citizenId, 'sms')
  assert.equal(await refusedAs(proveRecovery(browser, id, { kind: 'phone', code: wrongFor(code) })), 'account.problems')
  const all = await Promise.all(Array.from({ length: 20 }, () => refusedAs(proveRecovery(browser, id, { kind: 'phone', code }))))
  assert.equal(all.filter((one) => one === 'done').length, 1)
  assert.equal((await view(browser, id)).step, 'second-proof')
})

test('RECOV-2: a code by mail is no proof of the telephone', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const { id } = await begin(browser, owner.mail)
  await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  await sendRecoveryCode(at(browser, 0.1), id, { channel: 'email', address: '10.0.0.2' })
  const code = await newestCode(platform, owner.citizenId, 'email')
  assert.equal(await refusedAs(proveRecovery(at(browser, 0.1), id, { kind: 'phone', code })), 'account.problems')
  assert.deepEqual((await view(browser, id)).given, ['email'])
})

test('RECOV-2: proofs of one browser are of no use to another, and another cannot see that there is one', async () => {
  const owner = await aKnownOwner(ctx)
  const [victim, thief] = [await aBrowser(ctx), await aBrowser(ctx)]
  const { id } = await begin(victim, owner.mail)
  await proveRecovery(victim, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  assert.equal(await refusedAs(view(thief, id)), 'recovery.none')
  const other = await begin(thief, owner.mail)
  assert.notEqual(other.id, id)
  assert.deepEqual((await view(thief, other.id)).given, [])
  assert.deepEqual((await view(victim, id)).given, ['email'])
})

test('LOGIN-4: recovery works while the sign-in is locked or the password switched off, and opens both', async () => {
  for (const closed of [{ locked_until: at(ctx, 5).now, failures: 5 }, { failures_in_row: 100 }]) {
    const owner = await aKnownOwner(ctx)
    await db.updateTable('account').set(closed).where('citizen_id', '=', owner.citizenId).execute()
    const browser = await aBrowser(ctx)
    const id = await proveBoth(browser, owner)
    await finishRecovery(at(browser, 0.1), id, newPassword)
    const account = await accountOf(owner)
    assert.equal(account.locked_until, null)
    assert.equal(account.failures_in_row, 0)
  }
})

test('RECOV-2, C19: restricted, blocked and deleted accounts, and one recovered a moment ago, answer as an unknown contact, and nothing is sent', async () => {
  for (const closed of [{ state: 'restricted' }, { state: 'blocked' }, { state: 'deleted' }, { cooling_until: at(ctx, 5).now }]) {
    const owner = await aKnownOwner(ctx)
    if ('cooling_until' in closed)
      await db
        .insertInto('account_recovery')
        .values({
          id: uuidv7(ctx.now),
          citizen_id: owner.citizenId,
          started_by: 'citizen',
          state: 'finished',
          created_at: ctx.now,
          expires_at: ctx.now,
          ended_at: ctx.now,
        })
        .execute()
    await db.updateTable('account').set(closed).where('citizen_id', '=', owner.citizenId).execute()
    const browser = await aBrowser(ctx)
    const { id } = await begin(browser, owner.mail)
    const unknown = await begin(browser, 'nobody.at.all@example.org')
    assert.deepEqual({ ...(await view(browser, id)), id: '' }, { ...(await view(browser, unknown.id)), id: '' })
    assert.deepEqual(await lettersOf(platform, owner.citizenId), [])
    const row = await db.selectFrom('account_recovery').select('citizen_id').where('id', '=', id).executeTakeFirstOrThrow()
    assert.equal(row.citizen_id, null)
  }
})

test('C18: 50 starts at once from 50 addresses send at most 3 messages an hour to one contact, with the same answer each time', async () => {
  const owner = await aKnownOwner(ctx)
  const browsers = await Promise.all(Array.from({ length: 50 }, () => aBrowser(ctx)))
  const answers = await Promise.all(browsers.map((browser) => begin(browser, owner.mail)))
  assert.equal(new Set(answers.map(({ id: _, ...rest }) => JSON.stringify(rest))).size, 1)
  const perContact = new Map<string | null, number>()
  for (const { contactId, channel } of await lettersOf(platform, owner.citizenId))
    if (channel !== 'inapp') perContact.set(contactId, (perContact.get(contactId) ?? 0) + 1)
  for (const [contact, count] of perContact) assert.ok(count <= 3, `${contact} got ${count}`)
  assert.equal(perContact.get(owner.contactId), 3)
  await begin(at(await aBrowser(ctx), 0.99), owner.mail)
  assert.equal((await lettersOf(platform, owner.citizenId)).filter(({ contactId }) => contactId === owner.contactId).length, 3)
  await begin(at(await aBrowser(ctx), 1.01), owner.mail)
  assert.equal((await lettersOf(platform, owner.citizenId)).filter(({ contactId }) => contactId === owner.contactId).length, 4)
})

test('C24, RECOV-2: of some who set the password at once one does', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const id = await proveBoth(browser, owner)
  const all = await Promise.all([1, 2, 3, 4].map((n) => refusedAs(finishRecovery(at(browser, 0.1), id, `${newPassword} ${n}`))))
  assert.equal(all.filter((one) => one === 'done').length, 1)
})
