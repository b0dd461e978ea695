import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { uuidv7 } from '#platform/ids'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { readCancelLink, stopByLink } from './commands/cancel-link.ts'
import { changeContact } from './commands/change-contact.ts'
import { finishRecovery } from './commands/finish-recovery.ts'
import { proveRecovery } from './commands/prove-recovery.ts'
import { sendRecoveryCode } from './commands/start-recovery.ts'
import { expireRecoveries } from './commands/sweep.ts'
import { recoveries } from './testing/recoveries.ts'
import { aBrowser, aKnownOwner, asOwner, at, keptOf, lettersOf, newestCode, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000' } })
after(() => platform.store.close())
const ctx = systemAt(platform)
const tickets = requests()
const { db } = platform.store
const newPassword = 'высокий берег у реки'
const { begin, view, accountOf, proveBoth } = recoveries(platform, tickets)

test('RECOV-2: the owner is told once while a recovery is open, with one link that stops all of them at any point', async () => {
  for (const until of ['start', 'first', 'second'] as const) {
    const owner = await aKnownOwner(ctx)
    const browser = await aBrowser(ctx)
    const kept = await keptOf(platform, owner)
    const { id } = await begin(browser, owner.mail)
    const again = await begin(await aBrowser(ctx), owner.phone)
    const tokens = (await lettersOf(platform, owner.citizenId)).filter(({ event }) => event === 'recovery.started')
    assert.deepEqual(tokens.map(({ channel }) => channel).sort(), ['email', 'inapp', 'sms'])
    const token = tokens.find(({ channel }) => channel === 'email')!.secret['cancelToken']!
    const later = at(browser, 0.1)
    if (until !== 'start') await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
    if (until === 'second') {
      await sendRecoveryCode(later, id, { channel: 'sms', address: '10.0.0.3' })
      await proveRecovery(later, id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })
    }
    assert.deepEqual(await readCancelLink(later, token), { what: 'recovery', at: ctx.now.toISOString(), open: true })
    assert.deepEqual(await stopByLink(later, token), { what: 'recovery' })
    assert.equal(await refusedAs(finishRecovery(later, id, newPassword)), until === 'start' ? 'recovery.not-yet' : 'recovery.over')
    assert.equal(await keptOf(platform, owner), kept)
    const states = await db.selectFrom('account_recovery').select('state').where('id', 'in', [id, again.id]).execute()
    assert.deepEqual(
      states.map(({ state }) => state),
      ['cancelled', 'cancelled'],
    )
    // C20: used up, also while another recovery is open.
    await begin(await aBrowser(later), owner.phone)
    assert.equal(await refusedAs(stopByLink(later, token)), 'link.over')
    assert.equal(await refusedAs(readCancelLink(later, token)), 'link.over')
    const told = (await lettersOf(platform, owner.citizenId)).filter(({ event }) => event === 'recovery.rejected')
    assert.ok(told.length >= 1)
  }
})

test('C20, C21: a cancel link is over after its end, was never made, or is the stored hash: the same words', async () => {
  const owner = await aKnownOwner(ctx)
  await begin(await aBrowser(ctx), owner.mail)
  const token = (await lettersOf(platform, owner.citizenId)).find(({ event, channel }) => event === 'recovery.started' && channel === 'email')!.secret[
    'cancelToken'
  ]!
  const { cancel_hash } = await db.selectFrom('account_recovery').select('cancel_hash').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.equal(await refusedAs(stopByLink(ctx, cancel_hash!.toString('base64url'))), 'link.over')
  assert.equal(await refusedAs(stopByLink(ctx, 'A'.repeat(43))), 'link.over')
  assert.equal(await refusedAs(stopByLink(at(ctx, 24.1), token)), 'link.over')
  assert.equal(await refusedAs(readCancelLink(at(ctx, 24.1), token)), 'link.over')
})

