import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { aTicket, days, journalOf, later, noticesOf, rowOf } from '#testing/factories'
import type { FrozenWhy } from '../model.ts'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { askExternal, recordExternalReply, resolveTicket } from './endings.ts'
import { takeTicket } from './holder.ts'
import { reopen } from './of-citizen.ts'
import { recountForCalendar } from './recount-for-calendar.ts'
import { decideExtension, extendTerm, reclassify } from './term.ts'

const office = await anOffice()
const { ctx, operator, colleague, specialist, supervisor, officer } = office
after(office.close)
const held = async (by = specialist, topic = 'service.howto') => aTicket(ctx, { topic: topic as 'service.howto' }, by)
const asked = { reason: 'missing_information', workingDays: 3, text: 'Ждем выписку из архива, без нее ответить нельзя.' } as const
const due = async (id: string) => (await rowOf(ctx, id)).due_at.toISOString()

test('SLA-5: a supervisor extends at once: the date is counted from the old one, the old one is kept, the notice is queued', async () => {
  const made = await held()
  await extendTerm(supervisor.at(later(ctx.now, days(3))), made.number, asked)
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.due_at.toISOString(), '2026-12-09T15:00:00.000Z')
  assert.equal(row.previous_due_at?.toISOString(), '2026-12-04T15:00:00.000Z')
  assert.equal(row.extended_days, 3)
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.extended'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.extended'])
  const notice = await ctx.app.store.db
    .selectFrom('notice')
    .select('facts')
    .where('ticket_id', '=', made.ticketId)
    .where('event', '=', 'request.extended')
    .executeTakeFirstOrThrow()
  assert.deepEqual(notice.facts, {
    number: made.number,
    oldDueDate: '2026-12-04T15:00:00.000Z',
    newDueDate: '2026-12-09T15:00:00.000Z',
    reason: 'missing_information',
  })
  const seen = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.deepEqual(
    seen.due.why.moves.map(({ from, to, reason }) => ({ from, to, reason })),
    [{ from: '2026-12-04T15:00:00.000Z', to: '2026-12-09T15:00:00.000Z', reason: 'missing_information' }],
  )
})

test('SLA-5: a specialist asks, a supervisor grants; nobody grants what he asked himself', async () => {
  const made = await held()
  await extendTerm(specialist.ctx, made.number, asked)
  assert.equal(await due(made.ticketId), '2026-12-04T15:00:00.000Z')
  await refuses(extendTerm(specialist.ctx, made.number, asked), 'conflict', 'extension.asked-already')
  const { id } = await ctx.app.store.db.selectFrom('extension').select('id').where('ticket_id', '=', made.ticketId).executeTakeFirstOrThrow()
  await refuses(decideExtension(specialist.ctx, made.number, { id, grant: true }), 'forbidden')
  const promoted = { ...specialist.ctx, actor: { ...specialist.ctx.actor, roles: ['specialist', 'supervisor'] } as never }
  await refuses(decideExtension(promoted, made.number, { id, grant: true }), 'forbidden', 'extension.own')
  await decideExtension(supervisor.ctx, made.number, { id, grant: true })
  assert.equal(await due(made.ticketId), '2026-12-09T15:00:00.000Z')
  await refuses(decideExtension(supervisor.ctx, made.number, { id, grant: false }), 'conflict', 'extension.decided-already')
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.extension-asked', 'ticket.extended'])
})

test('SLA-5: a refused extension moves nothing, and the word of the supervisor stays as a note', async () => {
  const made = await held()
  await extendTerm(specialist.ctx, made.number, asked)
  const { id } = await ctx.app.store.db.selectFrom('extension').select('id').where('ticket_id', '=', made.ticketId).executeTakeFirstOrThrow()
  await decideExtension(supervisor.ctx, made.number, { id, grant: false, text: 'Выписка уже в деле, страница 3.' })
  assert.equal(await due(made.ticketId), '2026-12-04T15:00:00.000Z')
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.extension-asked', 'ticket.extension-refused'])
  const notes = await ctx.app.store.db.selectFrom('message').select('kind').where('ticket_id', '=', made.ticketId).where('kind', '=', 'note').execute()
  assert.equal(notes.length, 1)
})

test('SLA-5: after the due date, or beyond the limit of all extensions together, the system refuses', async () => {
  const made = await held()
  await refuses(extendTerm(supervisor.at(new Date('2026-12-04T15:00:00.001Z')), made.number, asked), 'conflict', 'extension.too-late')
  await extendTerm(supervisor.at(new Date('2026-12-04T15:00:00.000Z')), made.number, asked)
  const refusal = await refuses(extendTerm(supervisor.ctx, made.number, asked), 'unprocessable', 'workingDays.beyond-limit')
  assert.deepEqual(refusal.fields?.[0]?.details, { left: 2 })
  await extendTerm(supervisor.ctx, made.number, { ...asked, workingDays: 2 })
  assert.equal(await due(made.ticketId), '2026-12-11T15:00:00.000Z')
})

test('SLA-5, REG-12: operators neither ask nor grant; an unregistered state cannot be extended', async () => {
  const made = await held(operator)
  await refuses(extendTerm(operator.ctx, made.number, asked), 'forbidden', 'ticket.not-your-action')
  await refuses(extendTerm((await held()).visitor.ctx, made.number, asked), 'not-found')
  const fresh = await aTicket(ctx)
  await refuses(extendTerm(supervisor.ctx, fresh.number, asked), 'conflict', 'ticket.not-from-here')
})

