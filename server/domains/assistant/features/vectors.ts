import { type Extracted, KINDS } from './extracted.ts'

/** Sparse and of length 1; `known` is the share of the text's weight that the vocabulary has. */
export type Vector = { at: Int32Array; values: Float32Array; known: number }

/** Which features count and how rare each is. Position in `hashes` is the feature's number. */
export type Vocabulary = { hashes: Uint32Array; rarity: Float32Array; number: Map<number, number>; unknownRarity: number }

export type Weighing = {
  /** Of each kind, in the order of KINDS. */
  weights: readonly number[]
  /** Features of fewer texts are left out; of each kind. */
  fewest: readonly number[]
}

/** For any set of texts; our lexicon says less about strangers' subjects. */
export const DEFAULT_WEIGHING: Weighing = { weights: [1, 1, 0.5, 0.25], fewest: [1, 2, 1, 2] }
/** For our own subjects, which the lexicon was written for; thousands of phrases can spare what only two of them have. */
export const OWN_WEIGHING: Weighing = { weights: [1, 1, 0.7, 0.4], fewest: [2, 3, 1, 3] }

export const vocabulary = (hashes: Uint32Array, rarity: Float32Array, unknownRarity: number): Vocabulary => ({
  hashes,
  rarity,
  number: new Map(Array.from(hashes, (hash, i) => [hash, i])),
  unknownRarity,
})

/** Rarity is the smoothed inverse document frequency. */
export function vocabularyOf(texts: readonly Extracted[], { fewest }: Weighing): Vocabulary {
  const inTexts = KINDS.map(() => new Map<number, number>())
  for (const kinds of texts)
    kinds.forEach((features, kind) => {
      const counts = inTexts[kind]!
      for (const hash of features.keys()) counts.set(hash, (counts.get(hash) ?? 0) + 1)
    })
  const hashes: number[] = []
  const rarity: number[] = []
  inTexts.forEach((counts, kind) => {
    for (const [hash, seen] of counts)
      if (seen >= fewest[kind]!) {
        hashes.push(hash)
        rarity.push(Math.log((1 + texts.length) / (1 + seen)) + 1)
      }
  })
  return vocabulary(Uint32Array.from(hashes), Float32Array.from(rarity), Math.log(1 + texts.length) + 1)
}

/** Each kind is brought to its weight first, so that long words do not drown ideas; then the whole to length 1. */
export function vectorOf(kinds: Extracted, { number, rarity, unknownRarity }: Vocabulary, { weights }: Weighing): Vector {
  const at: number[] = []
  const values: number[] = []
  let knownPart = 0
  let all = 0
  for (let kind = 0; kind < kinds.length; kind++) {
    const first = at.length
    let squares = 0
    for (const [hash, times] of kinds[kind]!) {
      const feature = number.get(hash)
      const value = (times === 1 ? 1 : 1 + Math.log(times)) * (feature === undefined ? unknownRarity : rarity[feature]!)
      if (kind < 2) all += value * value
      if (feature === undefined) continue
      if (kind < 2) knownPart += value * value
      squares += value * value
      at.push(feature)
      values.push(value)
    }
    const scale = squares === 0 ? 0 : weights[kind]! / Math.sqrt(squares)
    for (let i = first; i < values.length; i++) values[i]! *= scale
  }
  let length = 0
  for (const value of values) length += value * value
  const scale = length === 0 ? 1 : 1 / Math.sqrt(length)
  for (let i = 0; i < values.length; i++) values[i]! *= scale
  return { at: new Int32Array(at), values: new Float32Array(values), known: all === 0 ? 0 : knownPart / all }
}
