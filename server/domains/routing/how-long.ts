import type { WaitRange } from './model.ts'

/** What recent work of a team tells, and who is there now. All times in minutes. */
export interface WaitFacts {
  /** How long each recent piece of work lay in somebody's hands, any order. */
  recent: readonly number[]
  /** Everybody on line for the team: how much at once, and for how long each piece in their hands has lain there. */
  people: readonly { most: number; heldFor: readonly number[] }[]
  /** Pieces of work that are served before this one. */
  ahead: number
  /** Share of those who lately left the line before their turn, 0 to 1. */
  leave: number
  /** Work a minute that lately came and would be served before this one, and for how many minutes from now such work still overtakes. */
  overtaking: { perMinute: number; minutes: number }
}

/** Fewer recent pieces of work tell nothing. */
export const FEWEST_RECENT = 5
const TRIES = 200
/** One in ten waits less than the range says, one in ten more. */
const SHARE = { from: 0.1, to: 0.9 }
/** From a free place to the employee's press on the offer. */
const HAND_MINUTES = 0.2

/**
 * An honest range of the wait; null where nobody is on line or nothing recent tells. The line is played through many times with service times
 * drawn from the recent ones; dice are fixed, so the same facts give the same range.
 */
export function waitRange(facts: WaitFacts): WaitRange | null {
  const { people, recent } = facts
  if (people.length === 0 || recent.length < FEWEST_RECENT) return null
  const dice = fixedDice()
  const sorted = [...recent].sort((a, b) => a - b)
  const hands = people.map(({ most, heldFor }) => ({ most, talks: heldFor.map((held) => underWay(sorted, held)) }))
  const waits = Array.from({ length: TRIES }, () => played(facts, hands, sorted, dice)).sort((a, b) => a - b)
  const from = Math.floor(waits[Math.floor(TRIES * SHARE.from)]!)
  return { from, to: Math.max(from + 1, Math.ceil(waits[Math.floor(TRIES * SHARE.to)]!)) }
}

interface Talk {
  held: number
  first: number
}
interface Hands {
  most: number
  talks: readonly Talk[]
}

/** One run: minutes until the turn comes. */
function played({ ahead, leave, overtaking }: WaitFacts, hands: readonly Hands[], recent: readonly number[], dice: () => number): number {
  const drawn = () => recent[Math.floor(dice() * recent.length)]!
  // Places come free at these minutes; a person over the own limit gives a place back only below it.
  const free: number[] = []
  for (const { most, talks } of hands) {
    const ends = talks.map((talk) => remaining(recent, talk, dice))
    if (ends.length > most) ends.sort((a, b) => a - b)
    for (let empty = ends.length; empty < most; empty++) free.push(0)
    for (let at = Math.max(0, ends.length - most); at < ends.length; at++) free.push(ends[at]!)
  }
  heapify(free)
  let before = 0
  for (let one = 0; one < ahead; one++) if (dice() >= leave) before++
  let nextArrival = overtaking.perMinute > 0 ? gap(overtaking.perMinute, dice) : Number.POSITIVE_INFINITY
  for (;;) {
    const at = free[0]! + HAND_MINUTES
    // Whoever came meanwhile and stands before this one.
    while (nextArrival <= Math.min(at, overtaking.minutes)) {
      if (dice() >= leave) before++
      nextArrival += gap(overtaking.perMinute, dice)
    }
    if (before === 0) return at
    before--
    free[0] = at + drawn()
    sink(free, 0)
  }
}

const gap = (perMinute: number, dice: () => number): number => -Math.log(1 - dice()) / perMinute
/** Work that has lain for `held` minutes: what of the recent lasted longer begins at `first`. One that outlasts them all ends as if it had just begun. */
function underWay(sorted: readonly number[], held: number): Talk {
  const first = sorted.findIndex((minutes) => minutes > held)
  return first < 0 ? { held: 0, first: 0 } : { held, first }
}
const remaining = (sorted: readonly number[], { held, first }: Talk, dice: () => number): number =>
  sorted[first + Math.floor(dice() * (sorted.length - first))]! - held

function heapify(heap: number[]): void {
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at)
}
function sink(heap: number[], from: number): void {
  for (let at = from; ; ) {
    const left = 2 * at + 1
    let least = at
    if (left < heap.length && heap[left]! < heap[least]!) least = left
    if (left + 1 < heap.length && heap[left + 1]! < heap[least]!) least = left + 1
    if (least === at) return
    ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
    at = least
  }
}

/** mulberry32 from one seed: no chance and no secret, only evenly spread numbers. */
function fixedDice(): () => number {
  let state = 20_261_126
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
