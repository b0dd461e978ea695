import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { requestsOfPerson } from '#domains/tickets/index'
import { exportPdf } from '../../accounts/export-pdf.ts'
import { exportedFor } from '../../accounts/queries/export.ts'
import { myViews } from '../../accounts/queries/own-log.ts'
import { loggedOf } from '../../accounts/requests-of-person.ts'
import { anAccount } from '../../accounts/testing/an-account.ts'
import { acceptChat, answerChat, endDeskChat, noteChat } from '../commands/at-desk.ts'
import { callOperator, rateChat } from '../commands/of-citizen.ts'
import { openChat } from '../commands/open.ts'
import { chatStage } from '../testing/stage.ts'
import { deskChat } from './desk.ts'
import { chatsOfPerson } from './of-person.ts'

const { ctx, guest, onLine, close } = await chatStage()
after(close)
const parts = { requests: requestsOfPerson, chats: chatsOfPerson, notices: async () => [] }

test('R24: the export holds the talks of the account as their citizen sees them, with no note, no employee and nobody else', async () => {
  const [owner, operator] = [await anAccount(ctx), await onLine()]
  const { id } = await openChat(owner.as(), { text: 'гиппопотам съел мою выписку' })
  await callOperator(owner.as(), id)
  await acceptChat(operator.ctx, id)
  await noteChat(operator.ctx, id, 'секретная жирафа')
  await answerChat(operator.ctx, id, { text: 'Выписку сделаем заново.' })
  await endDeskChat(operator.ctx, id, { result: 'solved', solution: 'Выписка сделана' })
  await rateChat(owner.as(), id, { score: 4, comment: 'быстро, спасибо' })
  await openChat(await guest(), { text: 'чужой бегемот' })
  const data = await exportedFor(owner.as(), parts, 'json')
  const text = JSON.stringify(data.chats)
  for (const own of ['гиппопотам', 'сделаем заново', 'Выписка сделана', 'быстро, спасибо', 'Здравствуйте']) assert.ok(text.includes(own), own)
  for (const foreign of ['жирафа', 'бегемот', 'Имя', operator.id, operator.login]) assert.ok(!text.includes(foreign), foreign)
  assert.deepEqual(
    data.chats.map(({ result, rating, messages }) => [result, rating?.score, messages.every((one) => one.text !== '')]),
    [['solved', 4, true]],
  )
  const pdf = await exportPdf(owner.as(), data)
  const empty = await exportPdf(owner.as(), { ...data, chats: [] })
  assert.ok(pdf.bytes.length > empty.bytes.length, 'the PDF has them too')
  const stranger = await anAccount(ctx)
  assert.deepEqual((await exportedFor(stranger.as(), parts, 'json')).chats, [])
})

test('FORM-15: who of the staff looked into a talk stands in the log of its account, with the number, and in nobody else’s', async () => {
  const [owner, other, operator] = [await anAccount(ctx), await anAccount(ctx), await onLine()]
  const { id } = await openChat(owner.as(), { text: 'не приходит код для входа' })
  await callOperator(owner.as(), id)
  const { number } = await deskChat(operator.ctx, operator.ctx.actor as never, id)
  const logged = loggedOf(requestsOfPerson, chatsOfPerson)
  const { items } = await myViews(ctx, owner.id, logged)
  assert.deepEqual(
    items.map((one) => [one.what, one.role, one.number]),
    [['chat.read', 'operator', number]],
  )
  assert.deepEqual((await myViews(ctx, other.id, logged)).items, [])
})
