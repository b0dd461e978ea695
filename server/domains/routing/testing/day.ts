import type { Lang } from '#contract/common'
import type { Role, Team } from '#contract/staff'
import type { PriorityClass } from '#contract/topics'
import { waitRange } from '../how-long.ts'
import { placeInLine } from '../line-order.ts'
import { type InLine, MOST_MISSED, OFFER_MS, type OnLine, PASS_MS, type WaitRange } from '../model.ts'
import { overtakingOf } from '../overtaking.ts'
import { offersFor, onFor } from '../who-gets.ts'
import { diceOf } from './dice.ts'

/** Somebody who came with a question. Times are milliseconds since the opening. */
export interface Came extends InLine {
  priorityClass: PriorityClass
  at: number
  leavesAt: number
  lasts: number
  lineAt: number
  /** What was shown on coming, and by a naive formula. */
  shown: WaitRange | null
  naive: WaitRange | null
  takenAt: number | null
  leftAt: number | null
  holder: string | null
}
export interface Employee {
  id: string
  roles: Role[]
  teams: Team[]
  lang: Lang
  most: number
  from: number
  to: number
  breaks: readonly (readonly [number, number])[]
}
interface Working extends Employee {
  talks: { came: Came; endsAt: number }[]
  offer: { came: Came; endsAt: number; isTaken: boolean } | null
  missed: number
  pausedUntil: number
  idleSince: number
}
export interface DayOf {
  seed: number
  /** Arrivals per minute in each hour after the opening. */
  perMinute: readonly number[]
  employees: readonly Employee[]
  patienceMinutes: number
}

const SECOND = 1000
const MINUTE = 60_000
const day = (ms: number) => new Date(Date.UTC(2026, 10, 27, 6) + ms)

/** Plays a day second by second with the rules that serve the real line, without a store. Answers everybody who came, in that order. */
export function playDay({ seed, perMinute, employees, patienceMinutes }: DayOf): Came[] {
  const dice = diceOf(seed)
  const end = perMinute.length * 60 * MINUTE
  const people: Working[] = employees.map((one) => ({ ...one, talks: [], offer: null, missed: 0, pausedUntil: 0, idleSince: one.from }))
  const all: Came[] = []
  const stretches: { team: Team; minutes: number }[] = []
  let line: Came[] = []
  let nextAt = dice.gap(MINUTE / perMinute[0]!)

  const isOn = (one: Working, now: number) =>
    now >= one.from && now < one.to && now >= one.pausedUntil && !one.breaks.some(([from, to]) => now >= from && now < to)
  const onLine = (now: number): OnLine[] =>
    people
      .filter((one) => isOn(one, now))
      .map((one) => ({
        ...one,
        takenAt: one.talks.map(({ came }) => day(came.takenAt!)),
        offered: one.offer !== null,
        idleSince: day(one.idleSince),
      }))
  const lineOf = (team: Team) => line.filter((one) => one.team === team)

  function shownTo(came: Came, now: number) {
    const there = onFor(onLine(now), 'chat', came.team)
    const recent = stretches.filter(({ team }) => team === came.team).slice(-60)
    const before = all.filter((one) => one.team === came.team)
    const ahead = lineOf(came.team).filter((one) => isBefore(one, came)).length
    const turned = before.filter((one) => one.takenAt !== null || one.leftAt !== null)
    const perMinuteOf = (one: PriorityClass) =>
      before.filter((other) => other.priorityClass === one && other.at > now - 60 * MINUTE).length / Math.min(60, Math.max(1, now / MINUTE))
    came.shown = waitRange({
      recent: recent.map(({ minutes }) => minutes),
      people: there.map(({ most, takenAt }) => ({ most, heldFor: takenAt.map((at) => (day(now).getTime() - at.getTime()) / MINUTE) })),
      ahead,
      leave: turned.length === 0 ? 0 : turned.filter((one) => one.leftAt !== null).length / turned.length,
      overtaking: overtakingOf(came.priorityClass, 0, perMinuteOf),
    })
    if (!came.shown) return
    // The usual formula: those ahead, by the mean time, over the people there; a quarter more or less.
    const naive = (ahead * recent.reduce((sum, { minutes }) => sum + minutes, 0)) / recent.length / there.length
    came.naive = { from: Math.floor(naive * 0.75), to: Math.max(1, Math.ceil(naive * 1.25)) }
  }

  function arrive(now: number) {
    const priorityClass = dice.oneOf<PriorityClass>([
      ['urgent', 15],
      ['standard', 65],
      ['dataChange', 10],
      ['complex', 10],
    ])
    const team = dice.oneOf<Team>([
      ['first_line', 65],
      ['documents', 35],
    ])
    const came: Came = {
      kind: 'chat',
      id: String(all.length).padStart(5, '0'),
      team,
      lang: dice.throwOne() < 0.1 ? 'en' : 'ru',
      wanted: null,
      passed: {},
      priorityClass,
      at: now,
      leavesAt: now + dice.gap(patienceMinutes * MINUTE),
      lasts: dice.lasting(team === 'first_line' ? 7 : 10, 0.6) * MINUTE,
      lineAt: placeInLine(priorityClass, day(now)).getTime(),
      shown: null,
      naive: null,
      takenAt: null,
      leftAt: null,
      holder: null,
    }
    line.push(came)
    shownTo(came, now)
    all.push(came)
  }

  function answer(one: Working, now: number) {
    const { came, endsAt, isTaken } = one.offer!
    if (came.leftAt !== null) one.offer = null
    if (now < endsAt || one.offer === null) return
    one.offer = null
    one.missed = isTaken ? 0 : one.missed + 1
    if (isTaken) {
      came.takenAt = now
      came.holder = one.id
      one.idleSince = now
      one.talks.push({ came, endsAt: now + came.lasts })
      line = line.filter((other) => other !== came)
    } else {
      came.passed[one.id] = day(now + PASS_MS).toISOString()
      if (one.missed >= MOST_MISSED) one.pausedUntil = now + 5 * MINUTE
    }
  }

  function finish(one: Working, now: number) {
    for (const { came, endsAt } of one.talks) {
      if (endsAt > now) continue
      stretches.push({ team: came.team, minutes: (now - came.takenAt!) / MINUTE })
      one.idleSince = now
    }
    one.talks = one.talks.filter(({ endsAt }) => endsAt > now)
  }

  for (let now = 0; now < end + 120 * MINUTE; now += SECOND) {
    for (const one of people) {
      finish(one, now)
      if (one.offer) answer(one, now)
    }
    for (const one of line) if (one.leavesAt <= now) one.leftAt = now
    line = line.filter((one) => one.leftAt === null)
    for (; nextAt <= now && now < end; nextAt += dice.gap(MINUTE / perMinute[Math.min(perMinute.length - 1, Math.floor(now / 60 / MINUTE))]!)) arrive(now)
    if (line.length === 0) continue
    line.sort((a, b) => (isBefore(a, b) ? -1 : 1))
    const free = line.filter((one) => !people.some(({ offer }) => offer?.came === one))
    if (free.length === 0) continue
    for (const { work, to } of offersFor(free, onLine(now), day(now))) {
      const isTaken = dice.throwOne() >= 0.05
      people.find(({ id }) => id === to)!.offer = {
        came: work as Came,
        isTaken,
        endsAt: now + (isTaken ? 3 * SECOND + dice.throwOne() * 9 * SECOND : OFFER_MS),
      }
    }
  }
  return all
}

export const isBefore = (a: Came, b: Came): boolean => (a.lineAt !== b.lineAt ? a.lineAt < b.lineAt : a.at !== b.at ? a.at < b.at : a.id < b.id)
