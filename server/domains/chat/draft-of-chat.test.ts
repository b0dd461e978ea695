import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { publishArticle, saveArticle } from '#domains/knowledge/commands/edit'
import { deskArticle } from '#domains/knowledge/queries/desk'
import { aStaff, journalOf } from '#testing/factories'
import { acceptChat, answerChat, endDeskChat, noteChat } from './commands/at-desk.ts'
import { draftOfChat } from './commands/draft-of-chat.ts'
import { callOperator } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { chatStage, refused } from './testing/stage.ts'

const { ctx, guest, onLine, close } = await chatStage()
after(close)

test('an ended talk becomes a draft without names and numbers; it is published when an editor has completed it, not before', async () => {
  const [operator, editor] = [await onLine(), await aStaff(ctx, ['editor'], [])]
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'Меня зовут Ирина Петрова, как вернуть пошлину по заявлению 26-0001-0007-4' })
  await callOperator(asker, id)
  await acceptChat(operator.ctx, id)
  await answerChat(operator.ctx, id, { text: 'Ирина, подайте заявление о возврате.\nДеньги придут за 10 дней.' })
  await noteChat(operator.ctx, id, 'проверить еще раз')
  await assert.rejects(draftOfChat(operator.ctx, id), refused('chat.not-ended'))
  await endDeskChat(operator.ctx, id, { result: 'solved', solution: 'Рассказал о возврате.' })
  const stranger = await aStaff(ctx, ['specialist'], ['documents'])
  await assert.rejects(draftOfChat(stranger.ctx, id), refused('chat.not-found'))
  const draft = await draftOfChat(operator.ctx, id)
  const { state, ru, en, topic } = await deskArticle(editor.ctx, draft.id)
  assert.equal(state, 'draft')
  assert.match(ru.text, /подайте заявление о возврате\.\n\nДеньги придут/)
  assert.doesNotMatch(JSON.stringify(ru), /Ирин|Петров|0001|проверить/)
  assert.match(ru.asked[0]!, /как вернуть пошлину/)
  assert.deepEqual(en, { title: '', text: '', asked: [] })
  assert.ok((await journalOf(ctx, id)).includes('article.drafted'))
  await assert.rejects(publishArticle(editor.ctx, draft.id, 1), refused('article.required'), 'English is missing')
  const whole = { topic, reviewOn: '2027-05-20', ru, en: { title: 'Refund of the fee', text: 'Ask for it.', asked: [] }, expected: 1 }
  await saveArticle(editor.ctx, draft.id, whole)
  await publishArticle(editor.ctx, draft.id, 2)
  assert.notEqual((await draftOfChat(operator.ctx, id)).id, draft.id, 'a second draft takes no name that is taken')
})
