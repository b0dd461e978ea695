import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Team } from '#contract/staff'
import type { PriorityClass } from '#contract/topics'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { type AStaff, aStaff, as, ctxOf, fridayNoon, journalOf, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { decline, enqueue, finish, give, lineFor, loadOf, placeOf, take, takeNext, type Work } from './index.ts'

let ctx: Ctx
let operator: AStaff
let colleague: AStaff
let specialist: AStaff
let technician: AStaff
let supervisor: AStaff
before(async () => {
  ctx = ctxOf(await testPlatform(await testDatabase()), fridayNoon)
  operator = await aStaff(ctx, ['operator'], ['first_line'])
  colleague = await aStaff(ctx, ['operator'], ['first_line'])
  specialist = await aStaff(ctx, ['specialist'], ['documents'])
  technician = await aStaff(ctx, ['technician'], ['first_line'])
  supervisor = await aStaff(ctx, ['supervisor'], ['security'])
})
beforeEach(async () => {
  await ctx.app.store.db.deleteFrom('work').execute()
  await ctx.app.store.db.deleteFrom('work_stretch').execute()
})
after(() => ctx.app.store.close())

const at = (minute: number) => as(ctx, ctx.actor, later(fridayNoon, minutes(minute)))
async function queued(minute: number, over: Partial<Work> & { priorityClass?: PriorityClass; team?: Team } = {}): Promise<string> {
  const id = uuidv7(fridayNoon)
  const when = at(minute)
  await change(when, (tx) => enqueue(when, tx, { kind: 'chat', id, team: 'first_line', lang: 'ru', priorityClass: 'standard', ...over }))
  return id
}
const taking = (who: Ctx, id: string) => change(who, (tx) => take(who, tx, 'chat', id))
/** Nothing to take is nothing to record. */
const next = (who: Ctx) =>
  change(who, async (tx) => {
    const id = await takeNext(who, tx, 'chat', async () => true)
    if (!id) tx.record('test.nothing', {})
    return id
  })
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const idsFor = async (who: Ctx) => (await lineFor(who, 'chat')).map(({ id }) => id)
const stretches = () => ctx.app.store.db.selectFrom('work_stretch').select(['team', 'holder_id', 'taken_at', 'ended_at']).orderBy('ended_at').execute()

test('CHAT-9: fifty employees take one piece of work at once: one has it, the others hear who was quicker', async () => {
  const id = await queued(0)
  const crowd = await Promise.all(Array.from({ length: 50 }, () => aStaff(ctx, ['operator'], ['first_line'])))
  const results = await Promise.allSettled(crowd.map((one) => taking(one.ctx, id)))
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of results) if (one.status === 'rejected') assert.ok(refused('work.taken')(one.reason), String(one.reason))
  const winner = crowd[results.findIndex(({ status }) => status === 'fulfilled')]!
  assert.equal(await loadOf(ctx, winner.id), 1)
  assert.deepEqual(await journalOf(ctx, id), ['work.queued', 'work.taken'])
})

test('CHAT-9: fifty press "next" at once on a line of thirty: thirty get one each, no two the same', async () => {
  const line = new Set<string>()
  for (let i = 0; i < 30; i++) line.add(await queued(i))
  const crowd = await Promise.all(Array.from({ length: 50 }, () => aStaff(ctx, ['operator'], ['first_line'])))
  const got = (await Promise.all(crowd.map((one) => next(one.at(at(40).now))))).filter((id) => id !== null)
  assert.equal(got.length, 30)
  assert.deepEqual(new Set(got), line)
})

test('CHAT-9: urgent before standard, then by waiting time; twenty minutes make good for any class', async () => {
  const complex = await queued(0, { priorityClass: 'complex' })
  const standard = await queued(8)
  const later = await queued(9)
  const urgent = await queued(12, { priorityClass: 'urgent' })
  const tooLate = await queued(21, { priorityClass: 'urgent' })
  const who = operator.at(at(22).now)
  assert.deepEqual(await idsFor(who), [urgent, standard, later, complex, tooLate])
  assert.equal((await placeOf(who, 'chat', later))?.place, 3)
  assert.equal(await next(who), urgent)
  assert.equal(await next(who), standard)
  assert.equal((await placeOf(who, 'chat', later))?.place, 1)
  assert.equal(await placeOf(who, 'chat', urgent), null, 'it waits no more')
})

