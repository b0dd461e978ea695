import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { placeOfContact } from '#domains/citizens/index'
import type { Staff } from '#platform/ctx'
import { aPng } from '#platform/files/testing/samples'
import { uuidv7 } from '#platform/ids'
import { anIntake, as, aTicket, aVisitor, hours, journalOf, later, noticesOf } from '#testing/factories'
import { fillProfile } from '../../accounts/commands/profile.ts'
import { changeSettings } from '../../accounts/commands/settings.ts'
import { myViews } from '../../accounts/queries/own-log.ts'
import { anAccount } from '../../accounts/testing/an-account.ts'
import { conversationOf } from '../queries/conversation.ts'
import { deskSearch } from '../queries/desk-search.ts'
import { draftOf, draftView } from '../queries/draft.ts'
import { checkOf } from '../queries/draft-check.ts'
import { fileOf } from '../queries/file.ts'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { myTicket, myTickets } from '../queries/mine.ts'
import { requestsOfPerson } from '../queries/of-person.ts'
import { personForNotice } from '../queries/person-for-notice.ts'
import { receiptOf } from '../queries/receipt.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { addWords } from './add-words.ts'
import { saveDraft, submitDraft } from './draft.ts'
import { resolveTicket } from './endings.ts'
import { ownedByCitizen, ownedByDraft, storeFile } from './files.ts'
import { takeTicket } from './holder.ts'
import { joinRequest } from './join.ts'
import { objectToTerm, withdraw } from './of-citizen.ts'
import { submitTicket } from './submit.ts'
import { remindWaiting } from './sweeps.ts'
import { askCitizen } from './words-of-staff.ts'

const office = await anOffice()
after(office.close)
const { ctx, operator } = office
const { db } = ctx.app.store
const short = () => {
  const { name: _, phone: __, email: ___, ...rest } = anIntake()
  return rest
}

test('K12, REG-5: name, telephone and mail come from the account when they are left out, and the record holds them', async () => {
  const owner = await anAccount(ctx)
  const filed = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  assert.equal(filed.citizenId, owner.id)
  const { intake } = await conversationOf(db, { citizen_id: owner.id, id: filed.ticketId }, owner.key)
  assert.deepEqual([intake.name, intake.phone, intake.email], ['Озерова Вера Ильинична', owner.phone, owner.email])
  assert.deepEqual([intake.snils, intake.inn], [undefined, undefined])
  const row = await db.selectFrom('ticket').select(['channel', 'citizen_zone']).where('id', '=', filed.ticketId).executeTakeFirstOrThrow()
  assert.deepEqual(row, { channel: 'form', citizen_zone: 'Asia/Omsk' })
  const [entry] = await db.selectFrom('journal').select(['actor_kind', 'actor_id']).where('object_id', '=', filed.ticketId).execute()
  assert.deepEqual(entry, { actor_kind: 'citizen', actor_id: owner.id })
})

test('K12: what is typed wins over the account, a wrong contact is refused, and what was typed becomes no contact of the account', async () => {
  const owner = await anAccount(ctx)
  const filed = await submitTicket(owner.as(), { intake: { ...short(), email: 'For.Answer@example.org' }, channel: 'form' })
  assert.equal((await conversationOf(db, { citizen_id: owner.id, id: filed.ticketId }, owner.key)).intake.email, 'For.Answer@example.org')
  await refuses(submitTicket(owner.as(), { intake: { ...short(), phone: '12' }, channel: 'form' }), 'unprocessable', 'phone.invalid')
  assert.equal((await db.selectFrom('contact').select('kind').where('citizen_id', '=', owner.id).execute()).length, 2)
})

test('K12: the draft of somebody signed in asks for no contact and counts what the account knows as prepared', async () => {
  const owner = await anAccount(ctx)
  const { id: visitorId } = await aVisitor(ctx)
  const me = owner.as({ visitorId })
  const draft = await draftView(me, await saveDraft(me, visitorId, short()))
  assert.deepEqual([draft.problems, draft.fields.email], [[], undefined])
  for (const known of ['name', 'id', 'contacts']) assert.ok(draft.prepared.includes(known), known)
  const guest = as(ctx, { kind: 'guest', id: visitorId })
  assert.deepEqual(
    (await draftView(guest, await draftOf(guest, visitorId))).problems.map(({ field }) => field),
    ['phone', 'email'],
  )
})

