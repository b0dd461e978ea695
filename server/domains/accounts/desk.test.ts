import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { listRecoveries, readAccount, readAccountJournal } from './commands/at-desk.ts'
import { blockMyself } from './commands/close-account.ts'
import { blockAccount, endCoolDown, restoreAccount, restrictAccount, unlockAccount } from './commands/desk-account.ts'
import { approveRecovery, refuseRecovery, startRecoveryFor } from './commands/desk-recovery.ts'
import { finishRecovery } from './commands/finish-recovery.ts'
import { matchIdentity } from './commands/match-identity.ts'
import { proveRecovery } from './commands/prove-recovery.ts'
import { openRecoveryLink } from './commands/recovery-link.ts'
import { sendRecoveryCode, startRecovery } from './commands/start-recovery.ts'
import { recoveryOfBrowser, recoveryView } from './queries/recovery.ts'
import { aBrowser, aKnownOwner, asOwner, at, employee, type Known, keptOf, lettersOf, newestCode, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000' } })
after(() => platform.store.close())
const ctx = systemAt(platform)
const tickets = requests()
const { db } = platform.store
const newPassword = 'высокий берег у реки'
const reason = 'звонок по обращению'
const operator = employee(ctx, 'operator')
const supervisor = employee(ctx, 'supervisor')
const officer = employee(ctx, 'security_officer')
const clerk = employee(ctx, 'mfc_clerk')

const matched = async (owner: Known, by = operator) => {
  const ticket = tickets.add()
  assert.equal((await matchIdentity(by, tickets, ticket.number, owner.said)).match, true)
  return ticket.number
}
const linkOf = async (owner: Known) => (await lettersOf(platform, owner.citizenId)).findLast(({ event }) => event === 'recovery.link')!.secret['linkToken']!
const journal = async (owner: Known) =>
  (await db.selectFrom('journal').select('event').where('object_id', '=', owner.citizenId).orderBy('at').orderBy('id').execute()).map(({ event }) => event)

test('K6, RECOV-3: a match says yes or no and never which part; the fourth try in a day is closed to all employees', async () => {
  const owner = await aKnownOwner(ctx)
  const [one, two] = [tickets.add(), tickets.add()]
  const wrong = { ...owner.said, name: 'Марина' }
  assert.deepEqual(await matchIdentity(operator, tickets, one.number, wrong), { match: false, triesLeft: 2 })
  assert.deepEqual(await matchIdentity(supervisor, tickets, two.number, { ...owner.said, passport: '4500000001' }), { match: false, triesLeft: 1 })
  assert.deepEqual(await matchIdentity(operator, tickets, one.number, wrong), { match: false, triesLeft: 0 })
  for (const by of [operator, supervisor, officer, employee(ctx, 'operator')])
    assert.equal(await refusedAs(matchIdentity(by, tickets, tickets.add().number, owner.said)), 'identity.tries-used')
  assert.equal(await refusedAs(matchIdentity(at(operator, 23), tickets, tickets.add().number, owner.said)), 'identity.tries-used')
  assert.equal((await matchIdentity(at(operator, 24.1), tickets, tickets.add().number, owner.said)).match, true)
  assert.equal((await journal(owner)).filter((event) => event === 'account.identity-not-matched').length, 3)
})

test('K6: of 20 tries at once three are looked at; an unknown INN uses up its tries as well', async () => {
  const owner = await aKnownOwner(ctx)
  const all = await Promise.all(
    Array.from({ length: 20 }, () => refusedAs(matchIdentity(operator, tickets, tickets.add().number, { ...owner.said, surname: 'Иванова' }))),
  )
  assert.equal(all.filter((one) => one === 'done').length, 3)
  const nobody = { ...owner.said, inn: '7707083893', passport: '1111222233' }
  const ticket = tickets.add()
  for (const left of [2, 1, 0]) assert.deepEqual(await matchIdentity(operator, tickets, ticket.number, nobody), { match: false, triesLeft: left })
  assert.equal(await refusedAs(matchIdentity(operator, tickets, ticket.number, nobody)), 'identity.tries-used')
})

test('K6: two accounts that say the same of themselves match neither, unless one of them was checked', async () => {
  const one = await aKnownOwner(ctx)
  const copy = await aKnownOwner(ctx)
  const { sealProfile } = await import('./profile.ts')
  const row = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', copy.citizenId).executeTakeFirstOrThrow()
  const key = platform.vault.dataKey(copy.citizenId, row.wrapped_key!)
  await db
    .updateTable('account')
    .set({ profile: sealProfile(key, copy.citizenId, one.said) })
    .where('citizen_id', '=', copy.citizenId)
    .execute()
  await db
    .updateTable('contact')
    .set({ lookup: platform.vault.lookup('inn', one.said.inn) })
    .where('citizen_id', '=', copy.citizenId)
    .where('kind', '=', 'inn')
    .execute()
  assert.equal((await matchIdentity(operator, tickets, tickets.add().number, one.said)).match, false)
  await db.updateTable('account').set({ identity_level: 2 }).where('citizen_id', '=', one.citizenId).execute()
  const ticket = tickets.add()
  assert.equal((await matchIdentity(operator, tickets, ticket.number, one.said)).match, true)
  assert.equal((await readAccount(operator, tickets, ticket.number)).account!.citizenId, one.citizenId)
})

test('K6: a request of one account never leads to another, however much is known', async () => {
  const [own, other] = [await aKnownOwner(ctx), await aKnownOwner(ctx)]
  const ticket = tickets.add(own.citizenId)
  assert.equal((await matchIdentity(operator, tickets, ticket.number, other.said)).match, false)
  assert.equal((await readAccount(operator, tickets, ticket.number)).account!.citizenId, own.citizenId)
})

test('LOGIN-8, K4: the desk sees states, never a secret or a contact; every look is recorded for the owner', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner)
  const shown = await readAccount(operator, tickets, number)
  assert.equal(shown.account!.known, 'knowledge')
  const text = JSON.stringify(shown)
  for (const secret of [owner.mail, owner.phone, owner.said.inn, owner.said.passport, owner.said.surname]) assert.ok(!text.includes(secret), secret)
  assert.ok((await journal(owner)).includes('account.opened-at-desk'))
  assert.equal((await readAccount(operator, tickets, tickets.add().number)).account, null)
})

