import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eraseCitizen } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import type { Refusal } from '#platform/refusal'
import { journalOf, later, minutes } from '#testing/factories'
import { acceptChat, answerChat, endDeskChat, noteChat, waitForCitizen } from './commands/at-desk.ts'
import { callOperator, endChat } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { sendChat } from './commands/send.ts'
import { chatById } from './load.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { platform, ctx, guest, onLine, heard, close } = await chatStage()
after(close)
let keys = 0
/** With a key of its own, as every page sends one; the same words give the same wish. */
const keyed = (asker: Ctx, key = `key-${++keys}`, body = key): Ctx => ({
  ...asker,
  idempotency: { scope: asker.actor.id!, key, bodyMac: Buffer.from(body) },
})
type Operator = Awaited<ReturnType<typeof onLine>>
async function talkWith(operator: Operator): Promise<{ asker: Ctx; id: string }> {
  const asker = await guest()
  const { id } = await openChat(asker, {})
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  return { asker, id }
}
const wordsOf = async (asker: Ctx, id: string) => (await heard(asker, id)).filter(({ kind }) => kind === 'words').map(({ text }) => text)
/** Transactions that the database has committed so far. */
async function commits(): Promise<number> {
  const { rows } = await platform.store.pool.query<{ n: string }>(
    'select pg_stat_force_next_flush(), count(distinct xmin::text) as n from (select xmin from chat_message union all select xmin from idempotency) w',
  )
  return Number(rows[0]!.n)
}

test('R16, CHAT-6: 200 messages at once over 20 talks, of both sides: all there once, in the order they came, numbers without a gap, in few changes', async () => {
  const operator = await onLine()
  const talks = await Promise.all(Array.from({ length: 20 }, () => talkWith(operator)))
  const before = await commits()
  const sent = await Promise.all(
    Array.from({ length: 200 }, (_, i) => {
      const { asker, id } = talks[i % 20]!
      const text = `слово ${Math.floor(i / 20)}`
      return (i / 20) % 2 < 1 ? sendChat(keyed(asker), id, { text }) : answerChat(keyed(operator.ctx), id, { text })
    }),
  )
  assert.ok((await commits()) - before <= 20, 'written together')
  for (const [nth, { asker, id }] of talks.entries()) {
    const said = await heard(asker, id)
    assert.deepEqual(
      said.map(({ seq }) => seq),
      said.map((_, i) => i + 1),
    )
    const words = said.filter(({ kind }) => kind === 'words')
    // Who of two people came first at one instant is nobody's to say; what one of them says keeps its order, and the answers tell the numbers.
    for (const [from, first] of [
      ['citizen', 0],
      ['staff', 1],
    ] as const) {
      const own = words.filter((one) => one.from === from)
      assert.deepEqual(
        own.map(({ text }) => text),
        [0, 2, 4, 6, 8].map((n) => `слово ${n + first}`),
      )
      assert.deepEqual(
        own.map(({ seq }) => seq),
        sent.filter((_, i) => i % 20 === nth && ((i - nth) / 20) % 2 === first).map(({ seq }) => seq),
      )
    }
    assert.equal((await chatById(ctx, id)).chat.last_seq, said.length)
    const events = { citizen: 'chat.written', staff: 'chat.answered' } as Record<string, string>
    assert.deepEqual(
      (await journalOf(ctx, id)).slice(-10),
      words.map(({ from }) => events[from]),
    )
  }
})

test('R13: the same key twice in one group, later again, and with another body: one message, one answer, a refusal', async () => {
  const operator = await onLine()
  const { asker, id } = await talkWith(operator)
  const send = (key: string, body?: string) => sendChat(keyed(asker, key, body), id, { text: `по ключу ${key}` })
  const [first, second, other] = await Promise.all([send('twice'), send('twice'), send('once')])
  assert.deepEqual(second, first)
  const [again, foreign, next] = await Promise.allSettled([send('twice'), send('once', 'another body'), send('third')])
  assert.deepEqual(again.status === 'fulfilled' && again.value, first)
  assert.equal(foreign.status === 'rejected' && (foreign.reason as Refusal).code, 'idempotency.other-body')
  assert.equal(next.status === 'fulfilled' && next.value.seq, other!.seq + 1)
  assert.deepEqual(await wordsOf(asker, id), ['по ключу twice', 'по ключу once', 'по ключу third'])
})

