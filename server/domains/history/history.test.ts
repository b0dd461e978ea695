import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { HistoryPage } from '#contract/history'
import { chatsOfPerson } from '#domains/chat/index'
import { requestsOfPerson } from '#domains/tickets/index'
import type { Ctx, Staff } from '#platform/ctx'
import { anIntake, as, fridayNoon, later, minutes } from '#testing/factories'
import { myViews } from '../accounts/queries/own-log.ts'
import { loggedOf } from '../accounts/requests-of-person.ts'
import { anAccount } from '../accounts/testing/an-account.ts'
import { acceptChat, answerChat, noteChat } from '../chat/commands/at-desk.ts'
import { callOperator, citizenHasRead as hasReadTalk } from '../chat/commands/of-citizen.ts'
import { openChat } from '../chat/commands/open.ts'
import { requestByCitizen } from '../chat/commands/request.ts'
import { chatStage } from '../chat/testing/stage.ts'
import { takeTicket } from '../tickets/commands/holder.ts'
import { joinRequest } from '../tickets/commands/join.ts'
import { citizenHasRead } from '../tickets/commands/read.ts'
import { submitTicket } from '../tickets/commands/submit.ts'
import { replyToCitizen, writeNote } from '../tickets/commands/words-of-staff.ts'
import { ticketByNumber } from '../tickets/load.ts'
import { historyAtDesk, historyOf } from './queries.ts'

const { ctx, guest, onLine, close } = await chatStage()
after(close)
const at = (asker: Ctx, n: number) => as(asker, asker.actor, later(fridayNoon, minutes(n)))
const file = async (asker: Ctx, subject = 'Как получить выписку по заявлению') => submitTicket(asker, { intake: anIntake({ subject }), channel: 'form' })
const mine = (asker: Ctx, asked = {}) => historyOf(asker, 'own', asked)
const names = ({ items }: HistoryPage) => items.map(({ subject }) => subject)

test('CHAT-15: requests and talks of one person stand on one line, the newest first, with who spoke last, what is unread, and both ends of a request made of a talk', async () => {
  const [owner, operator] = [await anAccount(ctx), await onLine()]
  const first = await file(owner.as(), 'Первое обращение о выписке')
  const talk = await openChat(at(owner.as(), 1), { text: 'не приходит код для входа' })
  await callOperator(at(owner.as(), 1), talk.id)
  const made = await requestByCitizen(at(owner.as(), 2), talk.id, { topic: 'access.signin' })
  await file(await guest(), 'Чужое обращение о выписке')
  await takeTicket(operator.at(later(fridayNoon, minutes(3))), first.number)
  await replyToCitizen(operator.at(later(fridayNoon, minutes(3))), first.number, { text: 'Ответ по существу готов.' }, ticketByNumber(ctx, first.number))
  await writeNote(operator.at(later(fridayNoon, minutes(4))), first.number, { text: 'Заметка для своих.' }, ticketByNumber(ctx, first.number))

  const { items, next } = await mine(at(owner.as(), 5))
  assert.deepEqual(
    items.map(({ kind, channel, last, unread, linked }) => [kind, channel, last?.by, unread > 0, linked?.kind ?? null]),
    [
      ['request', 'chat', 'citizen', false, 'talk'],
      ['talk', 'chat', items[1]?.last?.by, true, 'request'],
      ['request', 'form', 'staff', true, null],
    ],
  )
  assert.equal(next, null)
  assert.deepEqual([items[0]?.linked?.id, items[1]?.linked?.number.replaceAll('-', '')], [talk.id, made.number])
  assert.equal(items[2]?.unread, 1, 'a note is not counted')

  await citizenHasRead(at(owner.as(), 6), first.number)
  await citizenHasRead(at(owner.as(), 7), first.number)
  await hasReadTalk(at(owner.as(), 6), talk.id, 99)
  assert.deepEqual(
    (await mine(at(owner.as(), 8))).items.map(({ unread }) => unread),
    [0, 0, 0],
  )
  const marks = await ctx.app.store.db.selectFrom('journal').select('at').where('event', '=', 'ticket.read-by-citizen').execute()
  assert.equal(marks.length, 1, 'a second look at what was read writes nothing')
})