test('LOGIN-8: an operator opens a locked sign-in and nothing else; the owner is told', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner)
  assert.equal(await refusedAs(unlockAccount(operator, tickets, { number, reason })), 'account.not-now')
  await db
    .updateTable('account')
    .set({ locked_until: at(ctx, 2).now, failures: 5, failures_in_row: 7 })
    .where('citizen_id', '=', owner.citizenId)
    .execute()
  assert.equal(await refusedAs(unlockAccount(clerk, tickets, { number, reason })), 'account.not-now')
  assert.equal((await unlockAccount(operator, tickets, { number, reason })).account!.state, 'active')
  assert.ok((await lettersOf(platform, owner.citizenId)).some(({ event, channel }) => event === 'auth.unlocked' && channel === 'sms'))
  const row = await db.selectFrom('account').select('failures_in_row').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.equal(row.failures_in_row, 7)
  await db.updateTable('account').set({ failures_in_row: 100 }).where('citizen_id', '=', owner.citizenId).execute()
  assert.equal(await refusedAs(unlockAccount(operator, tickets, { number, reason })), 'account.not-now')
})

test('RECOV-4, K4: an operator starts a recovery to the OLD contacts; one method, a day and a second employee, then a password of the citizen', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner)
  const started = await startRecoveryFor(operator, tickets, { number, reason, way: 'contacts' })
  const { id } = started.account!.recovery!
  assert.equal(started.account!.recovery!.needsApproval, true)
  const letters = await lettersOf(platform, owner.citizenId)
  assert.deepEqual(
    letters.filter(({ event }) => event === 'recovery.link').map(({ channel }) => channel),
    ['email'],
  )
  assert.ok(!letters.some(({ channel, secret }) => channel === 'sms' && 'linkToken' in secret))
  const token = await linkOf(owner)
  assert.ok(!JSON.stringify(started).includes(token))
  const browser = await aBrowser(ctx)
  assert.equal((await openRecoveryLink(browser, token)).step, 'approval')
  assert.equal(await refusedAs(approveRecovery(operator, tickets, { id, reason })), 'access.denied')
  const both = { ...operator, actor: { ...operator.actor, roles: ['operator', 'supervisor'] } } as typeof operator
  assert.equal(await refusedAs(approveRecovery(both, tickets, { id, reason })), 'recovery.not-own')
  assert.equal((await approveRecovery(supervisor, tickets, { id, reason })).can.approve, false)
  assert.equal((await recoveryView(browser, await recoveryOfBrowser(browser, id))).step, 'wait')
  assert.equal(await refusedAs(finishRecovery(at(browser, 23.9), id, newPassword)), 'recovery.not-yet')
  assert.equal(await refusedAs(finishRecovery(at(browser, 24), id, newPassword)), 'done')
  for (const event of [
    'account.identity-matched',
    'account.recovery-started',
    'account.recovery-proved',
    'account.recovery-approved',
    'account.recovery-finished',
  ])
    assert.ok((await journal(owner)).includes(event), event)
})

