import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { teams } from '#contract/staff'
import { type PriorityClass, priorityClasses } from '#contract/topics'
import { mayServe } from './access.ts'
import { FEWEST_RECENT, type WaitFacts, waitRange } from './how-long.ts'
import { headStartMinutes, placeInLine } from './line-order.ts'
import type { InLine, OnLine } from './model.ts'
import { overtakingOf } from './overtaking.ts'
import { offersFor, onFor, whoGetsOffer } from './who-gets.ts'

const MINUTE = 60_000
const noon = new Date('2026-11-27T09:00:00Z')
const at = (minutes: number) => new Date(noon.getTime() + minutes * MINUTE)
const aClass = fc.constantFrom(...priorityClasses)
const aMinute = fc.integer({ min: 0, max: 600 })

test('CHAT-9: of two that came together the more urgent goes first: urgent, standard, change of data, complex', () => {
  const order = [...priorityClasses].sort((a, b) => placeInLine(a, noon).getTime() - placeInLine(b, noon).getTime())
  assert.deepEqual(order, ['urgent', 'standard', 'dataChange', 'complex'])
})

test('CHAT-9: within a class the first to come is the first', () => {
  fc.assert(
    fc.property(aClass, aMinute, aMinute, (one, a, b) => {
      fc.pre(a < b)
      assert.ok(placeInLine(one, at(a)) < placeInLine(one, at(b)))
    }),
  )
})

test('CHAT-9: nobody starves: who has waited 20 minutes is before whatever comes now', () => {
  const most = Math.max(...Object.values(headStartMinutes))
  assert.equal(most, 20)
  fc.assert(
    fc.property(aClass, aClass, aMinute, fc.integer({ min: most + 1, max: 300 }), (old, fresh, came, waited) => {
      assert.ok(placeInLine(old, at(came)) < placeInLine(fresh, at(came + waited)))
    }),
  )
})

test('CHAT-9: what may still overtake is what really stands before, were it to come in that minute', () => {
  fc.assert(
    fc.property(aClass, aClass, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }), (mine, other, waited, inMinutes) => {
      const { perMinute, minutes } = overtakingOf(mine, waited, (one) => (one === other ? 1 : 0))
      const overtakes = placeInLine(other, at(waited + inMinutes)) < placeInLine(mine, at(0))
      if (overtakes) assert.ok(perMinute === 1 && inMinutes < minutes)
      if (perMinute === 0) assert.ok(!overtakes)
    }),
  )
})

const aPerson: fc.Arbitrary<OnLine> = fc
  .record({
    id: fc.uuid(),
    roles: fc.subarray(['operator', 'specialist', 'supervisor', 'technician', 'editor'] as const, { minLength: 1 }),
    teams: fc.subarray([...teams]),
    lang: fc.constantFrom('ru' as const, 'en' as const),
    most: fc.integer({ min: 1, max: 4 }),
    load: fc.integer({ min: 0, max: 5 }),
    offered: fc.boolean(),
    idle: fc.integer({ min: 0, max: 120 }),
  })
  .map(({ load, idle, ...rest }) => ({ ...rest, takenAt: Array.from({ length: load }, (_, n) => at(-n)), idleSince: at(-idle) }))
const people = fc.uniqueArray(aPerson, { maxLength: 12, selector: ({ id }) => id })
const aWork = (among: readonly OnLine[]): fc.Arbitrary<InLine> =>
  fc.record({
    kind: fc.constant('chat' as const),
    id: fc.uuid(),
    team: fc.constantFrom(...teams),
    lang: fc.constantFrom('ru' as const, 'en' as const),
    wanted: fc.constantFrom(null, ...among.map(({ id }) => id)),
    passed: fc.dictionary(fc.constantFrom('nobody', ...among.map(({ id }) => id)), fc.constantFrom(at(1).toISOString(), at(-1).toISOString())),
  })
const aLine = people.chain((there) => fc.tuple(fc.constant(there), fc.array(aWork(there), { maxLength: 12 })))

const may = (one: OnLine, work: InLine) =>
  mayServe(one, work.kind, work.team) &&
  !one.offered &&
  one.takenAt.length < one.most &&
  !(work.passed[one.id] !== undefined && new Date(work.passed[one.id]!) > noon)

test('CHAT-9: an offer goes only to who may serve it, is free, and has not just passed it on', () => {
  fc.assert(
    fc.property(aLine, ([there, line]) => {
      for (const { work, to } of offersFor(line, there, noon)) assert.ok(may(there.find(({ id }) => id === to)!, work))
    }),
  )
})

test('CHAT-9: nobody gets two offers at once, and no work is offered twice', () => {
  fc.assert(
    fc.property(aLine, ([there, line]) => {
      const offers = offersFor(line, there, noon)
      assert.equal(new Set(offers.map(({ to }) => to)).size, offers.length)
      assert.equal(new Set(offers.map(({ work }) => work)).size, offers.length)
    }),
  )
})

test('CHAT-9: nothing waits while somebody of its team is free for it, unless that person was asked for what stands before', () => {
  fc.assert(
    fc.property(aLine, ([there, line]) => {
      const offers = offersFor(line, there, noon)
      const asked = new Map(offers.map(({ work, to }) => [to, line.indexOf(work)]))
      for (const [place, work] of line.entries()) {
        if (offers.some((offer) => offer.work === work)) continue
        for (const one of onFor(there, 'chat', work.team)) assert.ok(!may(one, work) || asked.get(one.id)! < place)
      }
    }),
  )
})

