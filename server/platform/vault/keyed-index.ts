import { blocks, deriveKey, hmac } from './primitives.ts'
import { stemOf } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { eachQueryWord, eachWord } from './words.ts'

/** A text keeps at most so many stems: 600 characters have about 90, a page 400. */
export const MOST_STEMS = 512
const HOT_WORDS = 60_000
const DROPPED = 0n // nothing is kept for a dropped word; a true stem of 0 has a chance of 2^-64 and would only lose one word

const WEEK_MS = 7 * 86_400_000
/**
 * The week a text belongs to, counted from 1970. A word looks different in every week: so a search can ask for the newest weeks first and
 * costs the same in a store ten times as large, and whoever has a copy cannot follow a word through time.
 */
export const weekOf = (at: Date): number => Math.floor(at.getTime() / WEEK_MS)

/** One version of the index key: what turns a normalised value or a word into something a dump tells nothing about. */
export class KeyedIndex {
  readonly version: number
  readonly #key: Buffer
  readonly #stemKey: Buffer
  readonly #fieldKeys = new Map<string, Buffer>()
  // Words repeat: the keyed stems of two weeks stay in memory, because around midnight and in imports both are asked for.
  #hot: Known = { week: 0, words: new Map() }
  #warm: Known = { week: 0, words: new Map() }

  constructor(version: number, key: Buffer) {
    this.version = version
    this.#key = key
    this.#stemKey = deriveKey(key, 'stems')
  }

  /** 16 bytes for an exact look-up of `normalised` in `field`; equal values of two fields have nothing in common. */
  lookup(field: string, normalised: string): Buffer {
    let key = this.#fieldKeys.get(field)
    if (key === undefined) {
      key = deriveKey(this.#key, `lookup|${field}`)
      this.#fieldKeys.set(field, key)
    }
    return hmac(key, normalised).subarray(0, 16)
  }

  /** Distinct keyed stems of a text of that week in rising order, stop words left out; the first 512 distinct ones of a longer text. */
  stems(text: string, week = 0): bigint[] {
    const found = new Set<bigint>()
    eachWord(text, (word, whole) => {
      const stem = this.#known(word, whole, week)
      if (stem !== DROPPED && found.size < MOST_STEMS) found.add(stem)
    })
    return sorted(found)
  }

  /** Keyed stems of one week, all of which a text of that week must have to be found; see `queryWords`. */
  queryStems(text: string, week = 0): bigint[] {
    return sorted(new Set(this.queryWords(text).map((word) => word(week, week)[0]!)))
  }

  /**
   * What must be looked for, word by word: each answers its keyed stems from one week to another (both included), and a text must have
   * one of them for every word. Stop words are left out unless there is nothing else: then they stay and find nothing, where an empty
   * list would find everything. Only a query without any word gives an empty list.
   */
  queryWords(text: string): ((fromWeek: number, toWeek: number) => bigint[])[] {
    const stems = new Set<string>()
    const all = new Set<string>()
    eachQueryWord(text, (word, whole) => {
      all.add(word)
      if (whole) stems.add(word)
      else if (!isDropped(word)) stems.add(stemOf(word))
    })
    return [...(stems.size ? stems : all)].slice(0, MOST_STEMS).map((stem) => (from, to) => this.#keyed(stem, from, to))
  }

  /** One stem in each of these weeks: the week number under AES, by a key that is the stem's own HMAC. */
  #keyed(stem: string, fromWeek: number, toWeek: number): bigint[] {
    const count = toWeek - fromWeek + 1
    const weeks = Buffer.alloc(16 * count)
    for (let i = 0; i < count; i++) weeks.writeUInt32BE(fromWeek + i, 16 * i)
    const sealed = blocks(hmac(this.#stemKey, stem).subarray(0, 16), weeks)
    return Array.from({ length: count }, (_, i) => sealed.readBigInt64BE(16 * i))
  }

  #known(word: string, whole: boolean, week: number): bigint {
    if (whole) return this.#keyed(word, week, week)[0]!
    const known = this.#wordsOf(week)
    let stem = known.words.get(word)
    if (stem !== undefined) return stem
    stem = isDropped(word) ? DROPPED : this.#keyed(stemOf(word), week, week)[0]!
    if (known.words.size >= HOT_WORDS / 2) known.words = new Map()
    known.words.set(word, stem)
    return stem
  }

  #wordsOf(week: number): Known {
    if (this.#hot.week === week) return this.#hot
    if (this.#warm.week !== week) this.#warm = { week, words: new Map() }
    const before = this.#hot
    this.#hot = this.#warm
    this.#warm = before
    return this.#hot
  }
}

interface Known {
  week: number
  words: Map<string, bigint>
}

const isDropped = (word: string): boolean => (word.length === 1 && !(word >= '0' && word <= '9')) || STOP_WORDS.has(word)

/** PostgreSQL's bigint is signed, so the order is too. A typed array sorts numbers without calling back. */
const sorted = (stems: Set<bigint>): bigint[] => Array.from(BigInt64Array.from(stems).sort())