test('CHAT-15: found by kind, by number and by all the words in any of their forms, never by a note', async () => {
  const owner = await anAccount(ctx)
  const request = await file(owner.as(), 'Потерян паспорт в поезде')
  const talk = await openChat(at(owner.as(), 1), { text: 'гиппопотам съел мою выписку' })
  const operator = await onLine()
  await callOperator(at(owner.as(), 1), talk.id)
  await acceptChat(operator.at(later(fridayNoon, minutes(2))), talk.id)
  await noteChat(operator.at(later(fridayNoon, minutes(2))), talk.id, 'секретная жирафа')
  await answerChat(operator.at(later(fridayNoon, minutes(2))), talk.id, { text: 'Сделаем новую справку.' })
  const found = async (asked: object) => (await mine(at(owner.as(), 10), asked)).items.map(({ kind }) => kind)
  assert.deepEqual(await found({ kind: 'talk' }), ['talk'])
  assert.deepEqual(await found({ kind: 'request' }), ['request'])
  assert.deepEqual(await found({ q: 'паспорта поезд' }), ['request'])
  assert.deepEqual(await found({ q: 'справка выписки' }), ['talk'])
  assert.deepEqual(await found({ q: 'выписки' }), ['talk', 'request'])
  assert.deepEqual(await found({ q: 'паспорт гиппопотам' }), [])
  assert.deepEqual(await found({ q: 'жирафа' }), [])
  assert.deepEqual(await found({ q: '???' }), [])
  assert.deepEqual(await found({ q: request.number }), ['request'])
  assert.deepEqual(await found({ q: 'паспорт', kind: 'talk' }), [])
})

test('CHAT-15: pages go by key: each item once and in order, also when something new comes between two pages', async () => {
  const owner = await anAccount(ctx)
  for (let n = 0; n < 22; n++) await file(at(owner.as(), n * 2), `Обращение номер ${n} о выписке`)
  for (let n = 0; n < 4; n++) await openChat(at(owner.as(), n * 2 + 1), { text: `вопрос ${n} о выписке` })
  const first = await mine(at(owner.as(), 60))
  await file(at(owner.as(), 61), 'Пришло между страницами')
  const second = await mine(at(owner.as(), 62), { before: first.next })
  const all = [...first.items, ...second.items].map(({ at: began }) => began)
  assert.deepEqual([first.items.length, second.items.length, second.next], [20, 6, null])
  assert.deepEqual(all, all.toSorted().toReversed())
  assert.equal(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 26)
})

test('CHAT-15: a guest sees what this browser may open; a record that was joined is the same person, one that only shares a contact is not', async () => {
  const owner = await anAccount(ctx)
  const [browser, other] = [await guest(), await guest()]
  const sent = await submitTicket(browser, { intake: anIntake({ subject: 'Отправлено гостем', email: owner.email }), channel: 'form' })
  await submitTicket(other, { intake: anIntake({ subject: 'С той же почтой другой человек', email: owner.email }), channel: 'form' })
  await openChat(at(browser, 1), { text: 'вопрос гостя о выписке' })
  assert.deepEqual(names(await mine(at(browser, 2))), ['вопрос гостя о выписке', 'Отправлено гостем'])
  assert.deepEqual(names(await mine(at(other, 2))), ['С той же почтой другой человек'])
  assert.deepEqual(names(await mine(owner.as())), [])
  await joinRequest(owner.as({ visitorId: browser.actor.id! }), sent.number)
  assert.deepEqual(names(await mine(owner.as())), ['Отправлено гостем'])
})

test('CHAT-15, FORM-15: an employee sees of the same line what he may read, all records of the person, and the look stands in its log', async () => {
  const owner = await anAccount(ctx)
  const [first, documents, lead] = [await onLine(), await onLine(['specialist'], ['documents']), await onLine(['supervisor'], ['documents'])]
  const howto = await file(owner.as(), 'Как получить выписку снова')
  await submitTicket(at(owner.as(), 1), { intake: anIntake({ topic: 'data.name', subject: 'Сменилась фамилия у меня' }), channel: 'form' })
  await openChat(at(owner.as(), 2), { text: 'вопрос из чата о выписке' })
  const seen = async ({ ctx: asker }: { ctx: Ctx }) => names(await historyAtDesk(at(asker, 5), asker.actor as Staff, owner.id, {}))
  assert.deepEqual(await seen(first), ['вопрос из чата о выписке', 'Как получить выписку снова'])
  assert.deepEqual(await seen(documents), ['Сменилась фамилия у меня'])
  assert.deepEqual(await seen(lead), ['вопрос из чата о выписке', 'Сменилась фамилия у меня', 'Как получить выписку снова'])
  const technician = await onLine(['technician'], ['first_line'])
  assert.deepEqual(await seen(technician), ['Как получить выписку снова'], 'talks are not read by a technician')
  const { items } = await myViews(ctx, owner.id, loggedOf(requestsOfPerson, chatsOfPerson))
  assert.deepEqual([...new Set(items.map(({ what }) => what))], ['history.read'])
  assert.equal(items.length, 4)
  assert.ok(howto.number)
})