test('CHAT-9: who is asked does not depend on the order in which people are listed', () => {
  fc.assert(
    fc.property(aLine, ([there, line]) => {
      for (const work of line) assert.equal(whoGetsOffer(work, there, noon)?.id, whoGetsOffer(work, [...there].reverse(), noon)?.id)
    }),
  )
})

const someone = (id: string, over: Partial<OnLine> = {}): OnLine => ({
  id,
  roles: ['operator'],
  teams: ['first_line'],
  lang: 'ru',
  most: 4,
  takenAt: [],
  offered: false,
  idleSince: noon,
  ...over,
})
const work: InLine = { kind: 'chat', id: 'w', team: 'first_line', lang: 'ru', wanted: null, passed: {} }
const first = (one: InLine, ...there: OnLine[]) => whoGetsOffer(one, there, noon)?.id

test('CHAT-9: who had it last, then the language, then the least loaded, then the longest idle', () => {
  const [idle, loaded] = [someone('a', { idleSince: at(-9) }), someone('b', { idleSince: at(-60), takenAt: [noon] })]
  assert.equal(first(work, idle, loaded), 'a')
  assert.equal(first(work, someone('c'), idle), 'a')
  assert.equal(first({ ...work, wanted: 'b' }, idle, loaded), 'b')
  const english = someone('e', { lang: 'en', takenAt: [noon, noon] })
  assert.equal(first({ ...work, lang: 'en' }, idle, english), 'e')
  assert.equal(first({ ...work, lang: 'en' }, idle), 'a', 'another language is better than nobody')
  assert.equal(first({ ...work, wanted: 'b' }, idle, { ...loaded, offered: true }), 'a', 'nobody is waited for')
})

test('CHAT-9: a supervisor is asked for a foreign team only while none of its own people is on line, busy or not', () => {
  const lead = someone('lead', { roles: ['supervisor'], teams: ['security'] })
  assert.equal(first(work, lead), 'lead')
  assert.equal(first(work, lead, someone('a', { most: 1, takenAt: [noon] })), undefined)
  assert.equal(first(work, someone('t', { roles: ['technician'] })), undefined)
})

const facts = fc.record({
  recent: fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { minLength: FEWEST_RECENT, maxLength: 60 }),
  people: fc.array(fc.record({ most: fc.integer({ min: 1, max: 4 }), heldFor: fc.array(fc.double({ min: 0, max: 90, noNaN: true }), { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  ahead: fc.integer({ min: 0, max: 25 }),
  leave: fc.double({ min: 0, max: 1, noNaN: true }),
  overtaking: fc.record({ perMinute: fc.double({ min: 0, max: 3, noNaN: true }), minutes: fc.integer({ min: 0, max: 20 }) }),
}) satisfies fc.Arbitrary<WaitFacts>

test('CHAT-12: the range is whole minutes, never backwards, never empty; the same facts give the same range', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const range = waitRange(one)!
      assert.ok(Number.isInteger(range.from) && Number.isInteger(range.to) && range.from >= 0 && range.to > range.from, JSON.stringify(range))
      assert.deepEqual(waitRange(one), range)
    }),
    { numRuns: 60 },
  )
})

test('CHAT-12: nobody on line, or fewer than five recent talks: no range at all', () => {
  fc.assert(
    fc.property(facts, (one) => {
      assert.equal(waitRange({ ...one, people: [] }), null)
      assert.equal(waitRange({ ...one, recent: one.recent.slice(0, FEWEST_RECENT - 1) }), null)
    }),
    { numRuns: 60 },
  )
})

test('CHAT-12: more people ahead never shorten the wait, more people on line never lengthen it, where talks last alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 20 }), (minutes, there, ahead) => {
      const range = (people: number, before: number) =>
        waitRange({
          recent: Array.from({ length: 10 }, () => minutes),
          people: Array.from({ length: people }, (_, n) => ({ most: 1, heldFor: [(n * minutes) / (people + 1)] })),
          ahead: before,
          leave: 0,
          overtaking: { perMinute: 0, minutes: 0 },
        })!
      assert.ok(range(there, ahead + 1).from >= range(there, ahead).from && range(there, ahead + 1).to >= range(there, ahead).to)
      assert.ok(range(there + 1, ahead).to <= range(there, ahead).to + 1)
    }),
    { numRuns: 60 },
  )
})

test('CHAT-12: one employee with one talk of ten minutes, begun four minutes ago: six minutes for the next, sixteen for the one after', () => {
  const range = (ahead: number, priorityClass: PriorityClass = 'urgent') =>
    waitRange({
      recent: [10, 10, 10, 10, 10],
      people: [{ most: 1, heldFor: [4] }],
      ahead,
      leave: 0,
      overtaking: overtakingOf(priorityClass, 0, () => 0.2),
    })
  assert.deepEqual(
    [range(0), range(1)],
    [
      { from: 6, to: 7 },
      { from: 16, to: 17 },
    ],
  )
  const standard = range(1, 'standard')!
  assert.ok(standard.from >= 16 && standard.to > 17, 'urgent work may come meanwhile')
})
