import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { shippedExamples, understood, versionOf } from '#domains/assistant/index'
import { correctMessage } from '#domains/chat/commands/correct'
import { callOperator } from '#domains/chat/commands/of-citizen'
import { openChat } from '#domains/chat/commands/open'
import { chatStage, refused } from '#domains/chat/testing/stage'
import { forgetPublished, knowledgeNow } from '#domains/knowledge/index'
import { aStaff, later, minutes } from '#testing/factories'
import { decideWordings } from './commands/decide.ts'
import { chooseModel, trainByNight, trainModel } from './commands/train.ts'
import { listedModels } from './queries/models.ts'
import { trained } from './training/trained.ts'

const { platform, ctx, guest, onLine, close } = await chatStage()
after(close)
const operator = await onLine()
const editor = await aStaff(ctx, ['editor'], [])
const question = 'голубь не приносит шифр для кабинета'
let moment = 0
/** An operator's correction that an editor takes over. */
async function taught(text: string, topic: string, article: string | null) {
  const asker = await guest()
  const { id } = await openChat(asker, { text })
  await callOperator(asker, id)
  const { id: wording } = await correctMessage(operator.ctx, id, 2, { topic })
  await decideWordings(editor.at(later(ctx.now, minutes(++moment))), [{ id: wording, approved: { text, topic, article } }], new Set(['code-missing']))
}
const mind = async () => {
  forgetPublished()
  return (await knowledgeNow(ctx)).mind
}
const now = () => editor.at(later(ctx.now, minutes(++moment)))

test('CHAT-11: a wording that an editor took over is found at once for its article, and after learning the question is answered right', async () => {
  await assert.rejects(trainModel(editor.ctx), refused('training.nothing-new'))
  const before = understood(await mind(), question)
  assert.notEqual(before.topic, 'two_factor')
  for (const text of [question, 'почтовый голубь так и не принес шифр']) await taught(text, 'two_factor', 'code-missing')
  assert.ok((await mind()).catalogue.entries.find(({ id }) => id === 'code-missing')?.wordings.includes(question))
  assert.equal((await listedModels(editor.ctx)).fresh, 2)

  // The service answers while a model is made: no turn of its loop waits for the whole of it.
  let longest = 0
  let last = performance.now()
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const made = await trainModel(now())
  clearInterval(beat)
  assert.ok(longest < 700, `the loop stood still for ${Math.round(longest)} ms`)
  assert.deepEqual([made.state, made.reasons], ['live', []])
  const after = understood(await mind(), question)
  assert.deepEqual([after.topic, after.article], ['two_factor', 'code-missing'])
  const { items, live, fresh } = await listedModels(editor.ctx)
  assert.deepEqual([live, fresh, items.length], [made.version, 0, 1])
  const { before: old, after: fresher } = items[0]!.verdict
  assert.ok(fresher.right >= old.right - 2 && fresher.texts > 250)
  await assert.rejects(trainModel(now()), refused('training.nothing-new'))
  await assert.doesNotReject(trainByNight(ctx))
})

test('one press goes back to the model that came with the service, and forth again; every process hears of it', async () => {
  const { live } = await listedModels(editor.ctx)
  assert.deepEqual(await chooseModel(now(), null), { version: versionOf(shippedExamples()) })
  assert.equal((await mind()).model.version, versionOf(shippedExamples()))
  await assert.rejects(chooseModel(now(), null), refused('training.live-already'))
  await assert.rejects(chooseModel(now(), '0123456789abcdef'), refused('training.no-model'))
  await assert.doesNotReject(trainByNight(ctx))
  assert.equal((await mind()).model.version, versionOf(shippedExamples()), 'the night does not undo what a person chose')
  await chooseModel(now(), live)
  assert.equal((await mind()).model.version, live)
  await assert.rejects(() => chooseModel(operator.ctx, null), refused('access.denied'))
  await assert.rejects(() => trainModel(operator.ctx), refused('access.denied'))
  const events = await platform.store.db.selectFrom('journal').select('event').where('event', 'like', 'assistant.model-%').orderBy('at').execute()
  assert.deepEqual(
    events.map(({ event }) => event),
    ['assistant.model-published', 'assistant.model-chosen', 'assistant.model-chosen'],
  )
})

test('a model that became worse by what it was taught is refused and says at what', () => {
  const spoiled = shippedExamples()
    .filter(({ label }) => label === 'appointment')
    .map(({ text }, i) => ({ id: String(i), text, topic: 'greeting' }))
  const outcome = trained({ taken: spoiled, current: null, known: [] })
  assert.ok(!outcome.known && outcome.verdict.reasons.includes('worse:appointment'), JSON.stringify(outcome.known || outcome.verdict))
})