test('RECOV-4: somebody with a telephone alone begins on the site; what the operator confirmed counts there, and two methods need no wait', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner)
  await startRecoveryFor(operator, tickets, { number, reason, way: 'contacts' })
  const browser = await aBrowser(ctx)
  const { id } = await startRecovery(browser, tickets, { contact: owner.phone, address: '10.0.0.1', deviceHash: null })
  const step = await proveRecovery(browser, id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })
  assert.equal(step.step, 'approval')
  assert.deepEqual(step.given.toSorted(), ['knowledge', 'phone'])
  assert.equal((await readAccount(operator, tickets, number)).account!.recovery!.id, id)
  assert.equal(
    await refusedAs(approveRecovery({ ...operator, actor: { ...operator.actor, roles: ['supervisor'] } } as typeof operator, tickets, { id, reason })),
    'recovery.not-own',
  )
  assert.equal(await refusedAs(openRecoveryLink(await aBrowser(ctx), await linkOf(owner))), 'link.over')
  await sendRecoveryCode(at(browser, 0.1), id, { channel: 'email', address: '10.0.0.1' })
  assert.equal((await proveRecovery(at(browser, 0.1), id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })).step, 'password')
})

test('C20, C21: the link of a started recovery works once, not after its end, and not as its stored hash', async () => {
  const owner = await aKnownOwner(ctx)
  await startRecoveryFor(operator, tickets, { number: await matched(owner), reason, way: 'contacts' })
  const token = await linkOf(owner)
  const { link_hash } = await db.selectFrom('account_recovery').select('link_hash').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  const browser = await aBrowser(ctx)
  assert.equal(await refusedAs(openRecoveryLink(browser, link_hash!.toString('base64url'))), 'link.over')
  assert.equal(await refusedAs(openRecoveryLink(at(browser, 49), token)), 'link.over')
  const all = await Promise.all([1, 2, 3, 4, 5].map(async () => refusedAs(openRecoveryLink(await aBrowser(ctx), token))))
  assert.equal(all.filter((one) => one === 'done').length, 1)
  assert.equal(await refusedAs(openRecoveryLink(browser, token)), 'link.over')
})

test('RECOV-1: in person the clerk sees the passport; one contact is enough, at level 3 a second person agrees', async () => {
  for (const level of [1, 3]) {
    const owner = await aKnownOwner(ctx, { level })
    const number = await matched(owner, clerk)
    assert.equal(await refusedAs(startRecoveryFor(operator, tickets, { number, reason, way: 'office' })), 'account.not-now')
    const started = await startRecoveryFor(clerk, tickets, { number, reason, way: 'office' })
    assert.equal(started.account!.recovery!.needsApproval, level === 3)
    const browser = await aBrowser(ctx)
    const { id, step } = await openRecoveryLink(browser, await linkOf(owner))
    assert.equal(step, level === 3 ? 'approval' : 'password')
    if (level === 3) await approveRecovery(supervisor, tickets, { id, reason })
    assert.equal(await refusedAs(finishRecovery(browser, id, newPassword)), 'done')
    assert.equal((await endCoolDown(clerk, tickets, { number, reason })).account!.state, 'active')
  }
})

test('RECOV-1: without a match nothing starts, and an operator is no clerk', async () => {
  const owner = await aKnownOwner(ctx)
  const own = tickets.add(owner.citizenId)
  assert.equal(await refusedAs(startRecoveryFor(operator, tickets, { number: own.number, reason, way: 'contacts' })), 'account.not-now')
  assert.equal(await refusedAs(startRecoveryFor(operator, tickets, { number: tickets.add().number, reason, way: 'contacts' })), 'account.match-first')
  const number = await matched(owner)
  assert.equal(await refusedAs(startRecoveryFor(clerk, tickets, { number, reason, way: 'office' })), 'account.not-now')
  const starts = await Promise.all([1, 2, 3].map(() => refusedAs(startRecoveryFor(operator, tickets, { number, reason, way: 'contacts' }))))
  assert.equal(starts.filter((one) => one === 'done').length, 1)
})

