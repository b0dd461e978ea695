import { hashOf } from '../features/hash.ts'
import { withoutNumbers } from '../language/normalise.ts'
import { rememberedStem, wordsOf } from '../language/words.ts'
import type { Entry } from './entry.ts'

/** What has a feature, and how much of it. */
export type Postings = Map<number, { at: number[]; values: number[] }>

/** For BM25: in which entries a stem stands and how often, the lengths, the mean length. */
export type WordIndex = { byStem: Postings; lengths: Float64Array; meanLength: number }

/** A word of the answer counts as half a word of the question. */
const ANSWER = 0.5
const STEM = 7
const [SATURATION, LENGTH] = [1.2, 0.5]

const stemsOf = (text: string): number[] => wordsOf(withoutNumbers(text)).map((word) => hashOf(rememberedStem(word), STEM))

export function posted(postings: Postings, key: number, at: number, value: number): void {
  const there = postings.get(key)
  if (there === undefined) postings.set(key, { at: [at], values: [value] })
  else {
    there.at.push(at)
    there.values.push(value)
  }
}

export function wordIndexOf(entries: readonly Entry[]): WordIndex {
  const byStem: Postings = new Map()
  const lengths = new Float64Array(entries.length)
  entries.forEach(({ wordings, text }, entry) => {
    const counts = new Map<number, number>()
    const count = (words: string, weight: number) => {
      for (const stem of stemsOf(words)) counts.set(stem, (counts.get(stem) ?? 0) + weight)
    }
    for (const wording of wordings) count(wording, 1)
    count(text, ANSWER)
    for (const [stem, times] of counts) {
      posted(byStem, stem, entry, times)
      lengths[entry]! += times
    }
  })
  return { byStem, lengths, meanLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, entries.length) }
}

/** BM25 of each entry, the best brought to 1. */
export function wordScores({ byStem, lengths, meanLength }: WordIndex, question: string): Float64Array {
  const scores = new Float64Array(lengths.length)
  for (const stem of new Set(stemsOf(question))) {
    const posting = byStem.get(stem)
    if (posting === undefined) continue
    const rarity = Math.log(1 + (lengths.length - posting.at.length + 0.5) / (posting.at.length + 0.5))
    posting.at.forEach((entry, i) => {
      const times = posting.values[i]!
      scores[entry]! += (rarity * times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH + (LENGTH * lengths[entry]!) / meanLength))
    })
  }
  const most = scores.reduce((best, score) => Math.max(best, score), 0)
  return most === 0 ? scores : scores.map((score) => score / most)
}
