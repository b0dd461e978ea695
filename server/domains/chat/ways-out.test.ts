import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anAccount } from '#domains/accounts/testing/an-account'
import { eraseCitizen } from '#domains/tickets/index'
import { type Ctx, systemCtx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { fridayNoon, journalOf, later, minutes } from '#testing/factories'
import { acceptChat, answerChat, declineChat, endDeskChat, noteChat, takeNextChat, waitForCitizen } from './commands/at-desk.ts'
import { callOperator, endChat, keepPlace } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { requestByCitizen, requestByStaff } from './commands/request.ts'
import { sendChat } from './commands/send.ts'
import { endIdle, endWaiting, forgetChats, remindWaiting } from './commands/sweeps.ts'
import { chatById, myChat } from './load.ts'
import { chatForCitizen } from './queries/for-citizen.ts'
import { myChats } from './queries/mine.ts'
import { transcript } from './queries/transcript.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { platform, ctx, guest, onLine, heard, stateOf, system, close } = await chatStage()
after(close)
const last = async (asker: Ctx, id: string) => (await heard(asker, id)).at(-1)!

test('CHAT-2: nobody answers in time: a request with the words, a number and a date; a kept place waits on', async () => {
  const owner = await anAccount(ctx)
  const asker = owner.as()
  const { id } = await openChat(asker, { text: 'Пропала кнопка подписать в заявлении на справку' })
  await callOperator(asker, id)
  const kept = await guest()
  const keeping = await openChat(kept, { text: 'не приходит код для входа' })
  await callOperator(kept, keeping.id)
  await assert.rejects(keepPlace(kept, keeping.id, undefined), refused('email.required'))
  await assert.rejects(keepPlace(kept, keeping.id, 'не адрес'), refused('email.invalid'))
  await keepPlace(kept, keeping.id, 'zhdet@example.org')
  await endWaiting(system(9))
  assert.equal(await stateOf(id), 'queued')
  await endWaiting(system(10))
  const { chat } = await chatById(ctx, id)
  assert.deepEqual([chat.state, chat.result, await stateOf(keeping.id)], ['offline_request', 'request_created', 'queued'])
  const ticket = await platform.store.db.selectFrom('ticket').selectAll().where('id', '=', chat.ticket_id).executeTakeFirstOrThrow()
  assert.deepEqual([ticket.citizen_id, ticket.channel, Number(ticket.number)], [owner.id, 'chat', Number(chat.ticket_number)])
  await endWaiting(system(11))
  assert.equal((await platform.store.db.selectFrom('ticket').select('id').where('citizen_id', '=', owner.id).execute()).length, 1, 'once')
})

test('CHAT-11: an operator called twice is called once, and the second press is answered', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'не открывается раздел с услугами' })
  const first = await callOperator(asker, id)
  assert.deepEqual(await callOperator(asker, id), first)
  await endChat(asker, id, {})
})

test('CHAT-9: an offer that is passed on leaves the talk in the line; what was not offered cannot be passed on', async () => {
  const operator = await onLine()
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'не загружается файл к заявлению' })
  await callOperator(asker, id)
  await assert.rejects(declineChat(operator.ctx, id), refused('work.not-offered'))
  const offer = { offered_to: operator.id, offered_until: later(fridayNoon, 20_000) }
  await platform.store.db.updateTable('work').set(offer).where('id', '=', id).execute()
  assert.equal((await declineChat(operator.ctx, id)).state, 'queued')
  assert.ok((await journalOf(ctx, id)).includes('chat.declined'))
  await endChat(asker, id, {})
})

test('CHAT-2: at night the talk says that nobody is there, and becomes a request by itself, for a guest without an address too', async () => {
  const night = new Date('2026-11-27T22:00:00Z')
  const asker = at(await guest(), night)
  const { id } = await openChat(asker, { text: 'не могу загрузить скан справки' })
  await callOperator(asker, id)
  const closed = await last(asker, id)
  assert.deepEqual([closed.event, closed.options.map(({ does }) => does)], ['closed-hours', ['request']])
  await endWaiting(systemCtx(platform, later(night, minutes(1)), 'SWEEP'))
  assert.equal(await stateOf(id), 'offline_request')
  assert.ok((await chatForCitizen(asker, await myChat(asker, id))).request)
})

test('CHAT-11: the citizen makes the request with an address, once; an employee makes one and goes on', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'сайт показывает белый экран' })
  await assert.rejects(requestByCitizen(asker, id, { email: 'нет' }), refused('email.invalid'))
  const made = await requestByCitizen(asker, id, { email: 'belyi@example.org' })
  assert.equal(made.state, 'offline_request')
  await assert.rejects(requestByCitizen(asker, id, {}), refused('chat.ended'))
  const operator = await onLine()
  const second = await openChat(asker, { text: 'сайт показывает белый экран' })
  await callOperator(asker, second.id)
  await acceptChat(operator.ctx, second.id)
  const { state } = await requestByStaff(operator.ctx, second.id, { subject: 'Белый экран после входа', topic: 'tech.display' })
  assert.equal(state, 'with_operator')
  await assert.rejects(requestByStaff(operator.ctx, second.id, {}), refused('chat.request-made'))
  await endDeskChat(operator.ctx, second.id, { result: 'request_created', solution: 'Создали обращение' })
})

