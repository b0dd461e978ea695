import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anAccount } from '#domains/accounts/testing/an-account'
import { eraseCitizen } from '#domains/tickets/index'
import { type Ctx, systemCtx } from '#platform/ctx'
import { fridayNoon, journalOf, later, minutes } from '#testing/factories'
import { acceptChat, answerChat, noteChat, staffHasRead, transferChat, waitForCitizen } from './commands/at-desk.ts'
import { callOperator, citizenHasRead } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { requestByCitizen, requestByStaff } from './commands/request.ts'
import { sendChat } from './commands/send.ts'
import { endWaiting, forgetChats } from './commands/sweeps.ts'
import { jobs } from './jobs.ts'
import { chatById, myChat } from './load.ts'
import { deskChats } from './queries/desk.ts'
import { myChats } from './queries/mine.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { platform, ctx, guest, onLine, heard, stateOf, system, close } = await chatStage()
after(close)
const keyed = (asker: Ctx, scope: string, key: string): Ctx => ({ ...asker, idempotency: { scope, key, bodyMac: Buffer.from(key) } })
const ticketsOf = async (citizenId: string) =>
  (await platform.store.db.selectFrom('ticket').select(['id', 'number']).where('citizen_id', '=', citizenId).orderBy('number').execute()).map((row) => ({
    id: row.id,
    number: String(row.number),
  }))

test('R13: whose answer was lost asks again by the same key and hears the number of the one request', async () => {
  const owner = await anAccount(ctx)
  const { id } = await openChat(owner.as(), { text: 'Пропала кнопка подписать в заявлении' })
  const made = await requestByCitizen(keyed(owner.as(), id, 'once'), id, {})
  assert.deepEqual(await requestByCitizen(keyed(owner.as(), id, 'once'), id, {}), made)
  await assert.rejects(requestByCitizen(keyed(owner.as(), id, 'another'), id, {}), refused('chat.ended'))
  assert.equal((await ticketsOf(owner.id)).length, 1)

  const operator = await onLine()
  const second = await openChat(owner.as(), { text: 'Пропала кнопка подписать в заявлении' })
  await callOperator(owner.as(), second.id)
  await acceptChat(operator.ctx, second.id)
  const wanted = { subject: 'Нет кнопки подписать', topic: 'tech.display' } as const
  const asked = await Promise.all([1, 2, 3].map(() => requestByStaff(keyed(operator.ctx, operator.id, 'staff'), second.id, wanted)))
  const again = await requestByStaff(keyed(operator.ctx, operator.id, 'staff'), second.id, wanted)
  assert.equal(new Set([...asked, again].map(({ number }) => number)).size, 1)
  assert.equal((await ticketsOf(owner.id)).length, 2)
})

test('CHAT-2: a talk handed back into a line waits its ten minutes there, however long ago it first came', async () => {
  const asker = await guest()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'ошибка в фамилии в моих данных' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  const handsBack = at(operator.ctx, later(fridayNoon, minutes(25)))
  assert.equal((await transferChat(handsBack, id, { team: 'documents' })).state, 'queued')
  await endWaiting(system(34))
  assert.equal(await stateOf(id), 'queued')
  await endWaiting(system(35))
  assert.equal(await stateOf(id), 'offline_request')
})

test('CHAT-2: what was said after a request had been made makes another one, when again nobody answers', async () => {
  const owner = await anAccount(ctx)
  const asker = owner.as()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'Пропала кнопка подписать в заявлении' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  const first = await requestByStaff(operator.ctx, id, { subject: 'Нет кнопки подписать', topic: 'tech.display' })
  await transferChat(operator.ctx, id, { team: 'technical' })
  await sendChat(asker, id, { text: 'Теперь пропала и вкладка черновиков' })
  await endWaiting(system(11))
  assert.equal(await stateOf(id), 'offline_request')
  const tickets = await ticketsOf(owner.id)
  assert.equal(tickets.length, 2)
  const { chat } = await chatById(ctx, id)
  assert.equal(String(chat.ticket_number), tickets.find(({ number }) => number !== first.number)!.number)
  const events = (await heard(asker, id)).flatMap(({ event, details }) => (event === 'request-made' ? details['number'] : []))
  assert.deepEqual([...events].sort(), tickets.map(({ number }) => number).sort())
})

test('CHAT-2: a talk whose request had been made and in which nothing was said since ends with that request', async () => {
  const owner = await anAccount(ctx)
  const operator = await onLine()
  const { id } = await openChat(owner.as(), { text: 'Пропала кнопка подписать в заявлении' })
  await callOperator(owner.as(), id)
  await acceptChat(operator.ctx, id)
  const { number } = await requestByStaff(operator.ctx, id, { subject: 'Нет кнопки подписать', topic: 'tech.display' })
  await transferChat(operator.ctx, id, { team: 'technical' })
  await endWaiting(system(11))
  const { chat } = await chatById(ctx, id)
  assert.deepEqual([chat.state, chat.result, String(chat.ticket_number)], ['offline_request', 'request_created', number])
  assert.equal((await ticketsOf(owner.id)).length, 1)
  const work = await platform.store.db.selectFrom('work').select('state').where('id', '=', id).executeTakeFirstOrThrow()
  assert.equal(work.state, 'done')
})

