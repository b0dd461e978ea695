import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { aTicket, hours, journalOf, later, noticesOf, rowOf } from '#testing/factories'
import { ticketByNumber } from '../load.ts'
import { ticketForCitizen } from '../queries/for-citizen.ts'
import { anOffice, refuses } from '../testing/office.ts'
import { addWords } from './add-words.ts'
import { askExternal, declineTicket, escalateTicket, mergeTicket, recordExternalReply, reopenAtDesk, resolveTicket, transferTicket } from './endings.ts'
import { assignTicket, startTicket, takeTicket } from './holder.ts'
import { confirmAnswer, objectToTerm, rate, reopen, withdraw } from './of-citizen.ts'
import { closeAnswered, remindWaiting } from './sweeps.ts'
import { askCitizen, replyToCitizen, writeNote } from './words-of-staff.ts'

const office = await anOffice()
const { ctx, operator, colleague, specialist, supervisor } = office
after(office.close)
const answer = { text: 'Выписка готова, она лежит в разделе документов.' }
const system = (now: Date) => ({ ...ctx, now })
const statusOf = async (id: string) => (await rowOf(ctx, id)).status

test('REL-15: of fifty who take at once one wins, the others learn that it is taken', async () => {
  const made = await aTicket(ctx)
  const tries = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => takeTicket(i % 2 ? operator.ctx : colleague.ctx, made.number)))
  assert.equal(tries.filter((t) => t.status === 'fulfilled').length, 1)
  for (const t of tries) if (t.status === 'rejected') assert.match(t.reason.code, /^ticket\.(taken|yours-already)$/)
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned'])
})

test('REL-15: a write made on an older sight is refused, not overwritten, and names the newer version', async () => {
  const made = await aTicket(ctx, {}, operator)
  await writeNote(colleague.ctx, made.number, { text: 'Звонил, не дозвонился.' })
  const refusal = await refuses(replyToCitizen(operator.ctx, made.number, { ...answer, expected: 2 }), 'conflict', 'ticket.changed')
  assert.deepEqual(refusal.details, { version: 3, status: 'assigned' })
  await replyToCitizen(operator.ctx, made.number, { ...answer, expected: 3 })
})

test('FORM-12, K2, SLA-7: the first written word stops the first-response clock and is sent; beginning work promises the date in writing', async () => {
  const made = await aTicket(ctx, {}, operator)
  const at = later(ctx.now, hours(1))
  await replyToCitizen(operator.at(at), made.number, answer)
  assert.equal((await rowOf(ctx, made.ticketId)).first_response_at?.toISOString(), at.toISOString())
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.in_progress'])
  const other = await aTicket(ctx, {}, operator)
  await startTicket(operator.at(at), other.number)
  assert.equal((await rowOf(ctx, other.ticketId)).first_response_at?.toISOString(), at.toISOString())
  await refuses(startTicket(colleague.ctx, (await aTicket(ctx, {}, operator)).number), 'forbidden', 'ticket.not-yours')
})

test('PREP-2, SLA-7: a question waits with a day, is reminded of a day before, and the answer brings the work back to its holder', async () => {
  const made = await aTicket(ctx, {}, operator)
  await refuses(askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-12-05' }), 'unprocessable', 'replyBy.after-due')
  await refuses(askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-11-26' }), 'unprocessable', 'replyBy.past')
  await refuses(askCitizen(operator.ctx, made.number, { text: 'Назовите код из СМС.', replyBy: '2026-12-02' }), 'unprocessable', 'text.asks-for-secret')
  const dueBefore = (await rowOf(ctx, made.ticketId)).due_at
  await askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-12-02' })
  const waiting = await rowOf(ctx, made.ticketId)
  assert.equal(waiting.reply_by?.toISOString(), '2026-12-02T15:00:00.000Z')
  assert.deepEqual(waiting.due_at, dueBefore)
  await remindWaiting(system(new Date('2026-12-01T15:00:00Z')))
  await remindWaiting(system(new Date('2026-12-01T15:00:01Z')))
  await remindWaiting(system(new Date('2026-12-01T16:00:00Z')))
  await addWords(await made.back(new Date('2026-12-01T17:00:00Z')), made.number, { text: 'Номер 1234567890.' })
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.asked', 'ticket.reminded', 'ticket.citizen-replied'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.info_needed', 'request.info_reminder', 'assignment.new (staff)'])
  const row = await rowOf(ctx, made.ticketId)
  assert.deepEqual([row.status, row.reply_by], ['in_progress', null])
})