test('machine: waiting for the citizen reminds after 5 minutes, ends after 30; a word brings it back', async () => {
  const asker = await guest()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'вопрос' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  await waitForCitizen(operator.ctx, id)
  assert.equal((await sendChat(asker, id, { text: 'я тут' })).state, 'with_operator')
  await waitForCitizen(operator.ctx, id)
  await remindWaiting(system(4))
  await remindWaiting(system(6))
  await remindWaiting(system(7))
  assert.equal((await heard(asker, id)).filter(({ details }) => details['reminder']).length, 1)
  await endIdle(system(29))
  assert.equal(await stateOf(id), 'waiting_citizen')
  await endIdle(system(31))
  assert.equal(await stateOf(id), 'ended')
})

test('CHAT-6: history is found by any form of a word and by number, never by a note; it is downloaded as text and PDF', async () => {
  const asker = (await anAccount(ctx)).as()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'гиппопотам съел мою выписку' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  await noteChat(operator.ctx, id, 'секретная жирафа')
  await answerChat(operator.ctx, id, { text: 'Выписку сделаем заново.' })
  const found = async (q: string) => (await myChats(asker, { q })).items.map((one) => one.id)
  assert.deepEqual(await found('выпиской'), [id])
  assert.deepEqual(await found('съели выписки'), [id])
  assert.deepEqual(await found('жирафа'), [])
  assert.deepEqual(await found((await myChats(asker, {})).items[0]!.number), [id])
  const loaded = await myChat(asker, id)
  const text = (await transcript(asker, loaded, 'txt')).bytes.toString()
  assert.ok(text.includes('гиппопотам') && text.includes('заново') && !text.includes('жирафа'))
  assert.equal((await transcript(asker, loaded, 'pdf')).bytes.subarray(0, 4).toString(), '%PDF')
})

test('R14: one person has five talks at most under way', async () => {
  const asker = await guest()
  for (let i = 0; i < 5; i++) await openChat(asker, {})
  await assert.rejects(openChat(asker, {}), refused('chat.many-open'))
})

test('C7: no word and no address of a talk stands in the journal, in notices or in answers of keys; erased, it opens for nobody', async () => {
  const asker = await guest()
  const canary = 'канарейка-Кенар-771'
  const keyed: Ctx = { ...asker, idempotency: { scope: asker.actor.id!, key: 'canary', bodyMac: Buffer.alloc(1) } }
  const { id } = await openChat(keyed, { text: `${canary}: не приходит код` })
  await endChat(asker, id, { email: 'kenar771@example.org' })
  for (const table of ['journal', 'notice', 'idempotency', 'chat', 'chat_message', 'work']) {
    const { rows } = await platform.store.pool.query(`select t::text as row from ${table} t`)
    for (const { row } of rows) assert.doesNotMatch(row as string, /Кенар|kenar771/i, table)
  }
  const { chat } = await chatById(ctx, id)
  await eraseCitizen(systemCtx(platform, fridayNoon, 'T'), chat.citizen_id, 'просьба')
  await forgetChats(ctx, chat.citizen_id)
  await assert.rejects(myChat(asker, id), refused('citizen.erased'))
  const { rows } = await platform.store.pool.query('select 1 from chat_message where citizen_id = $1 and stems is not null', [chat.citizen_id])
  assert.equal(rows.length, 0)
})

test('R15: operators who press "next" while citizens leave wait for nobody in a ring', async () => {
  const operators = await Promise.all([1, 2, 3].map(() => onLine()))
  const askers = await Promise.all(Array.from({ length: 12 }, guest))
  const ids = await Promise.all(
    askers.map(async (asker) => {
      const { id } = await openChat(asker, { text: 'вопрос' })
      await callOperator(asker, id)
      return id
    }),
  )
  const deadlocks = async () =>
    Number((await platform.store.pool.query('select deadlocks from pg_stat_database where datname = current_database()')).rows[0]?.deadlocks)
  const before = await deadlocks()
  const outcomes = await Promise.allSettled([
    ...operators.flatMap((operator) => [1, 2, 3, 4].map(() => takeNextChat(operator.ctx))),
    ...askers.map((asker, i) => endChat(asker, ids[i]!, {})),
  ])
  for (const one of outcomes) if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal, String(one.reason))
  assert.equal(await deadlocks(), before)
})