test('K14, SLA-4: a longer class takes a supervisor; the date is counted anew from registration, both are kept, the citizen is told', async () => {
  const made = await held(operator)
  await refuses(reclassify(operator.ctx, made.number, { priorityClass: 'complex' }), 'forbidden', 'class.longer-needs-supervisor')
  const after3 = later(ctx.now, days(4))
  await reclassify(supervisor.at(after3), made.number, { priorityClass: 'complex' })
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.due_at.toISOString(), '2026-12-11T15:00:00.000Z')
  assert.equal(row.previous_due_at?.toISOString(), '2026-12-04T15:00:00.000Z')
  assert.equal((row.due_why as unknown as FrozenWhy).workingDays, 10)
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.extended'])
  await refuses(reclassify(colleague.ctx, made.number, { category: 'technical' }), 'forbidden', 'ticket.not-yours')
})

test('K14: a longer class takes a supervisor even where an extension already reaches as far', async () => {
  const made = await held(operator)
  await extendTerm(supervisor.ctx, made.number, { ...asked, workingDays: 5 })
  await refuses(reclassify(operator.ctx, made.number, { priorityClass: 'complex' }), 'forbidden', 'class.longer-needs-supervisor')
})

test('K14: a shorter class needs nobody; a date already past is raised at once', async () => {
  const made = await held(operator)
  const monday = new Date('2026-12-02T09:00:00Z')
  await reclassify(operator.at(monday), made.number, { priorityClass: 'urgent' })
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.due_at.toISOString(), '2026-11-30T15:00:00.000Z')
  assert.ok(row.next_mark_at! <= monday)
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered'])
})

test('K14, FORM-2: a topic of another team sends the request there, into nobody’s hands, in the state it is in', async () => {
  const made = await held(operator)
  await reclassify(operator.ctx, made.number, { topic: 'service.refused' })
  const row = await rowOf(ctx, made.ticketId)
  assert.deepEqual([row.team, row.holder_id, row.status, row.topic, row.category], ['documents', null, 'assigned', 'service.refused', 'documentary'])
  await refuses(takeTicket(operator.ctx, made.number), 'not-found')
  await takeTicket(specialist.ctx, made.number)
})

test('K3: asking another body makes the request complex with its date; an extension that reaches further is kept', async () => {
  const made = await held()
  await askExternal(specialist.ctx, made.number, { body: 'Архив города' })
  const row = await rowOf(ctx, made.ticketId)
  assert.deepEqual([row.status, row.priority_class, row.due_at.toISOString()], ['waiting_external', 'complex', '2026-12-11T15:00:00.000Z'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.extended'])
  const far = await aTicket(ctx, { topic: 'service.howto' }, specialist)
  await extendTerm(officer.ctx, far.number, { ...asked, workingDays: 5 })
  await askExternal(specialist.ctx, far.number, { body: 'Архив города' })
  const kept = await rowOf(ctx, far.ticketId)
  assert.deepEqual([kept.priority_class, kept.due_at.toISOString()], ['complex', '2026-12-11T15:00:00.000Z'])
})

test('SLA-1: reopened, the request gets a new date of the same class, without the days an extension had added', async () => {
  const made = await held()
  await extendTerm(supervisor.ctx, made.number, { ...asked, workingDays: 5 })
  await resolveTicket(specialist.ctx, made.number, { text: 'Выписка готова и лежит в кабинете.' })
  const monday = new Date('2026-11-30T09:00:00Z')
  await reopen(await made.back(monday), made.number, 'Выписки в кабинете нет.')
  assert.equal(await due(made.ticketId), '2026-12-07T15:00:00.000Z')
})

test('SLA-1: a calendar loaded later moves dates earlier only, survives any mix of extension, new class and reopening, and is written down', async () => {
  const made = await held()
  await extendTerm(supervisor.ctx, made.number, { ...asked, workingDays: 5 })
  await reclassify(supervisor.ctx, made.number, { priorityClass: 'urgent' })
  const before = await due(made.ticketId)
  const summed = await recountForCalendar(ctx)
  assert.deepEqual(summed, { later: 0, earlier: 0, kept: 0 })
  assert.equal(await due(made.ticketId), before)
})

test('SLA-5: what cannot be extended in its state cannot be asked for either', async () => {
  const made = await aTicket(ctx, {}, specialist)
  await resolveTicket(specialist.ctx, made.number, { text: 'Выписка готова, она лежит в разделе документов.' })
  await refuses(
    extendTerm(specialist.ctx, made.number, { reason: 'additional_analysis', workingDays: 1, text: 'Нужно время.' }),
    'conflict',
    'ticket.not-from-here',
  )
})

test('SLA-4: reopened after another body was asked, it has the term of the class it has now', async () => {
  const made = await aTicket(ctx, {}, specialist)
  // Extended so far that the longer class moves nothing: only the class changes.
  await extendTerm(supervisor.ctx, made.number, { reason: 'additional_analysis', workingDays: 5, text: 'Нужен анализ.' })
  await askExternal(specialist.ctx, made.number, { body: 'Архив' })
  await recordExternalReply(specialist.ctx, made.number, { text: 'Архив ответил.' })
  await resolveTicket(specialist.ctx, made.number, { text: 'Выписка готова, она лежит в разделе документов.' })
  await reopen(made.visitor.ctx, made.number, 'Выписка не та.')
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.due_at.toISOString(), '2026-12-11T15:00:00.000Z')
  assert.equal((row.due_why as { priorityClass: string }).priorityClass, 'complex')
})
