import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import { anIntake, aTicket, aVisitor, days, journalOf, later } from '#testing/factories'
import { anAccount } from '../../accounts/testing/an-account.ts'
import { conversationOf } from '../queries/conversation.ts'
import { joinableRequests } from '../queries/joinable.ts'
import { myTicket, myTickets } from '../queries/mine.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { joinRequest } from './join.ts'
import { reportMismatch } from './report-mismatch.ts'
import { submitTicket } from './submit.ts'

const office = await anOffice()
after(office.close)
const { ctx } = office
const { db } = ctx.app.store
const offered = async (me: Ctx) => (await joinableRequests(me, me.actor as never)).map(({ number }) => number.replaceAll('-', ''))

test('C15: what was filed here with a contact that the account has proved becomes the account’s, with its conversation, and stays without the browser', async () => {
  const owner = await anAccount(ctx)
  const made = await aTicket(ctx, { email: owner.email.toUpperCase() })
  const second = await submitTicket(made.visitor.ctx, { intake: { ...anIntake(), ...(await contactsOf(made.ticketId)) }, channel: 'form' })
  assert.equal(second.citizenId, made.citizenId)
  const me = owner.as({ visitorId: made.visitor.id })
  assert.deepEqual(await offered(me), [second.number, made.number])
  await refuses(myTicket(owner.as(), made.number), 'not-found')
  await joinRequest(me, made.number)
  await joinRequest(me, made.number)
  const loaded = await myTicket(owner.as({}, later(ctx.now, days(40))), made.number)
  assert.match((await conversationOf(db, loaded.ticket, loaded.key)).intake.description, /выписку/)
  assert.equal((await myTickets(owner.as(), {})).items.length, 2)
  assert.deepEqual(await offered(me), [])
  assert.deepEqual(await journalOf(ctx, owner.id), ['account.request-joined'])
})
/** Contacts as they stand in the intake record. */
async function contactsOf(ticketId: string) {
  const row = await db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .select(['ticket.id', 'ticket.citizen_id', 'wrapped_key'])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const { intake } = await conversationOf(db, row, ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key!))
  return { phone: intake.phone!, email: intake.email! }
}

test('C15: the same address alone joins nothing, neither does the browser alone', async () => {
  const owner = await anAccount(ctx)
  const elsewhere = await aTicket(ctx, { email: owner.email, phone: owner.phone })
  const { id: visitorId } = await aVisitor(ctx)
  assert.deepEqual(await offered(owner.as({ visitorId })), [])
  await refuses(joinRequest(owner.as({ visitorId }), elsewhere.number), 'not-found', 'ticket.not-found')
  await refuses(joinRequest(owner.as(), elsewhere.number), 'not-found', 'ticket.not-found')
  const others = await aTicket(ctx)
  const me = owner.as({ visitorId: others.visitor.id })
  assert.deepEqual(await offered(me), [])
  await refuses(joinRequest(me, others.number), 'conflict', 'join.contact-not-proved')
  await refuses(myTicket(owner.as(), others.number), 'not-found')
})

test('C15: a contact that the account has not proved, or has no more, joins nothing', async () => {
  for (const set of [{ proved_at: null }, { sign_in_until: ctx.now }]) {
    const owner = await anAccount(ctx)
    await db.updateTable('contact').set(set).where('citizen_id', '=', owner.id).execute()
    const made = await aTicket(ctx, { email: owner.email, phone: owner.phone })
    const me = owner.as({ visitorId: made.visitor.id })
    assert.deepEqual(await offered(me), [])
    await refuses(joinRequest(me, made.number), 'conflict', 'join.contact-not-proved')
  }
})

test('C15: a joined record is that account’s alone: no other account takes it, no guest adds to it, no backup code moves it', async () => {
  const owner = await anAccount(ctx)
  const made = await aTicket(ctx, { email: owner.email, phone: owner.phone })
  await refuses(joinRequest(owner.as({ visitorId: made.visitor.id, level: 'enrol' }), made.number), 'forbidden', 'account.enrol-first')
  await joinRequest(owner.as({ visitorId: made.visitor.id }), made.number)
  const later = await submitTicket(made.visitor.ctx, { intake: anIntake({ email: owner.email, phone: owner.phone }), channel: 'form' })
  assert.notEqual(later.citizenId, made.citizenId)
  await db.updateTable('contact').set({ sign_in_until: ctx.now }).where('citizen_id', '=', owner.id).execute()
  const next = await anAccount(ctx, { email: owner.email, phone: owner.phone })
  await refuses(joinRequest(next.as({ visitorId: made.visitor.id }), made.number), 'not-found', 'ticket.not-found')
})

test('C15: of twenty parallel joins of two accounts one account gets the record', async () => {
  const owner = await anAccount(ctx)
  const rival = await anAccount(ctx)
  const made = await aTicket(ctx, { email: owner.email, phone: rival.phone })
  const accounts = Array.from({ length: 20 }, (_, i) => (i % 2 ? owner : rival))
  await Promise.allSettled(accounts.map((account) => joinRequest(account.as({ visitorId: made.visitor.id }), made.number)))
  const { belongs_to } = await db.selectFrom('citizen').select('belongs_to').where('id', '=', made.citizenId).executeTakeFirstOrThrow()
  assert.ok(belongs_to === owner.id || belongs_to === rival.id)
  assert.equal([...(await journalOf(ctx, owner.id)), ...(await journalOf(ctx, rival.id))].length, 1)
})

test('RECOV-6: one press files one urgent request in the person’s language and the question is answered', async () => {
  const owner = await anAccount(ctx)
  const key = { scope: owner.id, key: `mismatch ${randomUUID()}`, bodyMac: Buffer.alloc(32) }
  const press = () => reportMismatch({ ...owner.as(), lang: 'en', idempotency: key }, 'Отчество с ошибкой, мой пароль: Lesnaya-Polyana-47')
  const answers = await Promise.all([press(), press(), press()])
  assert.equal(new Set(answers.map(({ number }) => number)).size, 1)
  const rows = await db.selectFrom('ticket').select(['id', 'citizen_id', 'topic', 'priority_class', 'lang']).where('citizen_id', '=', owner.id).execute()
  assert.deepEqual(
    rows.map(({ topic, priority_class, lang }) => [topic, priority_class, lang]),
    [['data.error', 'urgent', 'en']],
  )
  const { intake } = await conversationOf(db, rows[0]!, owner.key)
  assert.equal(intake.subject, 'My data is wrong')
  assert.doesNotMatch(intake.description, /Lesnaya/)
  const { settings } = await db.selectFrom('account').select('settings').where('citizen_id', '=', owner.id).executeTakeFirstOrThrow()
  assert.deepEqual(settings, { dataCheckedAt: ctx.now.toISOString() })
  await refuses(reportMismatch(owner.as({ level: 'enrol' }), undefined), 'forbidden', 'account.enrol-first')
})