test('SLA-7, SLA-8: resolved, confirmed or closed by itself after ten working days; then rated once', async () => {
  const made = await aTicket(ctx, {}, operator)
  await refuses(rate(made.visitor.ctx, made.number, 5), 'conflict', 'ticket.not-from-here')
  await resolveTicket(operator.ctx, made.number, answer)
  const row = await rowOf(ctx, made.ticketId)
  assert.equal(row.reopen_by?.toISOString(), '2026-12-11T15:00:00.000Z')
  await closeAnswered(system(new Date('2026-12-11T15:00:00Z')))
  assert.equal(await statusOf(made.ticketId), 'resolved')
  await closeAnswered(system(new Date('2026-12-11T15:00:01Z')))
  assert.equal(await statusOf(made.ticketId), 'closed')
  const returned = await made.back(new Date('2026-12-12T09:00:00Z'))
  await rate(returned, made.number, 4, 'Спасибо, помогли')
  await refuses(rate(returned, made.number, 1), 'conflict', 'ticket.rated-already')
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.resolved', 'ticket.closed', 'ticket.rated'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.resolved', 'request.closed'])
  const quick = await aTicket(ctx, {}, operator)
  await resolveTicket(operator.ctx, quick.number, answer)
  await confirmAnswer(quick.visitor.ctx, quick.number)
  assert.equal(await statusOf(quick.ticketId), 'closed')
  await refuses(confirmAnswer(quick.visitor.ctx, quick.number), 'conflict', 'ticket.not-from-here')
})

test('SLA-7: an answer may be contested twice and until reopenBy, by the citizen and by a supervisor alike', async () => {
  const made = await aTicket(ctx, {}, operator)
  const again = async (work: Promise<unknown>) => {
    await work
    await resolveTicket(operator.ctx, made.number, answer)
  }
  await resolveTicket(operator.ctx, made.number, answer)
  await refuses(reopen(await made.back(new Date('2026-12-11T15:00:00.001Z')), made.number, 'Не помогло.'), 'conflict', 'ticket.reopen-over')
  await made.back(ctx.now)
  await again(reopen(made.visitor.ctx, made.number, 'Не помогло.'))
  await again(reopenAtDesk(supervisor.ctx, made.number, { text: 'Ответ не по вопросу.' }))
  await refuses(reopen(made.visitor.ctx, made.number, 'Опять не помогло.'), 'conflict', 'ticket.reopen-over')
  await refuses(reopenAtDesk(supervisor.ctx, made.number, { text: 'Ответ не по вопросу.' }), 'conflict', 'ticket.reopen-over')
  await refuses(reopenAtDesk(operator.ctx, made.number, { text: 'Еще раз.' }), 'forbidden')
  assert.deepEqual((await journalOf(ctx, made.ticketId)).filter((e) => e === 'ticket.reopened').length, 2)
})

test('SLA-7: declined with ground, transferred, withdrawn: each tells the citizen, ends the clocks and takes no more words', async () => {
  const declined = await aTicket(ctx, {}, specialist)
  await declineTicket(specialist.ctx, declined.number, {
    reason: 'no_ground',
    ground: 'Жалоба: в течение 30 дней начальнику отдела',
    text: 'Такой выписки не бывает.',
  })
  const transferred = await aTicket(ctx, {}, specialist)
  await refuses(transferTicket(specialist.ctx, transferred.number, { body: 'Архив', text: 'Сообщите им код из СМС.' }), 'unprocessable', 'text.asks-for-secret')
  await transferTicket(specialist.ctx, transferred.number, { body: 'Архив города', text: 'Телефон +7 000 000-00-00.' })
  const withdrawn = await aTicket(ctx, {}, specialist)
  await withdraw(withdrawn.visitor.ctx, withdrawn.number)
  for (const [made, status, notice] of [
    [declined, 'declined', 'request.declined'],
    [transferred, 'transferred', 'request.transferred'],
    [withdrawn, 'withdrawn', 'request.withdrawn'],
  ] as const) {
    const row = await rowOf(ctx, made.ticketId)
    assert.equal(row.status, status)
    assert.equal(row.next_mark_at, null)
    assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', notice])
    assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.assigned', `ticket.${status}`])
    await refuses(addWords(made.visitor.ctx, made.number, { text: 'Еще слово' }), 'conflict', 'ticket.ended')
    await refuses(replyToCitizen(specialist.ctx, made.number, answer), 'conflict', 'ticket.ended')
  }
  const refusal = await refuses(withdraw(withdrawn.visitor.ctx, withdrawn.number), 'conflict', 'ticket.not-from-here')
  assert.deepEqual(refusal.details, { action: 'withdraw', status: 'withdrawn', allowed: [] })
})

