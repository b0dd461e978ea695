import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { decideWordings } from '#domains/learning/commands/decide'
import { jobs as learningJobs } from '#domains/learning/jobs'
import { listedWordings, takenWordings } from '#domains/learning/queries/wordings'
import { aStaff, journalOf } from '#testing/factories'
import { correctMessage, takeBackCorrection } from './commands/correct.ts'
import { callOperator } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { chatById } from './load.ts'
import { correctionsOf } from './queries/corrections.ts'
import { chatStage, refused } from './testing/stage.ts'

const { platform, ctx, guest, onLine, close } = await chatStage()
after(close)
const operator = await onLine()
const editor = await aStaff(ctx, ['editor'], [])
const question = 'Здравствуйте, меня зовут Ирина Петрова, тел. +7 900 000-00-01, голубь не приносит шифр для кабинета'

const aTalk = async (text = question) => {
  const asker = await guest()
  const { id } = await openChat(asker, { text })
  await callOperator(asker, id)
  return { id, asker }
}
const waiting = async () => (await listedWordings(editor.ctx, 'proposed')).items

test('CHAT-3: what the assistant made of a message stays with it; an employee says what it was about, masked, in one step that can be taken back', async () => {
  const { id } = await aTalk()
  const [message] = (await correctionsOf(operator.ctx, id)).messages
  assert.ok(message?.guess && message.guess.p > 0 && message.topics.length === 3)
  assert.doesNotMatch(message.text, /Ирина|Петрова|900/)
  assert.match(message.text, /голубь не приносит шифр/)
  await correctMessage(operator.ctx, id, message.seq, { topic: 'two_factor' })
  const again = await correctMessage(operator.ctx, id, message.seq, { article: 'code-missing' })
  assert.deepEqual((await correctionsOf(operator.ctx, id)).messages[0]?.proposal, { topic: 'two_factor', article: 'code-missing' })
  const proposed = (await waiting()).filter((one) => one.id === again.id)
  assert.deepEqual(
    proposed.map(({ text, topic, article, guess }) => [text, topic, article, guess?.topic]),
    [[message.text, 'two_factor', 'code-missing', message.guess.topic]],
  )
  assert.deepEqual(await journalOf(ctx, again.id), ['wording.proposed', 'wording.proposed'])
  await takeBackCorrection(operator.ctx, id, message.seq)
  assert.equal((await correctionsOf(operator.ctx, id)).messages[0]?.proposal, null)
  await assert.rejects(takeBackCorrection(operator.ctx, id, message.seq), refused('wording.decided'))
})

test('what is wrong is refused: a topic or an article that is not there, a button press, a stranger to the talk, a role that may not decide', async () => {
  const { id } = await aTalk()
  await assert.rejects(correctMessage(operator.ctx, id, 2, { topic: 'weather' }), refused('article.topic'))
  await assert.rejects(correctMessage(operator.ctx, id, 2, {}), refused('article.topic'))
  await assert.rejects(correctMessage(operator.ctx, id, 2, { article: 'no-such' }), refused('article.none'))
  await assert.rejects(correctMessage(operator.ctx, id, 1, { topic: 'two_factor' }), refused('wording.no-words'), 'the greeting')
  const foreigner = await aStaff(ctx, ['specialist'], ['documents'])
  await assert.rejects(correctMessage(foreigner.ctx, id, 2, { topic: 'two_factor' }), refused('chat.not-found'))
  await assert.rejects(() => decideWordings(operator.ctx, [{ id, approved: null }], new Set()), refused('access.denied'))
})

test('an editor takes a wording over: sealed anew, nobody can tell whose it was, and decided once; what is refused is gone', async () => {
  const { id } = await aTalk()
  const taken = await correctMessage(operator.ctx, id, 2, { topic: 'two_factor' })
  const other = await aTalk('еще один странный вопрос про голубя')
  const gone = await correctMessage(operator.ctx, other.id, 2, { topic: 'greeting' })
  const approved = { text: 'голубь не приносит шифр для кабинета', topic: 'two_factor', article: 'code-missing' }
  const articles = new Set(['code-missing'])
  const both = [
    { id: taken.id, approved },
    { id: gone.id, approved: null },
  ]
  await assert.rejects(
    () => decideWordings(editor.ctx, [{ id: taken.id, approved: { ...approved, text: ' ' } }, both[1]!], articles),
    refused('wording.required'),
  )
  assert.equal((await waiting()).filter((one) => both.some((it) => it.id === one.id)).length, 2, 'all or nothing')
  assert.deepEqual(await decideWordings(editor.ctx, both, articles), { decided: 2 })
  await assert.rejects(decideWordings(editor.ctx, [both[0]!], articles), refused('wording.decided'))
  assert.deepEqual(await takenWordings(ctx), [{ id: taken.id, ...approved }])
  const rows = await platform.store.db.selectFrom('wording').selectAll().where('id', 'in', [taken.id, gone.id]).orderBy('id').execute()
  for (const row of rows) assert.deepEqual([row.citizen_id, row.chat_id, row.seq], [null, null, null])
  assert.equal(rows.find((row) => row.id === gone.id)?.body, null)
  assert.ok(!rows.some(({ body }) => body?.includes('голубь')), 'sealed at rest')
  await decideWordings(editor.ctx, [{ id: taken.id, approved: null }], articles)
  assert.deepEqual(await takenWordings(ctx), [], 'given up again')
})

test('C19: the proposals of an erased person go with the person', async () => {
  const { id } = await aTalk()
  await correctMessage(operator.ctx, id, 2, { topic: 'two_factor' })
  const { citizen_id } = (await chatById(ctx, id)).chat
  const record = { id, event: 'citizen.erased', subjectId: citizen_id, objectId: null, details: {} }
  for (let times = 0; times < 2; times++) await learningJobs.reactions!['citizen.erased']!['wording.forget']!(ctx, record)
  assert.deepEqual(await platform.store.db.selectFrom('wording').select('id').where('citizen_id', '=', citizen_id).execute(), [])
})
