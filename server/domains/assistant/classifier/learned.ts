import { lexiconOf } from '../features/concepts.ts'
import { extracted } from '../features/extracted.ts'
import { DEFAULT_WEIGHING, vectorOf, vocabularyOf, type Weighing } from '../features/vectors.ts'
import { withoutNumbers } from '../language/normalise.ts'
import { languagesOf } from '../language/repaired.ts'
import { chance, lineBetween, probabilities, sharpnessOf } from './calibration.ts'
import { type Example, foldsOf } from './folds.ts'
import { type Model, scopeMeasures } from './model.ts'
import { scoresOf, trained, type Weights } from './svm.ts'
import { type Judged, thresholdsOf } from './thresholds.ts'

export type Settings = {
  lexiconText: string
  /** Texts that teach words and letters beside the examples: articles. */
  moreTexts?: readonly string[]
  weighing?: Weighing
  cost?: number
  memberCost?: number
  rounds?: number
  /** Held-out parts; the scores of each part come from the others. */
  folds?: number
  /** Wanted share of right answers among those given alone, and of right offers of three. */
  precision?: { answer: number; suggest: number }
}

/** Names that data sets give to what is none of their subjects. */
const OUTSIDE = ['out_of_scope', 'oos']
/** Of texts that need nobody, this share may be handed over by words alone. */
const FALSE_HAND_OVERS = 0.08

/**
 * Learns from examples. Probabilities, thresholds and the chance of being out of scope come from scores of held-out groups, never from
 * texts that the scores were learned on. Deterministic.
 */
export function learned(examples: readonly Example[], version: string, settings: Settings): Model {
  const { lexiconText, moreTexts = [], weighing = DEFAULT_WEIGHING, cost = 1, memberCost = 1, rounds = 6, folds = 3, precision } = settings
  const lexicon = lexiconOf(lexiconText)
  const labels = [...new Set(examples.map(({ label }) => label))]
  const outside = OUTSIDE.find((name) => labels.includes(name)) ?? null
  const features = examples.map(({ text }) => extracted(withoutNumbers(text), lexicon))
  const vocabulary = vocabularyOf(features, weighing)
  const vectors = features.map((one) => vectorOf(one, vocabulary, weighing))

  const knowsHuman = examples.some(({ needsHuman }) => needsHuman)
  const columns = labels.length + (knowsHuman ? 1 : 0)
  const belongs = new Uint8Array(examples.length * columns)
  const number = new Map(labels.map((label, k) => [label, k]))
  const answers = Int32Array.from(examples, ({ label }) => number.get(label)!)
  examples.forEach(({ needsHuman }, text) => {
    belongs[text * columns + answers[text]!] = 1
    if (needsHuman) belongs[text * columns + labels.length] = 1
  })
  const training = { vectors, belongs, classes: columns, features: vocabulary.hashes.length, cost, memberCost, rounds }
  const whole = trained(training, Int32Array.from(examples.keys()))

  const fold = foldsOf(examples, folds)
  const heldOut: Float64Array[] = new Array(examples.length)
  for (let part = 0; part < folds; part++) {
    const others = Int32Array.from(examples.keys()).filter((text) => fold[text] !== part)
    const { weights } = trained({ ...training, rounds: Math.ceil(rounds / 2) }, others, whole)
    vectors.forEach(({ at, values }, text) => {
      if (fold[text] !== part) return
      heldOut[text] = new Float64Array(columns)
      scoresOf(weights.values, at, values, columns, training.features, heldOut[text])
    })
  }

  const sharpness = sharpnessOf(heldOut, answers, labels.length)
  const measures = heldOut.map((scores, text) => scopeMeasures(scores, labels, outside, vectors[text]!.known))
  const isOutside = examples.map(({ label }) => label === outside)
  const humanLine = knowsHuman
    ? lineBetween(
        heldOut.map((scores) => [scores[labels.length]!]),
        examples.map(({ needsHuman }) => needsHuman),
      )
    : null
  const human = humanLine && {
    line: humanLine,
    atLeast: upperQuantile(
      heldOut.flatMap((scores, text) => (examples[text]!.needsHuman ? [] : [chance(humanLine, [scores[labels.length]!])])),
      FALSE_HAND_OVERS,
    ),
  }
  const judged = heldOut.map((scores, text) => judgedOf(probabilities(scores, labels.length, sharpness), labels, answers[text]!))
  const kept = human ? whole.weights : { ...whole.weights, values: withoutColumns(whole.weights, labels.length), classes: labels.length }
  return {
    version,
    labels,
    outside,
    lexicon,
    lexiconText,
    vocabulary,
    weighing,
    ...inBytes(kept),
    sharpness,
    scope: outside === null ? null : lineBetween(measures, isOutside),
    human,
    thresholds: thresholdsOf(judged, labels, precision),
    languages: languagesOf([...examples.map(({ text }) => text), ...moreTexts]),
  }
}

function judgedOf(p: Float64Array, labels: readonly string[], answer: number): Judged {
  const order = [...p.keys()].sort((a, b) => p[b]! - p[a]!)
  const three = order.slice(0, 3)
  return {
    topic: labels[order[0]!]!,
    p: p[order[0]!]!,
    isRight: order[0] === answer,
    pOfThree: three.reduce((sum, k) => sum + p[k]!, 0),
    isAmongThree: three.includes(answer),
  }
}

function withoutColumns({ values, classes }: Weights, kept: number): Float32Array {
  return classes === kept ? values : values.filter((_, i) => i % classes < kept)
}

function upperQuantile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => b - a)
  return ordered[Math.floor(ordered.length * share)] ?? 1
}

/** A byte a weight, each column by its own scale: no score moves by more than a few hundredths. */
function inBytes({ values, classes }: Weights): { weights: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(classes)
  for (let i = 0, k = 0; i < values.length; i++, k = k + 1 === classes ? 0 : k + 1) scales[k] = Math.max(scales[k]!, Math.abs(values[i]!))
  for (let k = 0; k < classes; k++) scales[k] = (scales[k]! || 1) / 127
  const weights = new Int8Array(values.length)
  for (let i = 0, k = 0; i < values.length; i++, k = k + 1 === classes ? 0 : k + 1) weights[i] = Math.round(values[i]! / scales[k]!)
  return { weights, scales }
}