test('CHAT-15: the draft of the browser becomes a request of the account with its files, and the browser alone opens nothing of it', async () => {
  const owner = await anAccount(ctx)
  const { id: visitorId, ctx: guest } = await aVisitor(ctx)
  const me = owner.as({ visitorId })
  await saveDraft(me, visitorId, short())
  const stored = await storeFile(me, ownedByDraft(me, visitorId), visitorId, { name: 'снимок.png', bytes: aPng() })
  assert.ok('id' in stored)
  const { number, files } = await submitDraft(me, visitorId, undefined)
  assert.equal(files.length, 1)
  const elsewhere = owner.as()
  const { bytes } = await fileOf(elsewhere, await myTicket(elsewhere, number), stored.id)
  assert.ok(bytes.length > 0)
  await refuses(myTicket(guest, number), 'not-found', 'ticket.not-found')
  assert.deepEqual((await myTickets(guest, {})).items, [])
})

test('FORM-11, C3: the owner works on the request from any browser; a stranger with an account hears what a wrong number gets', async () => {
  const owner = await anAccount(ctx)
  const stranger = await anAccount(ctx)
  const { number, ticketId } = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  const me = owner.as({}, later(ctx.now, hours(90)))
  assert.equal((await ticketForCitizen(me, number)).number.replaceAll('-', ''), number)
  assert.equal((await receiptOf(me, number)).sentTo.email, 'o***@example.org')
  await addWords(me, number, { text: 'Добавляю номер заявления.' })
  const { key } = await myTicket(me, number)
  const added = await storeFile(me, ownedByCitizen(owner.id, ticketId, key), owner.id, { name: 'еще.png', bytes: aPng() })
  assert.ok('id' in added)
  await addWords(me, number, { text: 'И снимок.', fileIds: [added.id] })
  await objectToTerm(me, number, 'Прошу быстрее.')
  const [theirs, unknown] = await Promise.all([
    refuses(ticketForCitizen(stranger.as(), number), 'not-found'),
    refuses(ticketForCitizen(stranger.as(), await ctx.app.numbers.next(2026)), 'not-found'),
  ])
  assert.deepEqual([theirs.code, theirs.details, theirs.message], [unknown.code, unknown.details, unknown.message])
  await refuses(addWords(stranger.as(), number, { text: 'Чужое.' }), 'not-found', 'ticket.not-found')
  await refuses(withdraw(stranger.as(), number), 'not-found', 'ticket.not-found')
  await withdraw(me, number)
  assert.deepEqual(
    (await journalOf(ctx, ticketId)).filter((event) => event !== 'file.uploaded'),
    ['ticket.registered', 'ticket.citizen-replied', 'ticket.citizen-replied', 'ticket.objected', 'ticket.withdrawn'],
  )
})

test('CHAT-15, C5: the list shows the account and the requests of this browser, and nothing of other people', async () => {
  const owner = await anAccount(ctx)
  const stranger = await anAccount(ctx)
  const own = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  const foreign = await submitTicket(stranger.as(), { intake: short(), channel: 'form' })
  const guests = await aTicket(ctx)
  const numbers = async (visitorId: string | null, q?: string) =>
    (await myTickets(owner.as({ visitorId }), q ? { q } : {})).items.map(({ number }) => number.replaceAll('-', ''))
  assert.deepEqual(await numbers(null), [own.number])
  assert.deepEqual((await numbers(guests.visitor.id)).sort(), [own.number, guests.number].sort())
  assert.deepEqual(await numbers(guests.visitor.id, foreign.number), [])
  assert.deepEqual(
    (await myTickets(guests.visitor.ctx, {})).items.map(({ number }) => number.replaceAll('-', '')),
    [guests.number],
  )
})

test('PREP-2: similar requests of the last day are found among all of the account, beyond the first page', async () => {
  const owner = await anAccount(ctx)
  const { id: visitorId } = await aVisitor(ctx)
  const first = await submitTicket(owner.as(), { intake: { ...short(), topic: 'tech.upload' }, channel: 'form' })
  for (let i = 0; i < 22; i++) await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  const me = owner.as({ visitorId })
  await saveDraft(me, visitorId, { ...short(), topic: 'tech.upload' })
  const { similar } = await checkOf(me, visitorId)
  assert.deepEqual(
    similar.map(({ number }) => number.replaceAll('-', '')),
    [first.number],
  )
  const receipt = await submitDraft(me, visitorId, first.number)
  assert.equal(receipt.number.replaceAll('-', ''), first.number)
})

