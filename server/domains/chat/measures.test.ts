import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { aStaff } from '#testing/factories'
import { correctMessage } from './commands/correct.ts'
import { callOperator } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { sendChat } from './commands/send.ts'
import { measuresOf } from './queries/measures.ts'
import { unknownQuestions } from './queries/unknown.ts'
import { chatStage } from './testing/stage.ts'

const { platform, ctx, guest, onLine, heard, close } = await chatStage()
after(close)
const editor = await aStaff(ctx, ['editor'], [])
const operator = await onLine()

test('CHAT-14: coverage, what helped and what was corrected are counted by week and topic, from what stands with the messages', async () => {
  const question = 'не приходит код для входа'
  for (const option of ['helped', 'not-helped', null] as const) {
    const asker = await guest()
    const { id } = await openChat(asker, { text: question })
    const answer = (await heard(asker, id)).at(-1)!
    if (option) await sendChat(asker, id, { option: { seq: answer.seq, id: option } })
    else await callOperator(asker, id)
    if (!option) await correctMessage(operator.ctx, id, 2, { topic: 'account_locked' })
  }
  const danger = await guest()
  await openChat(danger, { text: 'мошенники сняли деньги с карты через мой кабинет' })
  const { weeks, topics } = await measuresOf(editor.ctx)
  assert.equal(weeks.length, 1)
  const [{ week, heard: all, answered, handedOver, unseen }] = weeks as [(typeof weeks)[0]]
  assert.deepEqual([week, all, answered, handedOver], ['2026-11-23', 4, 3, 1])
  assert.ok(unseen >= 0 && unseen < 0.6)
  const { topic: _, ...counts } = topics.find(({ topic }) => topic === 'two_factor')!
  assert.deepEqual(counts, { week: '2026-11-23', helped: 1, notHelped: 1, confirmed: 0, corrected: 1 })
})

test('questions without an answer are shown in groups of those that are alike, masked; of an erased person nothing', async () => {
  for (const text of ['мурмурация скворцов над рекой', 'где мурмурация скворцов, Федор Кузьмич', 'рецепт борща с фасолью'])
    await openChat(await guest(), { text })
  const { messages, clusters } = await unknownQuestions(editor.ctx)
  assert.equal(messages, 3)
  assert.deepEqual(
    clusters.map(({ size }) => size),
    [2, 1],
  )
  assert.ok(clusters[0]!.examples.every((text) => text.includes('скворцов') && !/Федор|Кузьмич/.test(text)))
  await platform.store.pool.query('update citizen set wrapped_key = null, key_id = null, erased_at = now()')
  assert.equal((await unknownQuestions(editor.ctx)).messages, 0)
})
