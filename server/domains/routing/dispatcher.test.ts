import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { change } from '#platform/change'
import type { AStaff } from '#testing/factories'
import { TURN } from './commands/dispatch.ts'
import { decline, give, heldBy, openDispatcher, setPresence, someoneOn, take } from './index.ts'
import { aShift } from './testing/shift.ts'

const shift = await aShift()
const { platform, ctx, told, now, anna, boris, someoneElse, later, round, online, queued, doing, ending, offeredTo, seen, row, journal } = shift
beforeEach(shift.anew)
after(() => shift.platform.store.close())

test('R14: a desk that fell silent gets no offers after half a minute; after a minute its person has left, and the journal says so', async () => {
  await online(anna)
  const held = await queued()
  await doing(anna, take, held)
  const id = await queued()
  later(31)
  assert.equal(await round(), 0)
  assert.equal(await someoneOn(ctx(), 'first_line', 'ru'), false)
  await seen(anna)
  assert.equal(await round(), 1, 'heard again, offered again')
  await doing(anna, decline, id)
  later(59)
  assert.equal(await round(), 0)
  later(2)
  await round()
  assert.equal((await row(anna)).state, 'offline')
  assert.equal((await journal(anna.id)).at(-1), 'presence.ended')
  assert.deepEqual(await heldBy(ctx(), anna.id), [{ kind: 'chat', id: held }], 'whose work it is takes it back')
  assert.deepEqual(told.at(-1), { room: `mine:${anna.id}`, what: 'presence' })
})

test('R14: who left and still holds a talk is missed too, once a minute until nothing lies there; so is a colleague who was given one and is not there', async () => {
  const endings = async (who: AStaff) => (await journal(who.id)).filter((event) => event === 'presence.ended').length
  await online(anna)
  const [one, two] = [await queued(), await queued()]
  await doing(anna, take, one)
  await doing(anna, take, two)
  const before = [await endings(anna), await endings(boris)]
  await setPresence(anna.at(now()), 'offline')
  await change(anna.at(now()), (tx) => give(anna.at(now()), tx, 'chat', two, boris.id))
  for (let second = 0; second < 150; second += 10) {
    later(10)
    await round()
  }
  assert.deepEqual([(await endings(anna)) - before[0]!, (await endings(boris)) - before[1]!], [2, 2])
  await ending(one)
  for (let second = 0; second < 130; second += 10) {
    later(10)
    await seen(boris)
    await round()
  }
  assert.deepEqual([(await endings(anna)) - before[0]!, (await endings(boris)) - before[1]!], [2, 2])
})

test('after a start, an outage or a long sleep nobody is taken for gone before a minute has passed in which desks could be heard', async () => {
  await online(anna)
  later(3600)
  const dispatcher = openDispatcher({ platform, clock: now })
  for (let second = 0; second < 60; second += 5) {
    await dispatcher.drain()
    assert.equal((await row(anna)).state, 'online', `${second} s`)
    later(5)
  }
  later(30)
  await dispatcher.drain()
  assert.equal((await row(anna)).state, 'online', 'a round came late')
  for (let second = 0; second < 60; second += 5) {
    later(5)
    await dispatcher.drain()
  }
  assert.equal((await row(anna)).state, 'offline')
})

test('R15: four dispatchers side by side and everybody taking: no two offers of one piece of work, no work taken twice', async () => {
  const crowd = await Promise.all(Array.from({ length: 10 }, () => someoneElse()))
  for (const who of crowd) await online(who, 3)
  const ids = await Promise.all(Array.from({ length: 40 }, () => queued()))
  const taken: string[] = []
  for (let turn = 0; turn < 6; turn++) {
    await Promise.all([round(), round(), round(), round()])
    const offers = await platform.store.db.selectFrom('work').select(['id', 'offered_to']).where('offered_to', 'is not', null).execute()
    assert.equal(new Set(offers.map(({ offered_to }) => offered_to)).size, offers.length, 'one offer to a person')
    const answers = await Promise.allSettled(
      offers.flatMap(({ id, offered_to }) => [doing(crowd.find((who) => who.id === offered_to)!, take, id), doing(crowd[(turn + 1) % 10]!, take, id), round()]),
    )
    taken.push(...offers.map(({ id }) => id))
    assert.ok(answers.filter(({ status }) => status === 'fulfilled').length >= offers.length)
  }
  const rows = await platform.store.db.selectFrom('work').select(['id', 'state', 'holder_id']).execute()
  assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(ids))
  const events = await Promise.all(ids.map((id) => journal(id)))
  for (const [i, id] of ids.entries())
    assert.equal(events[i]!.filter((event) => event === 'work.taken').length, rows.find((one) => one.id === id)!.state === 'taken' ? 1 : 0)
  assert.ok(new Set(taken).size >= 30, `${new Set(taken).size} taken`)
})

test('a poke is enough, and so is a second of the poll; stopping waits for the round under way', async () => {
  await online(anna, 1)
  const id = await queued()
  const dispatcher = openDispatcher({ platform, clock: now, pollMs: 20 })
  dispatcher.poke()
  await until(async () => (await offeredTo(id)) === anna.id)
  dispatcher.start()
  await doing(anna, take, id)
  const second = await queued()
  await ending(id)
  await until(async () => (await offeredTo(second)) === anna.id)
  await dispatcher.stop()
  await doing(anna, decline, second)
  dispatcher.poke()
  await pause(60)
  assert.equal(await offeredTo(second), null)
})
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await pause(10)
  }
  assert.fail('it did not come in two seconds')
}

test('dispatchers take turns: while one is at work another offers nothing', async () => {
  await online(anna)
  await queued()
  const other = await platform.store.pool.connect()
  try {
    await other.query('begin')
    await other.query('select pg_advisory_xact_lock($1)', [TURN])
    assert.equal(await round(), 0)
    await other.query('commit')
  } finally {
    other.release()
  }
  assert.equal(await round(), 1)
})