test('K3: another body is asked and answers; both stand in the history of the citizen without the words of staff', async () => {
  const made = await aTicket(ctx, {}, specialist)
  await askExternal(specialist.ctx, made.number, { body: 'Архив города', text: 'Внутреннее слово' })
  await recordExternalReply(specialist.ctx, made.number, { text: 'Пришло письмо 15/7' })
  const seen = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.deepEqual(
    seen.history.map(({ event }) => event),
    ['ticket.registered', 'ticket.waiting-external', 'ticket.external-replied'],
  )
  assert.doesNotMatch(JSON.stringify(seen), /Внутреннее|15\/7/)
})

test('SLA-8: an objection of the citizen and an escalation of staff both reach a supervisor; an objection is made once', async () => {
  const made = await aTicket(ctx, {}, operator)
  await objectToTerm(made.visitor.ctx, made.number, 'Срок слишком долгий, заявление горит.')
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'sla.breached (staff)'])
  await refuses(objectToTerm(made.visitor.ctx, made.number, 'Еще раз.'), 'conflict', 'ticket.objected-already')
  const other = await aTicket(ctx, {}, operator)
  await escalateTicket(operator.ctx, other.number, { text: 'Нужен руководитель.' })
  assert.deepEqual(await noticesOf(ctx, other.ticketId), ['request.registered', 'sla.breached (staff)'])
  assert.notEqual((await rowOf(ctx, other.ticketId)).escalated_at, null)
})

test('PREP-2, REG-9: duplicates of one person are merged and point at each other; other people, ended requests and oneself are refused', async () => {
  const phone = '+7 000 555 00 01'
  const first = await aTicket(ctx, { phone, email: 'one@example.org' }, operator)
  const second = await aTicket(later(ctx.now, 0) && ctx, { phone, email: 'one@example.org' }, operator)
  const family = await aTicket(ctx, { phone, email: 'two@example.org' }, operator)
  await refuses(mergeTicket(operator.ctx, family.number, { into: first.number }), 'unprocessable', 'merge.other-person')
  await refuses(mergeTicket(operator.ctx, (await aTicket(ctx, {}, operator)).number, { into: first.number }), 'unprocessable', 'merge.other-person')
  await refuses(mergeTicket(operator.ctx, first.number, { into: first.number }), 'unprocessable', 'merge.itself')
  await mergeTicket(operator.ctx, second.number, { into: first.number })
  assert.deepEqual(await journalOf(ctx, second.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.merged'])
  assert.deepEqual(await journalOf(ctx, first.ticketId), ['ticket.registered', 'ticket.assigned', 'ticket.took-in'])
  const { deskTicket } = await import('../queries/desk-ticket.ts')
  const seen = await deskTicket(operator.ctx, operator.ctx.actor as never, first.number, async () => [])
  assert.deepEqual(
    seen.merged.map((n) => n.replaceAll('-', '')),
    [second.number],
  )
  assert.equal((await ticketForCitizen(second.visitor.ctx, second.number)).mergedInto?.replaceAll('-', ''), first.number)
  const third = await aTicket(ctx, { phone, email: 'one@example.org' }, operator)
  await refuses(mergeTicket(operator.ctx, third.number, { into: second.number }), 'conflict', 'merge.into-ended')
})

test('REG-12: work is given to a colleague of the team, or back to a team; the new holder is told', async () => {
  const made = await aTicket(ctx, {}, operator)
  await refuses(assignTicket(colleague.ctx, made.number, { staffId: colleague.id }), 'forbidden', 'ticket.not-yours')
  await refuses(assignTicket(operator.ctx, made.number, { staffId: '01900000-0000-7000-8000-000000000000' }), 'unprocessable', 'assignment.not-possible')
  await assignTicket(operator.ctx, made.number, { staffId: colleague.id })
  await assignTicket(supervisor.ctx, made.number, { team: 'documents' })
  const row = await rowOf(ctx, made.ticketId)
  assert.deepEqual([row.status, row.holder_id, row.team], ['assigned', null, 'documents'])
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'assignment.new (staff)'])
  await refuses(takeTicket(operator.ctx, made.number), 'not-found')
})

