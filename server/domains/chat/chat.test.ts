import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anAccount } from '#domains/accounts/testing/an-account'
import { starterArticles } from '#domains/assistant/index'
import type { Ctx } from '#platform/ctx'
import type { Refusal } from '#platform/refusal'
import { aStaff, fridayNoon, journalOf, later, minutes } from '#testing/factories'
import { acceptChat, answerChat, endDeskChat, noteChat, staffHasRead, takeNextChat, transferChat } from './commands/at-desk.ts'
import { callOperator, chooseTopic, citizenHasRead, endChat, rateChat } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { requestByCitizen } from './commands/request.ts'
import { sendChat } from './commands/send.ts'
import { chatById, myChat } from './load.ts'
import { deskChat } from './queries/desk.ts'
import { chatForCitizen } from './queries/for-citizen.ts'
import { guessTopic, readyAnswers } from './queries/guess.ts'
import { messagesOf } from './queries/messages.ts'
import { personForChat } from './queries/person-for-notice.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { platform, ctx, guest, onLine, heard, close } = await chatStage()
after(close)
const last = async (asker: Ctx, id: string) => (await heard(asker, id)).at(-1)!

test('CHAT-10, CHAT-11: a question gets the article with its buttons; two misses call a person; the operator is always one press away', async () => {
  const asker = await guest()
  const { id, state } = await openChat(asker, { text: 'не приходит код для входа' })
  assert.equal(state, 'bot')
  const [greeting, question, answer] = await heard(asker, id)
  assert.deepEqual([greeting?.kind, question?.text, answer?.kind, answer?.article?.id], ['greeting', 'не приходит код для входа', 'answer', 'code-missing'])
  assert.deepEqual(
    answer?.options.map(({ does }) => does),
    ['helped', 'not-helped', 'operator'],
  )
  assert.equal((await sendChat(asker, id, { option: { seq: answer!.seq, id: 'not-helped' } })).state, 'bot')
  assert.equal((await last(asker, id)).kind, 'miss')
  assert.equal((await sendChat(asker, id, { text: 'мурмурация скворцов над рекой' })).state, 'queued')
  assert.equal((await chatById(ctx, id)).chat.reason, 'second-miss')
  const other = await openChat(asker, { text: 'не приходит код для входа' })
  assert.equal((await callOperator(asker, other.id)).state, 'queued')
  await assert.rejects(sendChat(asker, other.id, { text: '   ' }), refused('text.required'))
  await assert.rejects(sendChat(asker, other.id, { text: 'а'.repeat(4001) }), refused('text.too-long'))
})

test('CHAT-11: a button that was not shown cannot be pressed', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'не приходит код для входа' })
  await assert.rejects(sendChat(asker, id, { option: { seq: 1, id: 'helped' } }), refused('chat.no-option'))
  await assert.rejects(sendChat(asker, id, { option: { seq: 3, id: 'article-locked' } }), refused('chat.no-option'))
})

test('CHAT-9: danger goes to a person at once and first: before a question that has waited longer', async () => {
  const operator = await onLine()
  const [early, urgent] = [await guest(), await guest()]
  const plain = await openChat(at(early, later(fridayNoon, -minutes(5))), { text: 'как получить услугу', topic: 'service.howto' })
  await callOperator(at(early, later(fridayNoon, -minutes(4))), plain.id)
  const crisis = await openChat(urgent, { text: 'мошенники сняли деньги с карты через мой кабинет' })
  assert.equal(crisis.state, 'queued')
  const mine = new Set([plain.id, crisis.id])
  const taken: string[] = []
  for (;;) {
    const { id } = await takeNextChat(operator.ctx)
    if (id === null) break
    if (mine.has(id)) taken.push(id)
  }
  assert.deepEqual(taken, [crisis.id, plain.id])
})

