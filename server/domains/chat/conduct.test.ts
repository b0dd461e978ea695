import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Ctx, Staff } from '#platform/ctx'
import { fridayNoon, journalOf, later, minutes } from '#testing/factories'
import { acceptChat, endDeskChat, warnCitizen } from './commands/at-desk.ts'
import { callOperator, endChat, rateChat } from './commands/of-citizen.ts'
import { openChat } from './commands/open.ts'
import { reviewChat } from './commands/review.ts'
import { sendChat } from './commands/send.ts'
import { deskChat, deskChats } from './queries/desk.ts'
import { chatFigures } from './queries/figures.ts'
import { at, chatStage, refused } from './testing/stage.ts'

const { ctx, guest, onLine, heard, close } = await chatStage()
after(close)
const solution = 'Предупреждали, не помогло.'

test('ETIQ-6: no end for abuse without a warning that the citizen sees; a supervisor judges it once, and an unfair end is told', async () => {
  const operator = await onLine()
  const [lead, other] = [await onLine(['supervisor'], ['first_line']), await onLine(['supervisor'], ['first_line'])]
  const asker = await guest()
  const { id } = await openChat(asker, { text: 'не открывается раздел с услугами' })
  await callOperator(asker, id)
  // A supervisor on line is no team of specialists: the talk stays where an operator can take it.
  await acceptChat(operator.ctx, id)
  await assert.rejects(endDeskChat(operator.ctx, id, { result: 'abuse', solution }), refused('chat.warn-first'))
  await warnCitizen(operator.ctx, id)
  await assert.rejects(warnCitizen(operator.ctx, id), refused('chat.warned'))
  assert.equal((await heard(asker, id)).at(-1)!.event, 'warned')
  await endDeskChat(operator.ctx, id, { result: 'abuse', solution })

  const actorOf = (ctx: Ctx) => ctx.actor as Staff
  const seen = async (ctx: Ctx) => (await deskChats(ctx, actorOf(ctx), 'ended')).find((line) => line.id === id)?.review
  const nineDaysLater = at(lead.ctx, later(fridayNoon, minutes(9 * 24 * 60)))
  assert.equal(await seen(lead.ctx), 'due')
  assert.equal(await seen(nineDaysLater), 'due', 'it waits until somebody has judged it')
  assert.equal((await deskChat(operator.ctx, actorOf(operator.ctx), id)).can.review, false)
  await assert.rejects(reviewChat(operator.ctx, id, true), refused('chat.not-your-review'))
  const outcomes = await Promise.allSettled([lead, other].map((who) => reviewChat(who.ctx, id, false)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, 'judged once')
  assert.equal((await heard(asker, id)).at(-1)!.event, 'review-unfair')
  assert.deepEqual([await seen(lead.ctx), await seen(nineDaysLater)], ['unfair', undefined])
  assert.equal((await journalOf(ctx, id)).filter((event) => event === 'chat.reviewed').length, 1)
})

test('CHAT-14: figures of a span: who solved, how long people waited, who left the line; small groups stay hidden', async () => {
  // A year of its own, so that no other test counts here.
  const noon = new Date('2027-03-12T09:00:00Z')
  const operator = await onLine()
  const supervisor = await onLine(['supervisor'], ['first_line'])
  const figures = (days: number) => chatFigures(at(supervisor.ctx, noon), days)
  const begun = async (daysAgo: number, text: string) => {
    const asker = at(await guest(), later(noon, -minutes(daysAgo * 24 * 60)))
    return { asker, ...(await openChat(asker, { text })) }
  }
  const served = async (daysAgo: number, waitSeconds: number) => {
    const { asker, id } = await begun(daysAgo, 'не открывается раздел с услугами')
    await callOperator(asker, id)
    const taking = at(operator.ctx, later(asker.now, waitSeconds * 1000))
    await acceptChat(taking, id)
    await endDeskChat(taking, id, { result: 'solved', solution: 'Раздел открыт.' })
    await rateChat(at(asker, taking.now), id, { score: 4 })
  }
  for (const wait of [10, 20, 400]) await served(0, wait)
  const few = await figures(7)
  assert.deepEqual([few.opened, few.byPeople, few.wait, few.rating, few.shareByAssistant], [3, 3, null, null, null])
  for (const wait of [30, 40]) await served(1, wait)
  const helped = await begun(1, 'не приходит код для входа')
  await sendChat(helped.asker, helped.id, { option: { seq: helped.seq, id: 'helped' } })
  const gone = await begun(1, 'не открывается раздел с услугами')
  await callOperator(gone.asker, gone.id)
  await endChat(gone.asker, gone.id, {})
  await begun(30, 'не открывается раздел с услугами')

  const week = await figures(7)
  assert.deepEqual([week.from, week.until], ['2027-03-06', '2027-03-12'])
  assert.deepEqual([week.opened, week.byPeople, week.byAssistant, week.left, week.leftInLine, week.underWay], [7, 5, 1, 1, 1, 0])
  assert.deepEqual(week.wait, { talks: 5, median: 30, p90: 400, inTarget: 0.8 })
  assert.deepEqual([week.rating, week.shareByAssistant, week.callsAvoided], [{ talks: 5, mean: 4 }, 1 / 7, 6])
  assert.deepEqual(week.days.map(({ day, opened }) => [day, opened]).slice(4), [
    ['2027-03-10', 0],
    ['2027-03-11', 4],
    ['2027-03-12', 3],
  ])
  assert.equal((await figures(31)).underWay, 1)
})
