import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import type { Recorded } from '#platform/platform'
import { acceptChat, answerChat } from './commands/at-desk.ts'
import { callOperator } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { sendChat } from './commands/send.ts'
import { allAfter, type Said, saidBy } from './just-said.ts'
import { live } from './live.ts'
import { chatById, myChat } from './load.ts'
import { messagesOf } from './queries/messages.ts'
import { chatStage, refused } from './testing/stage.ts'

const { platform, guest, onLine, close } = await chatStage()
after(close)
const rows: Recorded[] = []
platform.committed = (records) => void rows.push(...records)
let keys = 0
const keyed = (asker: Ctx): Ctx => ({ ...asker, idempotency: { scope: asker.actor.id!, key: `key-${++keys}`, bodyMac: Buffer.from('x') } })
const { news } = live.rooms!['chat']!

async function talk() {
  const operator = await onLine()
  const asker = await guest()
  const { id } = await openChat(asker, {})
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  return { operator, asker, id }
}
const inHand = () => saidBy(rows.at(-1)!)

test('R12: a page is brought what was said this moment as it would have read it, whoever said it', async () => {
  const { operator, asker, id } = await talk()
  await sendChat(keyed(asker), id, { text: 'пароль: Ромашка7, а код не пришел' })
  const loaded = await chatById(operator.ctx, id)
  const from = inHand()[0]!.seq - 1
  const asked = await messagesOf(operator.ctx, loaded, 'staff', { after: from })
  assert.deepEqual((await news!(operator.ctx, id, from, inHand())).news.messages, asked.messages)
  assert.equal(asked.messages.length, 2, 'the words, and that a secret was hidden')
  assert.doesNotMatch(
    inHand()
      .map(({ text }) => text)
      .join(),
    /Ромашка7/,
    'secrets are hidden before',
  )
  const { seq } = await answerChat(keyed(operator.ctx), id, { text: 'Сейчас посмотрю' })
  const own = await messagesOf(asker, await myChat(asker, id), 'citizen', { after: seq - 1 })
  assert.deepEqual(await news!(asker, id, seq - 1, inHand()), { upTo: seq, news: { state: 'with_operator', messages: own.messages } })
})

test('C22: what is in hand is brought to nobody who may not read the talk', async () => {
  const { operator, asker, id } = await talk()
  const { seq } = await sendChat(keyed(asker), id, { text: 'только для вас' })
  for (const who of [await guest(), { ...operator.ctx, actor: { ...operator.ctx.actor, roles: [], teams: [] } } as Ctx])
    await assert.rejects(() => news!(who, id, seq - 1, inHand()), refused('chat.not-found'))
})

test('R12: a gap before what is in hand is read from the store; a row of another process has nothing in hand', async () => {
  const { operator, asker, id } = await talk()
  await sendChat(keyed(asker), id, { text: 'первое' })
  const { seq } = await sendChat(keyed(asker), id, { text: 'второе' })
  const brought = await news!(operator.ctx, id, seq - 2, inHand())
  assert.deepEqual([brought.upTo, brought.news.messages.map(({ text }) => text)], [seq, ['первое', 'второе']])
  assert.deepEqual(saidBy(JSON.parse(JSON.stringify(rows.at(-1))) as Recorded), [])
  assert.doesNotMatch(JSON.stringify(rows), /второе/, 'no word travels with the row')
})

test('what is in hand serves only when nothing is missing between', () => {
  const said = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as Said)
  const seqs = (list: readonly Said[] | null) => list?.map(({ seq }) => seq) ?? null
  assert.deepEqual(seqs(allAfter(said(6, 5, 4), 4)), [5, 6])
  assert.equal(allAfter(said(4, 6), 4), null)
  assert.equal(allAfter(said(4), 4), null)
  assert.equal(allAfter([], 0), null)
  assert.equal(allAfter(said(4, 4), 3), null)
})