test('REL-13: a key that closed a request answers the same again, although closing twice is refused', async () => {
  const made = await aTicket(ctx, {}, operator)
  const keyed = { ...operator.ctx, idempotency: { scope: operator.id, key: 'POST resolution once-and-again', bodyMac: Buffer.from('same') } }
  const first = await resolveTicket(keyed, made.number, answer)
  assert.deepEqual(await resolveTicket(keyed, made.number, answer), first)
  await refuses(resolveTicket(operator.ctx, made.number, answer), 'conflict', 'ticket.not-from-here')
  assert.equal((await rowOf(ctx, made.ticketId)).version, first.version)
})

test('SLA-7: what is told of a reply is true of the request as it stands; before anybody has it in hand there is none', async () => {
  const made = await aTicket(ctx)
  await refuses(replyToCitizen(supervisor.ctx, made.number, answer), 'conflict', 'ticket.take-first')
  await takeTicket(operator.ctx, made.number)
  await askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-12-02' })
  await replyToCitizen(operator.ctx, made.number, answer)
  const done = await aTicket(ctx, {}, operator)
  await resolveTicket(operator.ctx, done.number, answer)
  await replyToCitizen(operator.ctx, done.number, { text: 'Дополнение к ответу: копию пришлем письмом.' })
  assert.deepEqual(await noticesOf(ctx, made.ticketId), ['request.registered', 'request.info_needed', 'request.info_needed'])
  assert.deepEqual(await noticesOf(ctx, done.ticketId), ['request.registered', 'request.resolved', 'request.resolved'])
})

test('SLA-7: a question whose day is near is its own reminder', async () => {
  const made = await aTicket(ctx, { topic: 'access.password' }, operator)
  await askCitizen(operator.ctx, made.number, { text: 'Какой номер заявления?', replyBy: '2026-11-28' })
  await remindWaiting(system(later(ctx.now, hours(10))))
  assert.equal((await noticesOf(ctx, made.ticketId)).includes('request.info_reminder'), false)
})

test('FORM-15: a try at a request that one may not see is written down', async () => {
  const made = await aTicket(ctx, { topic: 'account.suspicious' })
  await refuses(takeTicket(operator.ctx, made.number), 'not-found', 'ticket.not-found')
  assert.deepEqual(await journalOf(ctx, made.ticketId), ['ticket.registered', 'ticket.read-refused'])
})

test('R15: fifty answers at once are all said, each under a version of its own; nobody is told of a lost race', async () => {
  const made = await aTicket(ctx, {}, operator)
  const said = await Promise.all(Array.from({ length: 50 }, (_, i) => replyToCitizen(operator.ctx, made.number, { text: `Ответ номер ${i}` })))
  const before = (await rowOf(ctx, made.ticketId)).version
  assert.equal(new Set(said.map(({ version }) => version)).size, 50)
  assert.equal(Math.max(...said.map(({ version }) => version)), before)
  const { messages } = await ticketForCitizen(made.visitor.ctx, made.number)
  assert.equal(messages.filter((m) => m.kind === 'reply').length, 50)
})

test('R15: an answer on an older sight of the request leaves nothing behind: it is said on the newest, or refused by what that says', async () => {
  const made = await aTicket(ctx, {}, operator)
  const old = ticketByNumber(ctx, made.number)
  await old
  await writeNote(operator.ctx, made.number, { text: 'Тем временем' })
  const { version } = await replyToCitizen(operator.ctx, made.number, { text: 'Все-таки ответ' }, old)
  assert.equal(version, (await rowOf(ctx, made.ticketId)).version)
  assert.deepEqual((await journalOf(ctx, made.ticketId)).slice(2), ['ticket.noted', 'ticket.started'])
  const seen = ticketByNumber(ctx, made.number)
  await seen
  await withdraw(made.visitor.ctx, made.number)
  await refuses(replyToCitizen(operator.ctx, made.number, { text: 'Поздно' }, seen), 'conflict', 'ticket.ended')
  assert.equal((await ticketForCitizen(made.visitor.ctx, made.number)).messages.filter((m) => m.kind === 'reply').length, 1)
})
