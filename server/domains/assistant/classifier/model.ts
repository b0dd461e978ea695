import type { Lexicon } from '../features/concepts.ts'
import { type Extracted, extracted } from '../features/extracted.ts'
import { type Vector, type Vocabulary, vectorOf, type Weighing } from '../features/vectors.ts'
import type { Languages } from '../language/repaired.ts'
import { chance, type Line, probabilities } from './calibration.ts'
import type { Threshold } from './thresholds.ts'

/** Everything that was learned from one set of texts, apart from the texts themselves. */
export type Model = {
  /** SHA-like name of the texts and settings it was made of: the same data give the same model. */
  version: string
  labels: readonly string[]
  /** The label of what is none of our business, if the texts had one. */
  outside: string | null
  lexicon: Lexicon
  lexiconText: string
  vocabulary: Vocabulary
  weighing: Weighing
  /** Rows of features, the bias last; columns of labels, and one more for "needs a person" when `human` is there. A score is value x scale. */
  weights: Int8Array
  scales: Float32Array
  sharpness: number
  scope: Line | null
  human: { line: Line; atLeast: number } | null
  thresholds: ReadonlyMap<string, Threshold>
  languages: Languages
}

export type Guess = {
  /** All labels, the most probable first. */
  topics: { topic: string; p: number }[]
  /** 0: surely ours, 1: surely not. */
  outOfScope: number
  /** How probably a person is needed, as far as words alone tell; null when the texts said nothing of it. */
  human: number | null
  /** Share of the text's weight, words and parts of words, that the texts learned from had. */
  known: number
}

export const columnsOf = ({ labels, human }: Pick<Model, 'labels' | 'human'>): number => labels.length + (human === null ? 0 : 1)

/** Scores of all columns for one vector. */
export function scored({ weights, scales }: Pick<Model, 'weights' | 'scales'>, { at, values }: Vector): Float64Array {
  const columns = scales.length
  const scores = new Float64Array(columns)
  const bias = weights.length - columns
  for (let k = 0; k < columns; k++) scores[k] = weights[bias + k]!
  for (let i = 0; i < at.length; i++) {
    const base = at[i]! * columns
    const value = values[i]!
    for (let k = 0; k < columns; k++) scores[k]! += value * weights[base + k]!
  }
  for (let k = 0; k < columns; k++) scores[k]! *= scales[k]!
  return scores
}

/** What tells a stranger's subject: how it stands to ours, how sure the best is, how far the next, how many of the words we know. */
export function scopeMeasures(scores: Float64Array, labels: readonly string[], outside: string | null, known: number): number[] {
  let [best, second, background] = [-2, -2, -1]
  for (let k = 0; k < labels.length; k++) {
    const score = scores[k]!
    if (labels[k] === outside) background = score
    else if (score > best) [best, second] = [score, best]
    else if (score > second) second = score
  }
  return [background - best, -best, second - best, 1 - known]
}

/** Without texts of strangers to learn from, these weights are as good as any. */
const BLIND: Line = { bias: -1, weights: [0, 2, 0.5, 2] }

/** What a normalised text is about; `features` are those of the text, for who has them already. */
export function guess(model: Model, text: string, features: Extracted = extracted(text, model.lexicon)): Guess {
  const vector = vectorOf(features, model.vocabulary, model.weighing)
  const scores = scored(model, vector)
  const { labels, outside, human } = model
  const p = probabilities(scores, labels.length, model.sharpness)
  const topics = labels.map((topic, k) => ({ topic, p: p[k]! })).sort((a, b) => b.p - a.p)
  const outOfScope = chance(model.scope ?? BLIND, scopeMeasures(scores, labels, outside, vector.known))
  return { topics, outOfScope, human: human === null ? null : chance(human.line, [scores[labels.length]!]), known: vector.known }
}