test('PHISH-4: a code typed in the wrong keyboard layout is hidden too, in the first question and in any later one', async () => {
  const asker = await guest()
  // "код 482913 не подходит" and "код 738291 тоже", typed with the English layout.
  const { id, masked } = await openChat(asker, { text: 'rjl 482913 yt gjl[jlbn' })
  assert.deepEqual(masked, ['code'])
  assert.deepEqual((await sendChat(asker, id, { text: 'rjl 738291 yt gjl[jlbn' })).masked, ['code'])
  const messages = await heard(asker, id)
  assert.doesNotMatch(JSON.stringify(messages), /482913|738291/)
  assert.equal(messages.filter(({ event }) => event === 'secret-hidden').length, 2)
  assert.ok(messages.some(({ text }) => text === 'rjl •••••• yt gjl[jlbn'))
})

test('unread counts what the other side has said: no note, no own word', async () => {
  const asker = (await anAccount(ctx)).as()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'не приходит код для входа' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  const citizens = async () => (await myChats(asker, {})).items.find((one) => one.id === id)!.unread
  const staffs = async () => (await deskChats(operator.ctx, operator.ctx.actor as never, 'mine')).find((one) => one.id === id)!.unread
  const read = async () => {
    await citizenHasRead(asker, id, (await heard(asker, id)).at(-1)!.seq)
    await staffHasRead(operator.ctx, id, (await chatById(ctx, id)).chat.last_seq)
  }
  await read()
  await noteChat(operator.ctx, id, 'похоже на роуминг')
  assert.deepEqual([await citizens(), await staffs()], [0, 0])
  await answerChat(operator.ctx, id, { text: 'Смотрю.' })
  assert.deepEqual([await citizens(), await staffs()], [1, 0])
  await read()
  await sendChat(asker, id, { text: 'спасибо' })
  await sendChat(asker, id, { text: 'жду' })
  assert.deepEqual([await citizens(), await staffs()], [0, 2])
})

test('R24: whoever is erased while waiting stands in no line any more, and the end is written down', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'не приходит код для входа' })
  await callOperator(asker, id)
  const { chat } = await chatById(ctx, id)
  await eraseCitizen(systemCtx(platform, fridayNoon, 'T'), chat.citizen_id, 'просьба')
  const sweep = systemCtx(platform, later(fridayNoon, minutes(1)), 'T2')
  await forgetChats(sweep, chat.citizen_id)
  await forgetChats(sweep, chat.citizen_id)
  const work = await platform.store.db.selectFrom('work').select(['state', 'how']).where('id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual([work.state, work.how], ['done', 'left'])
  assert.equal((await journalOf(ctx, id)).filter((event) => event === 'chat.ended').length, 1)
  await assert.rejects(myChat(asker, id), refused('citizen.erased'))
})

test('R14: whose desk has gone silent holds no talk in which a citizen waits: it goes back with all that was said, and the citizen is told', async () => {
  const [asker, quiet] = [await guest(), await guest()]
  const [gone, colleague] = [await onLine(), await onLine()]
  const talks: string[] = []
  for (const one of [asker, quiet]) {
    const { id } = await openChat(one, { text: 'не приходит код для входа' })
    await callOperator(one, id)
    await acceptChat(gone.ctx, id)
    await answerChat(gone.ctx, id, { text: 'Смотрю, минуту.' })
    talks.push(id)
  }
  const [waits, isAsked] = talks as [string, string]
  await waitForCitizen(gone.ctx, isAsked)
  const told = async () =>
    jobs.reactions!['presence.ended']!['chat.take-back']!(system(2), { id: waits, event: 'presence.ended', subjectId: null, objectId: gone.id, details: {} })
  await told()
  await told()
  assert.deepEqual([await stateOf(waits), await stateOf(isAsked)], ['queued', 'waiting_citizen'])
  const events = (await heard(asker, waits)).filter(({ event }) => event === 'returned')
  assert.deepEqual(
    events.map(({ details }) => details),
    [{ team: 'first_line', gone: true }],
  )
  const work = await platform.store.db.selectFrom('work').select(['state', 'wanted_id']).where('id', '=', waits).executeTakeFirstOrThrow()
  assert.deepEqual([work.state, work.wanted_id], ['queued', gone.id])
  await assert.rejects(answerChat(gone.ctx, waits, { text: 'Вот и я.' }), refused('chat.not-yours'))
  await acceptChat(colleague.ctx, waits)
  await answerChat(colleague.ctx, waits, { text: 'Продолжим.' })
  assert.ok((await heard(asker, waits)).some(({ text }) => text === 'Смотрю, минуту.'))
  // The citizen's word makes it the desk's move, and routing tells again.
  await sendChat(quiet, isAsked, { text: 'вот, попробовал' })
  await told()
  assert.equal(await stateOf(isAsked), 'queued')
})