test('LOGIN-8: a report of phishing sends a recovery to security; security refuses it and the owner is told', async () => {
  const owner = await aKnownOwner(ctx)
  tickets.suspicious.add(owner.citizenId)
  const browser = await aBrowser(ctx)
  const { id } = await startRecovery(browser, tickets, { contact: owner.mail, address: '10.0.0.1', deviceHash: null })
  await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  await sendRecoveryCode(at(browser, 0.1), id, { channel: 'sms', address: '10.0.0.1' })
  assert.equal((await proveRecovery(at(browser, 0.1), id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })).step, 'approval')
  assert.equal(await refusedAs(approveRecovery(supervisor, tickets, { id, reason })), 'recovery.not-to-decide')
  assert.equal((await listRecoveries(officer, tickets)).find((one) => one.id === id)!.can.approve, true)
  assert.equal((await listRecoveries(supervisor, tickets)).find((one) => one.id === id)!.can.approve, false)
  assert.equal(await refusedAs(listRecoveries(operator, tickets)), 'access.denied')
  assert.equal((await refuseRecovery(officer, tickets, { id, reason })).state, 'refused')
  assert.equal(await refusedAs(finishRecovery(at(browser, 30), id, newPassword)), 'recovery.over')
  assert.ok((await lettersOf(platform, owner.citizenId)).some(({ event }) => event === 'recovery.rejected'))
})

test('K10, SUSP-3: security restricts and blocks, everything ends; another person restores it', async () => {
  for (const shut of [restrictAccount, blockAccount]) {
    const owner = await aKnownOwner(ctx)
    const number = await matched(owner)
    const browser = await aBrowser(ctx)
    const { id } = await startRecovery(browser, tickets, { contact: owner.mail, address: '10.0.0.1', deviceHash: null })
    assert.equal(await refusedAs(shut(operator, tickets, { number, reason })), 'account.not-now')
    const state = (await shut(officer, tickets, { number, reason })).account!.state
    assert.equal(state, shut === blockAccount ? 'blocked' : 'restricted')
    assert.equal((await db.selectFrom('account_recovery').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state, 'refused')
    assert.equal(await refusedAs(startRecoveryFor(operator, tickets, { number, reason, way: 'contacts' })), 'account.not-now')
    assert.equal(await refusedAs(restoreAccount(officer, tickets, { number, reason })), 'account.not-now')
    assert.equal((await restoreAccount(employee(ctx, 'security_officer'), tickets, { number, reason })).account!.state, 'cooling_down')
  }
})

test('K10: its owner blocks the account at once; security or the office open it again', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner, clerk)
  await blockMyself(asOwner(ctx, owner))
  assert.equal((await readAccount(officer, tickets, number)).account!.state, 'blocked')
  assert.equal(await refusedAs(blockMyself(asOwner(ctx, owner))), 'account.not-now')
  assert.equal((await restoreAccount(clerk, tickets, { number, reason })).account!.state, 'cooling_down')
})

test('LOGIN-10: supervisors and security see all that happened; reasons of staff stay sealed', async () => {
  const owner = await aKnownOwner(ctx)
  const number = await matched(owner)
  await startRecoveryFor(operator, tickets, { number, reason: 'Круглова просила', way: 'contacts' })
  const events = await readAccountJournal(supervisor, tickets, number)
  assert.ok(events.some(({ event }) => event === 'account.recovery-started'))
  assert.ok(!JSON.stringify(events).includes('Круглова'))
  const stored = await db.selectFrom('journal').select('details').where('object_id', '=', owner.citizenId).execute()
  assert.ok(!JSON.stringify(stored).includes('Круглова'))
})

test('LOGIN-8: an ended request opens no account', async () => {
  const owner = await aKnownOwner(ctx)
  const ticket = tickets.add()
  await matchIdentity(operator, tickets, ticket.number, owner.said)
  ticket.isOpen = false
  const kept = await keptOf(platform, owner)
  assert.equal(await refusedAs(readAccount(operator, tickets, ticket.number)), 'account.ticket-ended')
  assert.equal(await refusedAs(startRecoveryFor(operator, tickets, { number: ticket.number, reason, way: 'contacts' })), 'account.ticket-ended')
  assert.equal(await refusedAs(matchIdentity(operator, tickets, ticket.number, owner.said)), 'account.ticket-ended')
  assert.equal(await keptOf(platform, owner), kept)
})