test('R16: what is refused in a group is refused alone: a stranger, a foreign desk, an ended talk, an erased person, a bot’s talk; the others go', async () => {
  const [operator, colleague] = [await onLine(), await onLine()]
  const [good, ended, erased] = [await talkWith(operator), await talkWith(operator), await talkWith(operator)]
  const withBot = await guest()
  const bot = await openChat(withBot, {})
  await endDeskChat(operator.ctx, ended.id, { result: 'solved', solution: 'Готово, все исправлено' })
  await eraseCitizen(ctx, (await chatById(ctx, erased.id)).chat.citizen_id, 'просьба')
  const text = 'не приходит код для входа'
  const outcomes = await Promise.allSettled([
    sendChat(keyed(await guest()), good.id, { text }),
    answerChat(keyed(colleague.ctx), good.id, { text }),
    sendChat(keyed(ended.asker), ended.id, { text }),
    answerChat(keyed(operator.ctx), ended.id, { text }),
    sendChat(keyed(erased.asker), erased.id, { text }),
    sendChat(keyed(withBot), bot.id, { text }),
    sendChat(keyed(good.asker), good.id, { text }),
    answerChat(keyed(operator.ctx), good.id, { text: 'Смотрю.' }),
  ])
  assert.deepEqual(
    outcomes.map((one) => (one.status === 'fulfilled' ? one.value.state : (one.reason as Refusal).code)),
    ['chat.not-found', 'chat.not-yours', 'chat.ended', 'chat.ended', 'citizen.erased', 'bot', 'with_operator', 'with_operator'],
  )
  assert.deepEqual((await wordsOf(good.asker, good.id)).sort(), ['Смотрю.', text])
  assert.equal((await heard(withBot, bot.id)).at(-1)?.kind, 'answer', 'the assistant has answered')
})

test('R16: a talk that ends in the middle of a group keeps what came before, and the rest is told so', async () => {
  const operator = await onLine()
  const { asker, id } = await talkWith(operator)
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 5 }, (_, i) => sendChat(keyed(asker), id, { text: `до ${i}` })),
    endChat(keyed(asker), id, {}),
    ...Array.from({ length: 5 }, (_, i) => answerChat(keyed(operator.ctx), id, { text: `после ${i}` })),
  ])
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Refusal).code] : []))
  assert.ok(refusals.every((code) => code === 'chat.ended'))
  const said = await heard(asker, id)
  assert.equal(said.at(-1)?.event, 'ended')
  assert.equal((await wordsOf(asker, id)).length, 10 - refusals.length)
  assert.deepEqual(
    said.map(({ seq }) => seq),
    said.map((_, i) => i + 1),
  )
})

test('PHISH-4, machine: in a group a secret is hidden and told of, and a word brings back a talk that waits for the citizen', async () => {
  const operator = await onLine()
  const { asker, id } = await talkWith(operator)
  await waitForCitizen(operator.ctx, id)
  const [sent] = await Promise.all([sendChat(keyed(asker), id, { text: 'мой код 483920' }), noteChat(operator.ctx, id, 'ждали')])
  assert.deepEqual([sent.state, sent.masked], ['with_operator', ['code']])
  const said = await heard(asker, id)
  assert.ok(!JSON.stringify(said).includes('483920') && said.some(({ event }) => event === 'secret-hidden'))
  assert.notEqual((await chatById(ctx, id)).chat.waiting_since, null)
})

test('R16: a talk that somebody else changes at this moment holds up no other', async () => {
  const operator = await onLine()
  const [held, free] = [await talkWith(operator), await talkWith(operator)]
  const client = await platform.store.pool.connect()
  await client.query('begin')
  await client.query('select 1 from chat where id = $1 for update', [held.id])
  const waits = sendChat(keyed(held.asker), held.id, { text: 'жду' })
  const goes = await sendChat(keyed(free.asker), free.id, { text: 'иду' })
  assert.ok(goes.seq > 0)
  await client.query('rollback')
  client.release()
  assert.ok((await waits).seq > 0)
})

test('R14: more than 60 messages in a minute are refused with the seconds to wait, in a group as alone; a minute later they go', async () => {
  const operator = await onLine()
  const { asker, id } = await talkWith(operator)
  for (let part = 0; part < 3; part++) await Promise.all(Array.from({ length: 20 }, (_, i) => sendChat(keyed(asker), id, { text: `часть ${part} ${i}` })))
  await assert.rejects(
    sendChat(keyed(asker), id, { text: 'еще' }),
    (error: Refusal) => error.code === 'chat.wait' && error.details?.['retryAfterSeconds'] === 60,
  )
  await assert.rejects(sendChat(asker, id, { text: 'еще без ключа' }), refused('chat.wait'))
  await answerChat(keyed(operator.ctx), id, { text: 'Не так быстро.' })
  assert.ok((await sendChat(keyed(at(asker, later(asker.now, minutes(1)))), id, { text: 'и через минуту' })).seq > 0)
})
