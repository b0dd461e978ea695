import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { look } from '#platform/change'
import type { Staff } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { anIntake, aTicket, hours, later, minutes } from '#testing/factories'
import { exportPdf } from '../../accounts/export-pdf.ts'
import { accountView } from '../../accounts/queries/account-view.ts'
import { exportedFor } from '../../accounts/queries/export.ts'
import { myEvents, myViews } from '../../accounts/queries/own-log.ts'
import { anAccount } from '../../accounts/testing/an-account.ts'
import { chatsOfPerson } from '../../chat/index.ts'
import { noticesOfPerson } from '../../notifications/index.ts'
import { addWords } from '../commands/add-words.ts'
import { resolveTicket } from '../commands/endings.ts'
import { assignTicket, takeTicket } from '../commands/holder.ts'
import { joinRequest } from '../commands/join.ts'
import { reveal } from '../commands/reveal.ts'
import { submitTicket } from '../commands/submit.ts'
import { replyToCitizen, writeNote } from '../commands/words-of-staff.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { deskTicket } from './desk-ticket.ts'
import { requestsOfPerson } from './of-person.ts'

const office = await anOffice()
after(office.close)
const { ctx, operator, supervisor } = office
const { db } = ctx.app.store
const parts = { requests: requestsOfPerson, chats: chatsOfPerson, notices: noticesOfPerson }
const events = async (id: string, page = 1) => (await myEvents(ctx, id, requestsOfPerson, page)).items

/** A request of an account that staff have worked on: read, revealed, answered, and noted among themselves. */
async function worked() {
  const owner = await anAccount(ctx)
  const { number, ticketId } = await submitTicket(owner.as(), {
    intake: anIntake({ description: 'Слово владельца: журавлик летит над крышей дома.' }),
    channel: 'form',
  })
  await takeTicket(operator.ctx, number)
  await deskTicket(operator.ctx, operator.ctx.actor as Staff, number, async () => [])
  await deskTicket(operator.at(later(ctx.now, minutes(10))), operator.ctx.actor as Staff, number, async () => [])
  await deskTicket(supervisor.ctx, supervisor.ctx.actor as Staff, number, async () => [])
  await reveal(operator.ctx, operator.ctx.actor as Staff, number, { field: 'phone', purpose: 'call_back' })
  await writeNote(operator.at(later(ctx.now, minutes(20))), number, { text: 'Между собой: проверить самозванца.' })
  await replyToCitizen(operator.at(later(ctx.now, minutes(30))), number, { text: 'Ответ оператора: снегирь.' })
  await assignTicket(supervisor.at(later(ctx.now, minutes(40))), number, { staffId: operator.id })
  await addWords(owner.as({}, later(ctx.now, minutes(50))), number, { text: 'Добавляю: щегол.' })
  await resolveTicket(operator.at(later(ctx.now, hours(1))), number, { text: 'Решение: зяблик.' })
  return { owner, number, ticketId }
}

test('CHAT-15: what happened with the account and its requests is told newest first, by me and by staff as a role', async () => {
  const { owner } = await worked()
  const told = await events(owner.id)
  assert.deepEqual(
    told.map(({ event, by, role }) => [event, by, role]),
    [
      ['ticket.resolved', 'staff', 'operator'],
      ['ticket.citizen-replied', 'me', null],
      ['ticket.started', 'staff', 'operator'],
      ['ticket.registered', 'me', null],
    ],
  )
  for (const { details } of told) assert.match(String(details['number']), /^26-/)
})

test('FORM-15: neither names nor ids of employees, notes nor assignments are in the own log', async () => {
  const { owner } = await worked()
  const said = JSON.stringify([await events(owner.id), await myViews(ctx, owner.id, requestsOfPerson)])
  for (const secret of [operator.id, supervisor.id, 'Имя ', 'assigned', 'noted', 'holder', 'самозванц', 'first_line']) assert.ok(!said.includes(secret), secret)
})

test('FORM-15: every opening by staff is told with time, role, purpose and number; one line per person, purpose and hour', async () => {
  const { owner, number } = await worked()
  await look(supervisor.ctx, 'account.opened-at-desk', { subject: owner.id, object: owner.id }, { role: 'supervisor', purpose: 'check_identity' })
  const { items } = await myViews(ctx, owner.id, requestsOfPerson)
  assert.deepEqual(
    items.map(({ what, role, purpose, number: of }) => [what, role, purpose, of?.replaceAll('-', '') ?? null]).sort(),
    [
      ['account.opened-at-desk', 'supervisor', 'check_identity', null],
      ['ticket.read', 'operator', null, number],
      ['ticket.read', 'supervisor', null, number],
      ['ticket.revealed', 'operator', 'call_back', number],
    ].sort(),
  )
})

