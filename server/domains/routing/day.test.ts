import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Role, Team } from '#contract/staff'
import { headStartMinutes } from './line-order.ts'
import type { WaitRange } from './model.ts'
import { type Came, type Employee, isBefore, playDay } from './testing/day.ts'

const MINUTE = 60_000
const hour = (n: number) => n * 60 * MINUTE
/** Nine hours; the shift has two halves that overlap at noon, and breaks of twenty minutes, one after another. */
const employees: Employee[] = Array.from({ length: 14 }, (_, n) => {
  const from = n % 2 === 0 ? 0 : hour(2.5)
  const pause = from + hour(2.5) + n * 5 * MINUTE
  return {
    id: `staff-${String(n).padStart(2, '0')}`,
    roles: [n === 13 ? 'supervisor' : 'operator'] as Role[],
    teams: (n < 7 ? ['first_line'] : n < 12 ? ['documents'] : ['first_line', 'documents']) as Team[],
    lang: n % 4 === 0 ? ('en' as const) : ('ru' as const),
    most: 1 + (n % 3),
    from,
    to: n % 2 === 0 ? hour(7) : hour(11),
    breaks: [[pause, pause + 20 * MINUTE] as const],
  }
})
const perMinute = [0.6, 1.2, 1.8, 2.3, 2.6, 2.2, 1.8, 1.2, 0.8]

const seeds = [1, 2, 3]
let days: Came[][]
let seconds: number
before(() => {
  const began = process.cpuUsage()
  days = seeds.map((seed) => playDay({ seed, perMinute, employees, patienceMinutes: 25 }))
  seconds = process.cpuUsage(began).user / 1e6
})
const waited = (one: Came) => (one.takenAt! - one.at) / MINUTE
const inside = (minutes: number, range: WaitRange) => minutes >= range.from && minutes <= range.to
const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

test('CHAT-9: over a day urgent work waits less than standard, and standard less than complex', () => {
  for (const day of days) {
    const of = (one: Came['priorityClass']) => mean(day.filter((came) => came.priorityClass === one && came.takenAt !== null).map(waited))
    assert.ok(of('urgent') < of('standard') && of('standard') < of('complex'), `${of('urgent')} ${of('standard')} ${of('complex')}`)
  }
})

test('CHAT-9: nobody starves: everybody who stays is served, and nobody is overtaken by what came more than the head start later', () => {
  const most = headStartMinutes.urgent * MINUTE
  for (const day of days) {
    const stayed = day.filter(({ leftAt }) => leftAt === null)
    assert.ok(stayed.every(({ takenAt }) => takenAt !== null))
    for (const one of stayed) {
      // What an offer out at that moment had passed on may lie up to three offers behind.
      const passed = stayed.filter((other) => other.team === one.team && other.at > one.at + most && other.takenAt! < one.takenAt! - MINUTE)
      assert.ok(passed.length === 0 || Object.keys(one.passed).length > 0, `${one.id} was passed by ${passed.map(({ id }) => id)}`)
    }
  }
})

test('CHAT-9: the line is served in its order: who is before another of the team is asked for before them', () => {
  for (const day of days) {
    const served = day.filter((one) => one.takenAt !== null && Object.keys(one.passed).length === 0)
    // The answer to an offer takes up to 12 s.
    for (const one of served)
      for (const other of served)
        if (one.team === other.team && isBefore(one, other) && one.at <= other.at) assert.ok(one.takenAt! <= other.takenAt! + 13_000, `${one.id} ${other.id}`)
  }
})

test('CHAT-9: nobody works on more at once than they said, outside their team, or off their shift', () => {
  for (const day of days)
    for (const one of day) {
      if (one.takenAt === null) continue
      const holder = employees.find(({ id }) => id === one.holder)!
      assert.ok(holder.teams.includes(one.team) || holder.roles.includes('supervisor'))
      const atOnce = day.filter((other) => other.holder === one.holder && other.takenAt! <= one.takenAt! && other.takenAt! + other.lasts > one.takenAt!)
      assert.ok(atOnce.length <= holder.most, `${one.holder}: ${atOnce.length}`)
      assert.ok(one.takenAt >= holder.from && one.takenAt <= holder.to + 20_000)
    }
})

test('CHAT-12: the wait lies in the range that was shown in at least 80 % of cases; the naive formula is far from it', (t) => {
  const shown = days.flat().filter((one) => one.shown !== null)
  const share = (range: (one: Came) => WaitRange, of: Came[]) => {
    // Who left before the range was over proves nothing; who left after it was shown too little.
    const known = of.filter((one) => one.takenAt !== null || (one.leftAt! - one.at) / MINUTE > range(one).to)
    return known.filter((one) => one.takenAt !== null && inside(waited(one), range(one))).length / known.length
  }
  const waiting = shown.filter((one) => one.shown!.to > 1)
  const [ours, naive] = [share((one) => one.shown!, shown), share((one) => one.naive!, shown)]
  const [oursWaiting, naiveWaiting] = [share((one) => one.shown!, waiting), share((one) => one.naive!, waiting)]
  const width = mean(waiting.map(({ shown }) => shown!.to - shown!.from))
  const percent = (part: number) => `${Math.round(part * 100)} %`
  t.diagnostic(
    `inside the range: ${percent(ours)} of ${shown.length}, naive ${percent(naive)}; where one had to wait: ${percent(oursWaiting)} of ${waiting.length}, naive ${percent(naiveWaiting)}; mean width ${width.toFixed(1)} min; ${seconds.toFixed(1)} s`,
  )
  assert.ok(ours >= 0.8 && oursWaiting >= 0.8, `${ours} ${oursWaiting}`)
  assert.ok(naiveWaiting < oursWaiting - 0.1)
  assert.ok(width < 15, 'a range as wide as a barn door is true and of no use')
  assert.ok(seconds < 5)
})