test('CHAT-12, CHAT-13: operator answers, whispers, hands over; the citizen sees no note; the end has a result, a summary and a rating', async () => {
  const owner = await anAccount(ctx)
  const asker = owner.as()
  const operator = await onLine()
  const { id } = await openChat(asker, { text: 'ошибка в фамилии в моих данных' })
  await callOperator(asker, id)
  const specialist = await onLine(['specialist'], ['documents'])
  await acceptChat(operator.ctx, id)
  await answerChat(operator.ctx, id, { text: 'Здравствуйте, смотрю ваши данные.' })
  await noteChat(operator.ctx, id, 'похоже на опечатку загса')
  await assert.rejects(answerChat(operator.ctx, id, { text: 'Сообщите код из SMS, пожалуйста' }), refused('text.asks-for-secret'))
  const words = (await heard(asker, id)).map(({ kind, text }) => `${kind} ${text}`)
  assert.ok(words.some((one) => one.includes('смотрю ваши данные')) && !words.some((one) => one.includes('опечатку')))
  assert.equal((await last(asker, id)).author?.includes(' '), false, 'the first name alone')
  assert.equal((await transferChat(operator.ctx, id, { staffId: specialist.id })).state, 'with_specialist')
  await assert.rejects(answerChat(operator.ctx, id, { text: 'еще слово' }), refused('chat.not-found'), 'it lies with another team now')
  const seen = await deskChat(specialist.ctx, specialist.ctx.actor as never, id)
  assert.ok(
    (await messagesOf(specialist.ctx, await chatById(ctx, id), 'staff', { after: 0 })).messages.some(({ text }) => text.includes('опечатку')),
    'all goes along',
  )
  assert.deepEqual([seen.citizen.account, seen.citizen.name, seen.can.end], [true, 'О*** В*** И***', true])
  await answerChat(specialist.ctx, id, { text: 'Исправили, проверьте через час.' })
  await assert.rejects(endDeskChat(specialist.ctx, id, { result: 'request_created', solution: 'Фамилия исправлена' }), refused('chat.no-request'))
  await endDeskChat(specialist.ctx, id, { result: 'solved', solution: 'Фамилия исправлена' })
  const chat = await chatForCitizen(asker, await myChat(asker, id))
  assert.deepEqual([chat.state, chat.result, chat.summary], ['ended', 'solved', { question: 'ошибка в фамилии в моих данных', solution: 'Фамилия исправлена' }])
  await rateChat(asker, id, { score: 5 })
  const notices = await platform.store.db.selectFrom('notice').select(['event', 'channel', 'facts']).where('person_id', '=', owner.id).execute()
  assert.deepEqual(notices.map(({ event, channel }) => `${event} ${channel}`).sort(), ['chat.summary email', 'chat.summary inapp'])
  const mail = await personForChat(ctx, { person_id: owner.id, facts: notices.find(({ channel }) => channel === 'email')!.facts as Record<string, unknown> })
  assert.deepEqual([mail?.email, mail?.words['resolutionSummary']], [owner.email, 'Фамилия исправлена'])
  assert.ok((await journalOf(ctx, id)).includes('chat.read'), 'the look is written down')
})

test('CHAT-13: the summary names what helped, and nothing where nothing did', async () => {
  const asker = await guest()
  const solutionAfter = async (press: 'helped' | 'not-helped') => {
    const { id, seq } = await openChat(asker, { text: 'не приходит код для входа' })
    const { state } = await sendChat(asker, id, { option: { seq, id: press } })
    if (state !== 'ended') await requestByCitizen(asker, id, {})
    return (await chatForCitizen(asker, await myChat(asker, id))).summary?.solution
  }
  assert.equal(await solutionAfter('helped'), starterArticles().find(({ id }) => id === 'code-missing')?.ru.title)
  assert.equal(await solutionAfter('not-helped'), '')
})

