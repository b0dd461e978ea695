import { deriveKey, hmac } from './primitives.ts'
import { stemOf } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { eachQueryWord, eachWord } from './words.ts'

/** A text keeps at most so many stems: 600 characters have about 90, a page 400. */
export const MOST_STEMS = 512
const HOT_WORDS = 60_000
const DROPPED = 0n // no HMAC is taken for a dropped word; a true HMAC of 0 has a chance of 2^-64 and would only lose one stem

/** One version of the index key: what turns a normalised value or a word into something a dump tells nothing about. */
export class KeyedIndex {
  readonly version: number
  readonly #key: Buffer
  readonly #stemKey: Buffer
  readonly #fieldKeys = new Map<string, Buffer>()
  // Words repeat: two generations of word -> keyed stem, the older dropped whole when the newer is full (cheaper than a strict LRU).
  #hot = new Map<string, bigint>()
  #warm = new Map<string, bigint>()

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

  /** Distinct keyed stems of a text in rising order, stop words left out; the first 512 distinct ones of a longer text. */
  stems(text: string): bigint[] {
    const found = new Set<bigint>()
    eachWord(text, (word, whole) => {
      const stem = this.#keyedStem(word, whole)
      if (stem !== DROPPED && found.size < MOST_STEMS) found.add(stem)
    })
    return sorted(found)
  }

  /**
   * Keyed stems all of which a text must have to be found. Stop words are left out unless there is nothing else: then they stay
   * and find nothing, where an empty list would find everything. Only a query without any word gives an empty list.
   */
  queryStems(text: string): bigint[] {
    const found = new Set<bigint>()
    const all: string[] = []
    eachQueryWord(text, (word, whole) => {
      all.push(word)
      const stem = this.#keyedStem(word, whole)
      if (stem !== DROPPED && found.size < MOST_STEMS) found.add(stem)
    })
    if (found.size === 0) for (const word of all.slice(0, MOST_STEMS)) found.add(this.#keyed(word))
    return sorted(found)
  }

  #keyed(stem: string): bigint {
    return hmac(this.#stemKey, stem).readBigInt64BE()
  }

  #keyedStem(word: string, whole: boolean): bigint {
    if (whole) return this.#keyed(word)
    let stem = this.#hot.get(word)
    if (stem !== undefined) return stem
    stem = this.#warm.get(word)
    if (stem === undefined) {
      const isLoneLetter = word.length === 1 && !(word >= '0' && word <= '9')
      stem = isLoneLetter || STOP_WORDS.has(word) ? DROPPED : this.#keyed(stemOf(word))
    }
    if (this.#hot.size >= HOT_WORDS / 2) {
      this.#warm = this.#hot
      this.#hot = new Map()
    }
    this.#hot.set(word, stem)
    return stem
  }
}

/** PostgreSQL's bigint is signed, so the order is too. A typed array sorts numbers without calling back. */
const sorted = (stems: Set<bigint>): bigint[] => Array.from(BigInt64Array.from(stems).sort())
