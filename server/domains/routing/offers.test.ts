import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { change } from '#platform/change'
import type { AStaff } from '#testing/factories'
import { decline, lineFor, placeOf, presenceOf, setPresence, take, takeNext, usualWait } from './index.ts'
import { aShift } from './testing/shift.ts'

const shift = await aShift()
const { platform, ctx, told, now, anna, boris, lead, someoneElse, later, round, online, queued, doing, ending, offeredTo, stateOf, seen, row, journal } = shift
beforeEach(shift.anew)
after(() => shift.platform.store.close())

test('CHAT-12: what comes is offered to somebody on line, who sees it and takes it; nobody on line, nobody is asked', async () => {
  const id = await queued()
  assert.equal(await round(), 0)
  await online(anna)
  assert.equal(await round(), 1)
  assert.equal(await offeredTo(id), anna.id)
  const [mine] = await lineFor(anna.at(now()), 'chat')
  assert.deepEqual(mine, { id, offeredUntil: new Date(now().getTime() + 20_000), offeredToMe: true })
  assert.deepEqual(await lineFor(boris.at(now()), 'chat'), [{ ...mine, offeredToMe: false }])
  assert.equal(await round(), 0, 'asked once')
  await doing(anna, take, id)
  assert.deepEqual(await journal(id), ['work.queued', 'work.offered', 'work.taken'])
  assert.deepEqual(told.slice(2), [
    { room: 'line:first_line', what: 'line' },
    { room: `mine:${anna.id}`, what: 'offer' },
    { room: 'line:first_line', what: 'line' },
    { room: `mine:${anna.id}`, what: 'chats' },
  ])
})

test('CHAT-9: an offer passed on goes to the next one at once, and not back for two minutes', async () => {
  await online(anna)
  later(1)
  await online(boris)
  const id = await queued()
  await round()
  assert.equal(await offeredTo(id), anna.id, 'the longest idle')
  await doing(anna, decline, id)
  await round()
  assert.equal(await offeredTo(id), boris.id)
  await doing(boris, decline, id)
  later(110)
  for (const who of [anna, boris]) await seen(who)
  assert.equal(await round(), 0)
  later(11)
  assert.equal(await round(), 1)
})

test('CHAT-9: an offer not answered in 20 s goes on; the second one in a row puts the person on pause, with a line in the journal', async () => {
  await online(anna)
  const [one, two] = [await queued(), await queued()]
  await round()
  assert.deepEqual([await offeredTo(one), await offeredTo(two)], [anna.id, null], 'one offer at a time')
  later(19)
  assert.equal(await round(), 0)
  later(1)
  await round()
  assert.deepEqual([await offeredTo(one), await offeredTo(two)], [null, anna.id])
  assert.equal(await stateOf(anna), 'online')
  later(20)
  await round()
  assert.equal(await stateOf(anna), 'pause')
  assert.equal((await journal(anna.id)).at(-1), 'presence.paused')
  later(150)
  await seen(anna)
  assert.equal(await round(), 0, 'nothing is offered to who is on pause')
  await online(anna)
  assert.equal(await round(), 1)
})

test('an answer between two missed offers keeps the person on line', async () => {
  await online(anna)
  const ids = [await queued(), await queued(), await queued()]
  await round()
  later(20)
  await round()
  await doing(anna, take, ids[1]!)
  await round()
  assert.equal((await row(anna)).missed, 0)
  later(20)
  await round()
  assert.equal(await stateOf(anna), 'online')
})

test('who pauses gives back the offer, which goes to a colleague; a talk under way stays', async () => {
  await online(anna)
  const held = await queued()
  await doing(anna, take, held)
  const id = await queued()
  await round()
  assert.equal(await offeredTo(id), anna.id)
  await online(boris)
  await setPresence(anna.at(now()), 'pause')
  assert.equal(await offeredTo(id), null)
  await round()
  assert.equal(await offeredTo(id), boris.id)
  const { state, most, talks, waiting } = await presenceOf(anna.at(now()))
  assert.deepEqual({ state, most, talks, waiting }, { state: 'pause', most: 4, talks: 1, waiting: 1 })
})

test('CHAT-9: nobody gets more than their own limit by offers; a place that comes free is filled', async () => {
  await online(anna, 2)
  const ids = [await queued(), await queued(), await queued()]
  for (const id of ids.slice(0, 2)) {
    await round()
    await doing(anna, take, id)
  }
  assert.equal(await round(), 0)
  await ending(ids[0]!)
  assert.equal(await round(), 1)
  assert.equal(await offeredTo(ids[2]!), anna.id)
})

test('CHAT-9: who had it last gets it before the longer idle colleague; a supervisor is asked for a foreign team that nobody serves', async () => {
  await online(anna)
  later(5)
  await online(boris)
  const id = await queued({ wanted: boris.id })
  await round()
  assert.equal(await offeredTo(id), boris.id)
  await online(lead)
  const mine = await queued()
  await round()
  assert.equal(await offeredTo(mine), anna.id)
  const documents = await queued({ team: 'documents' })
  await round()
  assert.equal(await offeredTo(documents), lead.id)
})

test('CHAT-9: a blocked employee gets no offer, however open the desk looks', async () => {
  const gone = await someoneElse()
  await online(gone)
  await queued()
  await platform.store.db.updateTable('staff').set({ state: 'blocked' }).where('id', '=', gone.id).execute()
  assert.equal(await round(), 0)
})

test('CHAT-12: the wait is unknown until five talks have ended, then an honest range that grows with the line', async () => {
  await online(anna, 1)
  const waitOf = async (id: string) => (await placeOf(ctx(), 'chat', id))?.wait
  for (let i = 0; i < 5; i++) {
    const id = await queued()
    assert.equal(await waitOf(id), null)
    await doing(anna, take, id)
    later(300 + i * 60)
    await seen(anna)
    await ending(id)
  }
  await online(anna)
  const ids = [await queued(), await queued(), await queued()]
  const [first, , third] = [await waitOf(ids[0]!), await waitOf(ids[1]!), await waitOf(ids[2]!)]
  assert.deepEqual(first, { from: 0, to: 1 }, 'somebody is free')
  assert.ok(third && third.from >= 9 && third.to <= 19, JSON.stringify(third))
  assert.deepEqual((await usualWait(ctx(), 'first_line', 'ru'))!.from >= third.from, true)
  assert.equal(await usualWait(ctx(), 'documents', 'ru'), null)
  await setPresence(anna.at(now()), 'offline')
  assert.equal(await waitOf(ids[0]!), null, 'nobody is on line')
})

test('takeNext steps over what is offered to others while something else waits', async () => {
  await online(anna)
  const offered = await queued()
  await round()
  later(1)
  const other = await queued()
  const nextOf = (who: AStaff) => change(who.at(now()), (tx) => takeNext(who.at(now()), tx, 'chat', async () => true))
  assert.equal(await nextOf(boris), other)
  assert.equal(await nextOf(boris), offered, 'rather than nothing')
})
