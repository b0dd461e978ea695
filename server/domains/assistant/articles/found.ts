import { type Catalogue, queryVector, stemsOf } from './catalogue.ts'

export type Found = { id: string; topic: string; score: number; cosine: number }

const [SATURATION, LENGTH] = [1.2, 0.5]
/** How the parts add up; each is brought to 0..1 first. */
export type Blend = { words: number; likeness: number; neighbours: number; topic: number }
export const DEFAULT_BLEND: Blend = { words: 0.35, likeness: 1, neighbours: 0.5, topic: 0.6 }

/**
 * The entries nearest to a normalised question, best first: BM25 over words, likeness to the nearest wording (cosine), to its few nearest
 * wordings together, and how probable the entry's topic is. `cosine` tells alone whether anything was near at all.
 */
export function found(catalogue: Catalogue, question: string, topics: ReadonlyMap<string, number> = new Map(), blend: Blend = DEFAULT_BLEND): Found[] {
  const { entries } = catalogue
  const words = wordScores(catalogue, question)
  const { nearest, together } = likenesses(catalogue, question)
  const [mostWords, mostTogether] = [Math.max(...words, 1e-9), Math.max(...together, 1e-9)]
  return entries
    .map(({ id, topic }, entry) => ({
      id,
      topic,
      cosine: nearest[entry]!,
      score:
        (blend.words * words[entry]!) / mostWords +
        blend.likeness * nearest[entry]! +
        (blend.neighbours * together[entry]!) / mostTogether +
        blend.topic * (topics.get(topic) ?? 0),
    }))
    .sort((a, b) => b.score - a.score)
}

function wordScores({ entries, byStem, lengths, meanLength }: Catalogue, question: string): Float64Array {
  const scores = new Float64Array(entries.length)
  for (const stem of new Set(stemsOf(question))) {
    const posting = byStem.get(stem)
    if (posting === undefined) continue
    const rarity = Math.log(1 + (entries.length - posting.at.length + 0.5) / (posting.at.length + 0.5))
    posting.at.forEach((entry, i) => {
      const times = posting.values[i]!
      scores[entry]! += (rarity * times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH + (LENGTH * lengths[entry]!) / meanLength))
    })
  }
  return scores
}

/** The farther of an entry's wordings count less: a half, a quarter and so on, by their squares, so that near ones weigh most. */
const FADE = 0.5

function likenesses(catalogue: Catalogue, question: string): { nearest: Float64Array; together: Float64Array } {
  const { entries, entryOf, byFeature } = catalogue
  const ofWordings = new Float64Array(entryOf.length)
  const { at, values } = queryVector(catalogue, question)
  for (let i = 0; i < at.length; i++) {
    const posting = byFeature.get(at[i]!)
    if (posting === undefined) continue
    const own = values[i]!
    for (let n = 0; n < posting.at.length; n++) ofWordings[posting.at[n]!]! += own * posting.values[n]!
  }
  const nearest = new Float64Array(entries.length)
  const together = new Float64Array(entries.length)
  const order = [...ofWordings.keys()].filter((wording) => ofWordings[wording]! > 0).sort((a, b) => ofWordings[b]! - ofWordings[a]!)
  const seen = new Float64Array(entries.length).fill(1)
  for (const wording of order) {
    const entry = entryOf[wording]!
    const cosine = ofWordings[wording]!
    if (nearest[entry] === 0) nearest[entry] = cosine
    together[entry]! += seen[entry]! * cosine * cosine
    seen[entry]! *= FADE
  }
  return { nearest, together }
}
