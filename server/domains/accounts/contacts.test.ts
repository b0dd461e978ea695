import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { readCancelLink, stopByLink } from './commands/cancel-link.ts'
import { cancelContactChange, changeContact, sendContactCode } from './commands/change-contact.ts'
import { holdContact, proveContact, removeContact } from './commands/prove-contact.ts'
import { proveRecovery } from './commands/prove-recovery.ts'
import { dataIsRight } from './commands/settings.ts'
import { startRecovery } from './commands/start-recovery.ts'
import { settleContactChanges } from './commands/sweep.ts'
import { maskedContacts } from './queries/masked-contacts.ts'
import { aBrowser, aKnownOwner, asOwner, at, type Known, keptOf, lettersOf, newestCode, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase())
after(() => platform.store.close())
const ctx = systemAt(platform)
const { db } = platform.store
let n = 0
const newMail = () => `new${++n}@example.org`

const codesFor = async (owner: Known, which: 'new' | 'old') =>
  (await lettersOf(platform, owner.citizenId)).filter(({ event, facts }) => event === 'auth.code' && facts['purpose'] === `contact_${which}`).at(-1)!.secret[
    'code'
  ]!
const cancelTokens = async (owner: Known) =>
  (await lettersOf(platform, owner.citizenId)).flatMap(({ event, secret }) =>
    event === 'contact.change_requested' && secret['cancelToken'] ? [secret['cancelToken']] : [],
  )
const kinds = async (owner: Known) => (await maskedContacts(ctx, owner.citizenId)).map(({ kind, masked }) => `${kind} ${masked}`)

test('K13: a new contact takes its code and one of the old; both are told, and some actions close', async () => {
  const owner = await aKnownOwner(ctx)
  const citizen = asOwner(ctx, owner)
  const value = newMail()
  const change = await changeContact(citizen, { value, replaces: owner.contactId })
  assert.deepEqual(change.wants, ['new', 'old'])
  assert.ok(!JSON.stringify(change).includes(value))
  assert.equal((await proveContact(citizen, change.id, { to: 'old', code: await codesFor(owner, 'old') })).state, 'requested')
  assert.deepEqual(await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') }), { state: 'active', change: null })
  assert.ok((await kinds(owner)).includes(`email n***@example.org`))
  assert.equal((await kinds(owner)).length, 2)
  const told = (await lettersOf(platform, owner.citizenId)).filter(({ event }) => event === 'contact.changed')
  assert.ok(
    told.some(({ contactId }) => contactId === owner.contactId),
    'the old address hears of it',
  )
  assert.equal(await refusedAs(changeContact(citizen, { value: newMail() })), 'account.cooling')
  assert.equal(await refusedAs(removeContact(citizen, owner.contactId)), 'account.cooling')
  assert.equal(await refusedAs(changeContact(at(citizen, 1), { value: newMail() })), 'step-up.needed')
  assert.equal(await refusedAs(changeContact(asOwner(at(ctx, 72.1), owner), { value: newMail() })), 'done')
})

test('K13: without the code of the old contact nothing happens, nor with a wrong one', async () => {
  const owner = await aKnownOwner(ctx)
  const citizen = asOwner(ctx, owner)
  const kept = await keptOf(platform, owner)
  const change = await changeContact(citizen, { value: newMail(), replaces: owner.contactId })
  assert.equal((await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })).state, 'new_confirmed')
  assert.equal(await refusedAs(proveContact(citizen, change.id, { to: 'old', code: await codesFor(owner, 'new') })), 'account.problems')
  await settleContactChanges(at(ctx, 24.1))
  assert.equal(await keptOf(platform, owner), kept)
  assert.equal((await db.selectFrom('contact_change').select('state').where('id', '=', change.id).executeTakeFirstOrThrow()).state, 'expired')
})

test('K13: one that is added takes a code of an old one as well: it is a way back in', async () => {
  const owner = await aKnownOwner(ctx, { withPhone: false })
  const citizen = asOwner(ctx, owner)
  const change = await changeContact(citizen, { value: '+7 000 555-00-01' })
  assert.equal((await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })).state, 'new_confirmed')
  assert.equal((await kinds(owner)).length, 1)
  assert.equal((await proveContact(citizen, change.id, { to: 'old', code: await codesFor(owner, 'old') })).state, 'active')
  assert.equal((await kinds(owner)).length, 2)
})

test('K13, K10: where the old contact is lost it waits for 72 h, and the old contact can stop it all that time', async () => {
  const owner = await aKnownOwner(ctx)
  const citizen = asOwner(ctx, owner)
  const kept = await keptOf(platform, owner)
  const change = await changeContact(citizen, { value: newMail(), replaces: owner.contactId, oldIsLost: true })
  assert.deepEqual(change.wants, ['new'])
  assert.equal((await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })).state, 'pending_hold')
  await settleContactChanges(at(ctx, 71.9))
  assert.equal(await keptOf(platform, owner), kept)
  const tokens = await cancelTokens(owner)
  assert.ok(tokens.length >= 2 && new Set(tokens).size === 1)
  assert.equal((await readCancelLink(at(ctx, 71.9), tokens[0]!)).open, true)
  assert.deepEqual(await stopByLink(at(ctx, 71.9), tokens[0]!), { what: 'contact' })
  assert.equal(await refusedAs(stopByLink(at(ctx, 71.9), tokens[0]!)), 'link.over')
  await settleContactChanges(at(ctx, 73))
  assert.equal(await keptOf(platform, owner), kept)
})