test('LOGIN-6: a session opened by a backup code reads and files requests, and changes none', async () => {
  const owner = await anAccount(ctx)
  const enrol = owner.as({ level: 'enrol' })
  const { number } = await submitTicket(enrol, { intake: short(), channel: 'form' })
  assert.equal((await ticketForCitizen(enrol, number)).can.withdraw, true)
  for (const act of [() => withdraw(enrol, number), () => addWords(enrol, number, { text: 'Слово' }), () => objectToTerm(enrol, number, 'Слово')])
    await refuses(act(), 'forbidden', 'account.enrol-first')
  await withdraw(owner.as(), number)
})

test('FORM-15: the owner sees who looked, by role and time and without a name', async () => {
  const owner = await anAccount(ctx)
  const { number } = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  await takeTicket(operator.ctx, number)
  const { deskTicket } = await import('../queries/desk-ticket.ts')
  const seen = await deskTicket(operator.ctx, operator.ctx.actor as Staff, number, async () => [])
  assert.deepEqual(seen.account, { level: 1 })
  await resolveTicket(operator.ctx, number, { text: 'Выписка готова.' })
  const { views } = await ticketForCitizen(owner.as(), number)
  assert.deepEqual(
    views.map(({ role }) => role),
    ['operator'],
  )
  assert.equal((await deskTicket(operator.ctx, operator.ctx.actor as Staff, (await aTicket(ctx)).number, async () => [])).account, null)
})

test('K13: mail about a request follows the account when its owner changes the address; one typed for this request stays', async () => {
  const owner = await anAccount(ctx)
  const own = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  const typed = await submitTicket(owner.as(), { intake: { ...short(), email: 'only.this@example.org' }, channel: 'form' })
  const to = async ({ ticketId }: { ticketId: string }) => {
    const person = await personForNotice(ctx, { person_id: owner.id, ticket_id: ticketId, facts: {} })
    return [person?.email, person?.proved]
  }
  assert.deepEqual(
    [await to(own), await to(typed)],
    [
      [owner.email, true],
      ['only.this@example.org', false],
    ],
  )
  const fresh = 'new.address@example.org'
  await db.updateTable('contact').set({ sign_in_until: ctx.now }).where('citizen_id', '=', owner.id).where('kind', '=', 'email').execute()
  await db
    .insertInto('contact')
    .values({
      citizen_id: owner.id,
      kind: 'email',
      id: uuidv7(ctx.now),
      lookup: ctx.app.vault.lookup('email', fresh),
      value: owner.key.seal(placeOfContact(owner.id, 'email'), fresh),
      proved_at: ctx.now,
      created_at: ctx.now,
      sign_in_since: ctx.now,
    })
    .execute()
  assert.deepEqual(
    [await to(own), await to(typed)],
    [
      [fresh, true],
      ['only.this@example.org', false],
    ],
  )
})

test('REG-9: the desk finds a person by SNILS, with a purpose that is written down, and the requests joined to the account too', async () => {
  const owner = await anAccount(ctx)
  await fillProfile(owner.as(), { snils: '112-233-445 95' })
  const own = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  const guests = await aTicket(ctx, { email: owner.email })
  await joinRequest(owner.as({ visitorId: guests.visitor.id }), guests.number)
  const search = (purpose?: 'check_identity') => deskSearch(operator.ctx, operator.ctx.actor as Staff, '112-233-445 95', purpose ? { purpose } : {})
  await refuses(search(), 'unprocessable', 'search.purpose')
  const { items } = await search('check_identity')
  assert.deepEqual(items.map(({ number }) => number.replaceAll('-', '')).sort(), [own.number, guests.number].sort())
  const { items: views } = await myViews(ctx, owner.id, requestsOfPerson)
  assert.deepEqual(
    views.map(({ what, role, purpose }) => [what, role, purpose]),
    [['contact.searched', 'operator', 'check_identity']],
  )
})

test('reminders are not sent to whoever has switched them off', async () => {
  const owner = await anAccount(ctx)
  const { number, ticketId } = await submitTicket(owner.as(), { intake: short(), channel: 'form' })
  await changeSettings(owner.as(), { reminders: false })
  await takeTicket(operator.ctx, number)
  await askCitizen(operator.ctx, number, { text: 'Какой номер заявления?', replyBy: '2026-12-01' })
  await remindWaiting({ ...ctx, now: new Date('2026-12-01T09:00:00.000Z') })
  assert.ok((await journalOf(ctx, ticketId)).includes('ticket.reminded'))
  assert.ok(!(await noticesOf(ctx, ticketId)).includes('request.info_reminder'))
})