test('FORM-15, C5: nobody sees what happened with another account; joined requests are in the log of theirs', async () => {
  const owner = await anAccount(ctx)
  const { owner: other } = await worked()
  assert.deepEqual(await events(owner.id), [])
  const made = await aTicket(ctx, { email: other.email })
  await joinRequest(other.as({ visitorId: made.visitor.id }, later(ctx.now, hours(2))), made.number)
  const told = (await events(other.id)).map(({ event, by }) => `${event} ${by}`)
  assert.equal(told[0], 'account.request-joined me')
  assert.equal(told.filter((line) => line === 'ticket.registered me').length, 2)
  assert.deepEqual(await events(owner.id), [])
})

test('CHAT-15: a try before signing in is by somebody, details tell codes and never ids, fifty stand on a page', async () => {
  const owner = await anAccount(ctx)
  const guest = { ...ctx, actor: { kind: 'guest', id: uuidv7(ctx.now) } as const }
  for (let i = 0; i < 51; i++)
    await look(
      guest,
      'account.sign-in-failed',
      { subject: owner.id, object: owner.id },
      { left: 4, staffId: operator.id, note: 'сказала имя', kind: operator.id },
    )
  const first = await myEvents(ctx, owner.id, requestsOfPerson)
  assert.deepEqual([first.items.length, first.pages, (await events(owner.id, 2)).length], [50, 2, 1])
  assert.deepEqual(first.items[0], { at: ctx.now.toISOString(), event: 'account.sign-in-failed', by: 'somebody', role: null, details: { left: 4 } })
})

test('R24: the export holds profile, contacts, requests with their conversation, events, looks and messages, and nothing of staff', async () => {
  const { owner, number } = await worked()
  const session = await owner.session()
  await db
    .insertInto('account_factor')
    .values({ citizen_id: owner.id, id: uuidv7(ctx.now), kind: 'totp', secret: Buffer.from('secret-of-the-app'), created_at: ctx.now, confirmed_at: ctx.now })
    .execute()
  const data = await exportedFor(owner.as(), parts, 'json')
  const text = JSON.stringify(data)
  for (const own of ['Озерова', owner.phone, owner.email, 'журавлик', 'снегирь', 'щегол', 'зяблик', 'Firefox, Linux', '"totp"', 'request.registered'])
    assert.ok(text.includes(own), own)
  for (const foreign of ['самозванц', operator.id, operator.login, 'Имя ', session.token, 'secret-of-the-app', 'c2VjcmV0', 'token', 'password_hash'])
    assert.ok(!text.includes(foreign), foreign)
  assert.equal(data.requests[0]?.number.replaceAll('-', ''), number)
  assert.ok(data.views.length >= 3 && data.events.length >= 4)
  const stranger = await anAccount(ctx)
  assert.deepEqual((await exportedFor(stranger.as(), parts, 'json')).requests, [])
})

test('R24: the PDF is one, with the same behind it; three copies a day, each after a fresh proof and written down', async () => {
  const { owner } = await worked()
  await refuses(exportedFor(owner.as({ provedAt: later(ctx.now, -minutes(6)) }), parts, 'pdf'), 'forbidden', 'step-up.needed')
  const { bytes, headers } = await exportPdf(owner.as(), await exportedFor(owner.as(), parts, 'pdf'))
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
  assert.match(headers['content-disposition']!, /^attachment/)
  for (const _ of [1, 2]) await exportedFor(owner.as(), parts, 'json')
  await refuses(exportedFor(owner.as(), parts, 'json'), 'too-many', 'export.wait')
  const rows = await db.selectFrom('journal').select('details').where('event', '=', 'account.exported').where('object_id', '=', owner.id).execute()
  assert.deepEqual(rows.map(({ details }) => (details as { kind: string }).kind).sort(), ['json', 'json', 'pdf'])
})

test('R24, RECOV-6: while an account cools down nothing of it is carried away', async () => {
  const { owner } = await worked()
  await db
    .updateTable('account')
    .set({ cooling_until: later(ctx.now, minutes(1)) })
    .where('citizen_id', '=', owner.id)
    .execute()
  await refuses(exportedFor(owner.as(), parts, 'json'), 'forbidden', 'account.cooling')
  await db.updateTable('account').set({ cooling_until: ctx.now }).where('citizen_id', '=', owner.id).execute()
  assert.equal((await exportedFor(owner.as(), parts, 'json')).version, 1)
})

test('8.2.3: the account’s page shows contacts and profile masked and counts what is open', async () => {
  const owner = await anAccount(ctx)
  await submitTicket(owner.as(), { intake: anIntake(), channel: 'form' })
  const view = await accountView(ctx, owner.id, requestsOfPerson)
  assert.match(view.number, /^\d{4}-\d{4}-\d{3}$/)
  assert.deepEqual([view.state, view.openRequests, view.contacts.map(({ removable }) => removable)], ['active', 1, [true, true]])
  const text = JSON.stringify(view)
  for (const value of ['Озерова', owner.phone, owner.email]) assert.ok(!text.includes(value), value)
})