test('K13: after the hold it takes effect once, and the link says that it has happened', async () => {
  const owner = await aKnownOwner(ctx)
  const citizen = asOwner(ctx, owner)
  const change = await changeContact(citizen, { value: newMail(), replaces: owner.contactId })
  await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })
  assert.equal((await holdContact(citizen, change.id)).state, 'pending_hold')
  const later = at(ctx, 72)
  await Promise.all([settleContactChanges(later), settleContactChanges(later), settleContactChanges(later)])
  const events = await db.selectFrom('journal').select('id').where('object_id', '=', owner.citizenId).where('event', '=', 'account.contact-changed').execute()
  assert.equal(events.length, 1)
  assert.ok(!(await maskedContacts(ctx, owner.citizenId)).some(({ id }) => id === owner.contactId))
  assert.equal((await readCancelLink(later, (await cancelTokens(owner))[0]!)).open, false)
  assert.equal(await refusedAs(stopByLink(later, (await cancelTokens(owner))[0]!)), 'link.over')
})

test('K13: the owner takes a change back at each point; afterwards its codes are over', async () => {
  for (const point of ['requested', 'new_confirmed', 'pending_hold'] as const) {
    const owner = await aKnownOwner(ctx)
    const citizen = asOwner(ctx, owner)
    const kept = await keptOf(platform, owner)
    const change = await changeContact(citizen, { value: newMail(), replaces: owner.contactId, oldIsLost: point === 'pending_hold' })
    if (point !== 'requested') await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })
    await cancelContactChange(citizen, change.id)
    assert.equal(await refusedAs(cancelContactChange(citizen, change.id)), 'contact.not-now')
    assert.equal(await refusedAs(proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })), 'contact.not-now')
    assert.equal(await refusedAs(sendContactCode(citizen, change.id, 'new')), 'contact.not-now')
    await settleContactChanges(at(ctx, 100))
    assert.equal(await keptOf(platform, owner), kept)
  }
})

test('DATA-7, C19: that somebody else signs in with it is told only to who has entered its code', async () => {
  const [owner, other] = [await aKnownOwner(ctx), await aKnownOwner(ctx)]
  const citizen = asOwner(ctx, owner)
  const change = await changeContact(citizen, { value: other.mail, replaces: owner.contactId })
  assert.equal(change.state, 'requested')
  assert.equal(await refusedAs(proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })), 'contact.taken')
})

test('K13: the last contact cannot be removed, also not by removing the last two at once', async () => {
  const owner = await aKnownOwner(ctx)
  const citizen = asOwner(ctx, owner)
  const own = await maskedContacts(ctx, owner.citizenId)
  const answers = await Promise.all(own.map(({ id }) => refusedAs(removeContact(citizen, id))))
  assert.equal(answers.filter((one) => one === 'done').length, 1)
  assert.equal((await kinds(owner)).length, 1)
  const [last] = await maskedContacts(ctx, owner.citizenId)
  assert.equal(await refusedAs(removeContact(asOwner(at(ctx, 100), owner), last!.id)), 'contact.last')
  assert.equal(await refusedAs(removeContact(asOwner(at(ctx, 100), owner), '01900000-0000-7000-8000-000000000000')), 'contact.none')
})

test('K13: nobody changes the contacts of another account, and one change of a kind is under way at a time', async () => {
  const [owner, other] = [await aKnownOwner(ctx), await aKnownOwner(ctx)]
  const change = await changeContact(asOwner(ctx, owner), { value: newMail(), replaces: owner.contactId })
  assert.equal(await refusedAs(cancelContactChange(asOwner(ctx, other), change.id)), 'contact.no-change')
  assert.equal(await refusedAs(proveContact(asOwner(ctx, other), change.id, { to: 'new', code: await codesFor(owner, 'new') })), 'contact.no-change')
  assert.equal(await refusedAs(changeContact(asOwner(ctx, other), { value: newMail(), replaces: owner.contactId })), 'contact.none')
  assert.equal(await refusedAs(changeContact(asOwner(ctx, owner), { value: newMail() })), 'contact.change-under-way')
  assert.equal(await refusedAs(changeContact(asOwner(ctx, owner), { value: owner.mail })), 'account.problems')
})

test('section 5 row 1: a recovery begun at the old contact ends when the contact changes', async () => {
  const owner = await aKnownOwner(ctx)
  const browser = await aBrowser(ctx)
  const { id } = await startRecovery(browser, requests(), { contact: owner.mail, address: '10.0.0.1', deviceHash: null })
  await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  const citizen = asOwner(ctx, owner)
  const change = await changeContact(citizen, { value: newMail(), replaces: owner.contactId })
  await proveContact(citizen, change.id, { to: 'new', code: await codesFor(owner, 'new') })
  await proveContact(citizen, change.id, { to: 'old', code: await codesFor(owner, 'old') })
  assert.equal((await db.selectFrom('account_recovery').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state, 'cancelled')
})

test('RECOV-6: "my data is right" is kept', async () => {
  const owner = await aKnownOwner(ctx)
  await dataIsRight(asOwner(ctx, owner))
  const { settings } = await db.selectFrom('account').select('settings').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  assert.equal((settings as Record<string, unknown>)['dataCheckedAt'], ctx.now.toISOString())
})