test('R13: the same key twice is one message; 40 sends at once give numbers without a gap', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, {})
  await callOperator(asker, id)
  const keyed = (key: string): Ctx => ({ ...asker, idempotency: { scope: id, key, bodyMac: Buffer.from(key) } })
  const twice = await Promise.all([1, 2, 3].map(() => sendChat(keyed('one'), id, { text: 'одно слово' })))
  assert.equal(new Set(twice.map(({ seq }) => seq)).size, 1)
  await Promise.all(Array.from({ length: 40 }, (_, i) => sendChat(keyed(`k${i}`), id, { text: `слово номер ${i}` })))
  const numbers = (await heard(asker, id)).map(({ seq }) => seq)
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => i + 1),
  )
  assert.equal(new Set((await heard(asker, id)).filter(({ text }) => text.startsWith('слово номер')).map(({ text }) => text)).size, 40)
})

test('R15: of twenty operators who take one talk one wins', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, {})
  await callOperator(asker, id)
  const all = await Promise.all(Array.from({ length: 20 }, () => aStaff(ctx)))
  const outcomes = await Promise.allSettled(all.map((one) => acceptChat(one.ctx, id)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.ok(outcomes.every((one) => one.status === 'fulfilled' || ['work.taken', 'chat.not-from-here'].includes((one.reason as Refusal).code)))
})

test('FORM-11, K11: a talk of another browser, account or after a day is not found; a foreign team of the desk neither', async () => {
  const [asker, stranger, owner] = [await guest(), await guest(), await anAccount(ctx)]
  const { id } = await openChat(asker, { text: 'не приходит код' })
  for (const other of [stranger, owner.as(), at(asker, later(fridayNoon, 25 * 3_600_000))]) {
    await assert.rejects(myChat(other, id), refused('chat.not-found'))
    await assert.rejects(sendChat(other, id, { text: 'впустите' }), refused('chat.not-found'))
    await assert.rejects(endChat(other, id, {}), refused('chat.not-found'))
  }
  const foreigner = await aStaff(ctx, ['specialist'], ['technical'])
  await assert.rejects(deskChat(foreigner.ctx, foreigner.ctx.actor as never, id), refused('chat.not-found'))
})

test('PHISH-4: a code is hidden before it is stored, and the talk says so', async () => {
  const asker = await guest()
  const { id } = await openChat(asker, {})
  const { masked } = await sendChat(asker, id, { text: 'мне пришел код 483920, что с ним делать' })
  assert.ok(masked.length > 0)
  const messages = await heard(asker, id)
  assert.ok(!JSON.stringify(messages).includes('483920'))
  assert.ok(messages.some(({ event }) => event === 'secret-hidden'))
})

test('CHAT-3: the topic is guessed while one types and with the first words; chosen by the citizen it stays', async () => {
  const asker = await guest()
  assert.equal((await guessTopic(asker, 'не приходит код для входа')).topics[0], 'access.second_factor')
  assert.deepEqual((await guessTopic(asker, 'не приход')).topics, [], 'too short')
  const { id } = await openChat(asker, { text: 'не приходит код для входа' })
  assert.equal((await chatById(ctx, id)).chat.topic, 'access.second_factor')
  await chooseTopic(asker, id, 'tech.browser')
  await sendChat(asker, id, { text: 'не приходит код для входа' })
  assert.equal((await chatById(ctx, id)).chat.topic, 'tech.browser')
})

test('read marks go forward only and not beyond what was said; only the holder reads for the staff', async () => {
  const asker = await guest()
  const [operator, colleague] = [await onLine(), await onLine()]
  const { id } = await openChat(asker, { text: 'вопрос' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  await citizenHasRead(asker, id, 999)
  await citizenHasRead(asker, id, 1)
  await staffHasRead(colleague.ctx, id, 3)
  const { chat } = await chatById(ctx, id)
  assert.deepEqual([chat.citizen_read_seq, chat.staff_read_seq], [chat.last_seq, 0])
  await staffHasRead(operator.ctx, id, 2)
  assert.equal((await chatById(ctx, id)).chat.staff_read_seq, 2)
})

test('HOT-8: ready answers for the desk, nearest first', async () => {
  assert.equal((await readyAnswers(ctx, 'не приходит код', 'ru'))[0]?.id, 'code-missing')
  assert.ok((await readyAnswers(ctx, '', 'en')).length > 20)
})
