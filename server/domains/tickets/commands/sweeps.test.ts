import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { aTicket, days, hours, journalOf, later, noticesOf, rowOf } from '#testing/factories'
import { anOffice } from '../testing/office.ts'
import { escalateTicket } from './endings.ts'
import { withdraw } from './of-citizen.ts'
import { closeAnswered, escalateMissed, markClocks, remindWaiting, stopWaiting } from './sweeps.ts'
import { askCitizen, replyToCitizen } from './words-of-staff.ts'

const office = await anOffice()
const { ctx, operator } = office
after(office.close)
const answer = { text: 'Выписка готова, она лежит в разделе документов.' }
const system = (now: Date) => ({ ...ctx, now })
const statusOf = async (id: string) => (await rowOf(ctx, id)).status

test('SLA-7: no answer by the day named: the work goes on, and its holder is told', async () => {
  const made = await aTicket(ctx, {}, operator)
  await askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-12-02' })
  await stopWaiting(system(new Date('2026-12-02T14:59:59Z')))
  assert.equal(await statusOf(made.ticketId), 'waiting_citizen')
  await stopWaiting(system(new Date('2026-12-02T15:00:00Z')))
  assert.equal(await statusOf(made.ticketId), 'in_progress')
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.asked', 'ticket.reply-timed-out'])
})

test('SLA-8: warnings at their marks and lateness once each, to the holder, then to the supervisors and the citizen', async () => {
  const made = await aTicket(ctx, { topic: 'access.password' }, operator)
  // Four more hours are worked on Friday (noon to 18:00 is six), nine on Monday: 50 % is Monday 10:30, 80 % Monday 15:00.
  for (let at = ctx.now.getTime(); at <= Date.parse('2026-11-30T16:00:00Z'); at += 10 * 60_000) await markClocks(system(new Date(at)))
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.due-soon', 'ticket.due-soon', 'ticket.late'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), [
    'request.registered',
    'sla.warning (staff)',
    'sla.warning (staff)',
    'sla.breached (staff)',
    'sla.breached (staff)',
    'request.overdue',
  ])
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.next_mark_at, null)
  assert.notEqual(row.escalated_at, null)
})

test('SLA-8, K2: a late first answer is raised to the supervisors once; an answered request is left alone', async () => {
  const made = await aTicket(ctx, {}, operator)
  const answered = await aTicket(ctx, {}, operator)
  await replyToCitizen(operator.ctx, answered.number, answer)
  const past = later(ctx.now, hours(24) + 1)
  await escalateMissed(system(past))
  await escalateMissed(system(later(past, hours(1))))
  assert.equal((await journalOf(ctx, made.ticketId)).filter((e) => e === 'ticket.first-response-late').length, 1)
  assert.equal((await journalOf(ctx, answered.ticketId)).includes('ticket.first-response-late'), false)
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'sla.breached (staff)'])
})

test('SLA-8, K2: a late first answer is marked also on a request that was raised for another reason, and the first reason stays', async () => {
  const made = await aTicket(ctx, {}, operator)
  await escalateTicket(operator.ctx, made.number, { text: 'Нужен руководитель.' })
  const past = later(ctx.now, hours(24) + 1)
  await escalateMissed(system(past))
  await escalateMissed(system(later(past, hours(1))))
  assert.equal((await journalOf(ctx, made.ticketId)).filter((e) => e === 'ticket.first-response-late').length, 1)
  const row = await rowOf(ctx, made.ticketId)
  assert.deepEqual([row.escalated_at, row.first_response_late_at], [ctx.now, past])
})

test('SLA-8: a late request promises word by a close of business, never by a day off', async () => {
  const made = await aTicket(ctx, {}, operator)
  // Due on Friday 4 December at 18:00; noticed in the evening, with the weekend before it.
  await markClocks(system(new Date('2026-12-04T16:00:00Z')))
  const { facts } = await ctx.app.store.db
    .selectFrom('notice')
    .select('facts')
    .where('ticket_id', '=', made.ticketId)
    .where('event', '=', 'request.overdue')
    .executeTakeFirstOrThrow()
  assert.equal((facts as { newEta: string }).newEta, '2026-12-07T15:00:00.000Z')
})

test('SLA-6: days later nothing of the sweeps touches what has ended', async () => {
  const gone = await aTicket(ctx, {}, operator)
  await withdraw(gone.visitor.ctx, gone.number)
  const before = await ctx.app.store.db.selectFrom('ticket').select(['id', 'version']).where('ended_at', 'is not', null).orderBy('id').execute()
  const far = system(later(ctx.now, days(20)))
  for (const sweep of [markClocks, escalateMissed, remindWaiting, stopWaiting, closeAnswered]) await sweep(far)
  const after20 = await ctx.app.store.db
    .selectFrom('ticket')
    .select(['id', 'version'])
    .where(
      'id',
      'in',
      before.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  assert.deepEqual(after20, before)
})