test('RECOV-2: after 24 h it has run out, the owner is told once, and a right proof in it warns of the next one', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const { id } = await begin(browser, owner.mail)
  await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  const next = at(ctx, 24.1)
  await expireRecoveries(next)
  await expireRecoveries(next)
  assert.equal((await view(at(browser, 24.1), id)).step, 'refused')
  assert.equal((await lettersOf(platform, owner.citizenId)).filter(({ event, channel }) => event === 'recovery.rejected' && channel === 'email').length, 1)
  assert.equal((await accountOf(owner)).recovery_id, null)
  const again = await begin(await aBrowser(next), owner.mail)
  const row = await db.selectFrom('account_recovery').select(['risks', 'not_before']).where('id', '=', again.id).executeTakeFirstOrThrow()
  assert.ok(row.risks.includes('earlier_refused'))
  assert.deepEqual(row.not_before, at(next, 24).now)
})

test('RECOV-1: with a mark of risk the password waits for a day, and the link stops it in that day', async () => {
  const owner = await aKnownOwner(ctx)
  tickets.suspicious.delete(owner.citizenId)
  await db
    .updateTable('contact')
    .set({ sign_in_until: at(ctx, -10).now })
    .where('citizen_id', '=', owner.citizenId)
    .where('id', '=', owner.contactId)
    .execute()
  await db.updateTable('contact').set({ sign_in_until: null }).where('id', '=', owner.contactId).execute()
  await db
    .insertInto('contact')
    .values({
      citizen_id: owner.citizenId,
      kind: 'phone',
      lookup: Buffer.alloc(16, 7),
      value: Buffer.alloc(1),
      created_at: at(ctx, -99).now,
      id: '01900000-0000-7000-8000-000000000077',
      sign_in_since: at(ctx, -99).now,
      sign_in_until: at(ctx, -10).now,
    })
    .execute()
  const browser = await aBrowser(ctx)
  const { id } = await begin(browser, owner.mail)
  await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  await sendRecoveryCode(at(browser, 0.1), id, { channel: 'sms', address: '10.0.0.4' })
  const step = await proveRecovery(at(browser, 0.1), id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })
  assert.equal(step.step, 'wait')
  assert.equal(await refusedAs(finishRecovery(at(browser, 23.9), id, newPassword)), 'recovery.not-yet')
  assert.equal(await refusedAs(finishRecovery(at(browser, 24.1), id, newPassword)), 'done')
})

test('K13, section 5 row 1: a change of contact under way ends with a finished recovery', async () => {
  const owner = await aKnownOwner(ctx)
  await changeContact(asOwner(ctx, owner), { value: 'new.one@example.org', replaces: owner.contactId })
  const browser = await aBrowser(ctx)
  const id = await proveBoth(browser, owner)
  await finishRecovery(at(browser, 0.1), id, newPassword)
  const [change] = await db.selectFrom('contact_change').select('state').where('citizen_id', '=', owner.citizenId).execute()
  assert.equal(change!.state, 'cancelled')
})

test('RECOV-1: a cool-down after a new factor alone keeps nobody out; it is a mark of risk', async () => {
  const owner = await aKnownOwner(ctx)
  await db
    .updateTable('account')
    .set({ cooling_until: at(ctx, 70).now })
    .where('citizen_id', '=', owner.citizenId)
    .execute()
  await db
    .insertInto('account_factor')
    .values({ citizen_id: owner.citizenId, id: uuidv7(ctx.now), kind: 'totp', secret: Buffer.alloc(1), created_at: ctx.now, confirmed_at: ctx.now })
    .execute()
  const { id } = await begin(await aBrowser(ctx), owner.mail)
  const row = await db.selectFrom('account_recovery').select(['citizen_id', 'risks', 'not_before']).where('id', '=', id).executeTakeFirstOrThrow()
  assert.equal(row.citizen_id, owner.citizenId)
  assert.ok(row.risks.includes('factor_added'))
  assert.deepEqual(row.not_before, at(ctx, 24).now)
})