test('CHAT-9: the team is the skill: others neither see nor take it; a supervisor takes any; a technician takes no chats', async () => {
  const id = await queued(0, { team: 'documents' })
  assert.deepEqual(await idsFor(operator.ctx), [])
  assert.deepEqual(await idsFor(specialist.ctx), [id])
  assert.deepEqual(await idsFor(supervisor.ctx), [id])
  await assert.rejects(taking(operator.ctx, id), refused('work.skill'))
  assert.equal(await next(operator.ctx), null)
  await assert.rejects(taking(technician.ctx, id), refused('access.denied'))
  await assert.rejects(lineFor(ctx, 'chat'), refused('access.denied'))
  await taking(supervisor.ctx, id)
  await assert.rejects(taking(specialist.ctx, uuidv7(fridayNoon)), refused('work.none'))
})

test('CHAT-9: handed over into another line it keeps its waiting time, and goes before what came later', async () => {
  const first = await queued(0)
  const second = await queued(2, { team: 'documents' })
  await taking(operator.at(at(3).now), first)
  await change(at(10), (tx) => enqueue(at(10), tx, { kind: 'chat', id: first, team: 'documents', lang: 'ru', priorityClass: 'standard', wanted: operator.id }))
  assert.deepEqual(await idsFor(specialist.at(at(10).now)), [first, second])
  assert.equal(await loadOf(ctx, operator.id), 0)
  assert.deepEqual(await stretches(), [{ team: 'first_line', holder_id: operator.id, taken_at: at(3).now, ended_at: at(10).now }])
})

test('given to a colleague it goes over to their team; whoever may not take it is no colleague for it', async () => {
  const id = await queued(0)
  await taking(operator.at(at(1).now), id)
  const giving = (minute: number, to: string) => change(operator.at(at(minute).now), (tx) => give(operator.at(at(minute).now), tx, 'chat', id, to))
  await assert.rejects(giving(2, technician.id), refused('work.colleague'))
  await assert.rejects(giving(2, operator.id), refused('work.same-holder'))
  await giving(4, specialist.id)
  assert.deepEqual([await loadOf(ctx, operator.id), await loadOf(ctx, specialist.id)], [0, 1])
  const work = await ctx.app.store.db.selectFrom('work').select(['team', 'state', 'holder_id']).where('id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual(work, { team: 'documents', state: 'taken', holder_id: specialist.id })
  await change(at(9), (tx) => finish(at(9), tx, 'chat', id, 'served'))
  assert.deepEqual(
    (await stretches()).map(({ team, holder_id }) => [team, holder_id]),
    [
      ['first_line', operator.id],
      ['documents', specialist.id],
    ],
  )
  await assert.rejects(giving(10, colleague.id), refused('work.done'))
})

test('what has ended leaves the line and the hands; ending twice, or what never waited, changes nothing', async () => {
  const [left, served] = [await queued(0), await queued(1)]
  await taking(operator.at(at(2).now), served)
  const ending = (id: string, how: 'served' | 'left') =>
    change(at(7), async (tx) => {
      tx.record('test.ended', {})
      await finish(at(7), tx, 'chat', id, how)
    })
  await ending(left, 'left')
  await ending(served, 'served')
  await ending(served, 'left')
  await ending(uuidv7(fridayNoon), 'left')
  assert.deepEqual(await idsFor(operator.ctx), [])
  assert.equal(await loadOf(ctx, operator.id), 0)
  assert.deepEqual(await stretches(), [{ team: 'first_line', holder_id: operator.id, taken_at: at(2).now, ended_at: at(7).now }])
  assert.deepEqual(await journalOf(ctx, served), ['work.queued', 'work.taken', 'work.done'])
  assert.equal(
    (await ctx.app.store.db.selectFrom('work').select('how').where('id', '=', served).executeTakeFirstOrThrow()).how,
    'served',
    'the first ending holds',
  )
})

test('what is not offered to oneself cannot be passed on', async () => {
  const id = await queued(0)
  await assert.rejects(
    change(operator.ctx, (tx) => decline(operator.ctx, tx, 'chat', id)),
    refused('work.not-offered'),
  )
})
