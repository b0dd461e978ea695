import { formKinds, type Topic, topics } from '#contract/topics'
import { planted, vocabulary } from './forms.ts'
import { names, small, surnames } from './lemmas.ts'

export interface MadeMessage {
  at: Date
  from: 'citizen' | 'staff'
  text: string
}
export interface MadeRequest {
  subject: string
  description: string
  name: string
  /** E.164 of a code that no operator has. */
  phone: string
  email: string
  topic: Topic
  kind: (typeof formKinds)[number]
  receivedAt: Date
  status: 'registered' | 'in_progress' | 'waiting_citizen' | 'resolved' | 'closed' | 'declined'
  endedAt: Date | null
  messages: MadeMessage[]
  /** Files again as a person of an earlier request, in the same browser. */
  repeats: boolean
}

/** mulberry32: small, fast, the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Zipf with Mandelbrot's shift: the word of rank r with the weight 1 / (r + 2.7). */
const cumulative = (() => {
  let sum = 0
  const upTo = vocabulary.map((_, rank) => (sum += 1 / (rank + 2.7)))
  return Float64Array.from(upTo, (value) => value / sum)
})()
function rankAt(share: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (cumulative[middle]! < share) low = middle + 1
    else high = middle
  }
  return low
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!
const word = (random: () => number): string => pick(random, vocabulary[rankAt(random())]!)

/** Running text of about `length` characters: sentences of 6 to 16 words, a third of them small ones, here and there a date or a number. */
function text(random: () => number, length: number, extra: readonly string[] = []): string {
  let written = ''
  const left = [...extra]
  while (written.length < length) {
    const words: string[] = []
    const count = 6 + Math.floor(random() * 11)
    for (let i = 0; i < count; i++) words.push(random() < 0.33 ? pick(random, small) : word(random))
    if (left.length) words.splice(1 + Math.floor(random() * words.length), 0, left.pop()!)
    if (random() < 0.12)
      words.push(`${1 + Math.floor(random() * 28)}.${String(1 + Math.floor(random() * 12)).padStart(2, '0')}.${2024 + Math.floor(random() * 3)}`)
    if (random() < 0.08) words.push(String(100 + Math.floor(random() * 90_000)))
    const sentence = words.join(' ')
    written += `${written ? ' ' : ''}${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`
  }
  return written
}

/** How many requests each rare word stands in, whatever the size of the store. */
export const RARE_HITS = 35
export const MIDDLE_SHARE = 0.001
export const COMMON_SHARE = 0.01

function plantedIn(random: () => number, total: number): string[] {
  const words: string[] = []
  const take = (from: readonly string[][], share: number) => {
    // The expected number of words of this list in one text is below one: one throw decides.
    if (random() < share * from.length) words.push(pick(random, pick(random, from)))
  }
  take(planted.rare, RARE_HITS / total)
  take(planted.middle, MIDDLE_SHARE)
  take(planted.common, COMMON_SHARE)
  return words
}

const DAY = 86_400_000
export const FIRST_DAY = Date.UTC(2025, 1, 3)

/** When request `index` of `total` came: the store fills evenly up to an hour before `end`, mostly in daytime. */
function receivedAt(random: () => number, index: number, total: number, end: number): Date {
  const span = end - 3_600_000 - FIRST_DAY
  return new Date(Math.min(end - 3_600_000, FIRST_DAY + Math.floor((span * index) / total) + Math.floor(random() * 600_000)))
}

/** Share of requests still open, whatever their age. */
export const OPEN_SHARE = 0.055

/** Request `index` of a store of `total`: the same on every call. `end` is the moment the store was filled, in ms. */
export function requestOf(index: number, total: number, end: number): MadeRequest {
  const random = randomFrom(index * 2_654_435_761 + 12_345)
  for (let i = 0; i < 3; i++) random()
  const at = receivedAt(random, index, total, end)
  const open = random() < OPEN_SHARE
  const r = random()
  const status = open ? (r < 0.3 ? 'registered' : r < 0.85 ? 'in_progress' : 'waiting_citizen') : r < 0.9 ? 'closed' : r < 0.95 ? 'resolved' : 'declined'
  const surname = pick(random, surnames)
  const number = 1_000_000 + Math.floor(random() * 8_999_999)
  const messages: MadeMessage[] = []
  const say = (from: MadeMessage['from'], hours: number) => {
    const when = new Date(Math.min(end - 1000, at.getTime() + Math.floor(hours * 3_600_000)))
    messages.push({ at: when, from, text: text(random, 150 + random() * 400) })
  }
  if (status !== 'registered' && random() < 0.7) {
    say('staff', 1 + random() * 20)
    if (random() < 0.35) {
      say('citizen', 22 + random() * 20)
      say('staff', 44 + random() * 20)
    }
  }
  return {
    subject: text(random, 20 + random() * 25)
      .slice(0, 110)
      .replace(/\s\S*$/, ''),
    description: text(random, 480 + random() * 160, plantedIn(random, total)),
    name: `${surname} ${pick(random, names)}`,
    phone: `+7000${String(number)}`,
    email: `citizen${index}@mail.example`,
    topic: pick(
      random,
      topics.filter((topic) => topic !== 'account.suspicious'),
    ),
    kind: pick(random, formKinds),
    receivedAt: at,
    status,
    endedAt: status === 'closed' || status === 'declined' ? new Date(Math.min(end - 1000, at.getTime() + DAY * (2 + random() * 4))) : null,
    messages,
    repeats: index > 0 && random() < 0.15,
  }
}

/** A request as somebody types it into the form now. */
export function typedRequest(seed: number): MadeRequest {
  return { ...requestOf(seed, 1_000_000_000, Date.now()), email: `typed${seed}@mail.example` }
}
/** Words of an answer; one that seems to ask for a code or a password would be refused (PHISH-4), so those words are left out. */
export const typedReply = (seed: number): string =>
  text(randomFrom(seed), 300)
    .split(' ')
    .filter((one) => !/код|парол/i.test(one))
    .join(' ')

/** A form of a word of this frequency, as somebody would look for it. */
export function searched(kind: keyof typeof planted, seed: number): string {
  const random = randomFrom(seed + 77)
  random()
  return pick(random, pick(random, planted[kind]))
}
