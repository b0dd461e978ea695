import type { Vector } from '../features/vectors.ts'

/** One weight for each feature and class, class by class beside each other; the last row is the bias. */
export type Weights = { values: Float32Array; classes: number; features: number }

export type Training = {
  vectors: readonly Vector[]
  /** 1 where the text belongs to the class, else 0: texts times classes. A text may belong to several or none. */
  belongs: Uint8Array
  classes: number
  features: number
  /** Cost of a mistake. Few features are shared, so little is gained above 1. */
  cost: number
  /** Cost of a missed member, as a multiple; of all classes, or of each. */
  memberCost: number | readonly number[]
  rounds: number
}

/** Repeatable, so that the same texts always give the same model. */
function shuffler(seed: number): (list: Int32Array) => void {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  return (list) => {
    for (let i = list.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1))
      const kept = list[i]!
      list[i] = list[j]!
      list[j] = kept
    }
  }
}

/** What the bias counts as in the length of a text. */
const BIAS = 1

export type Trained = { weights: Weights; alphas: Float32Array }

/**
 * One-vs-rest support vector machines with squared hinge loss, all classes at once by dual coordinate descent (Hsieh et al. 2008). The
 * texts of `only` take part; `from` is where to begin: an earlier solution makes the next one near. Memory: features x classes x 4 bytes.
 */
export function trained({ vectors, belongs, classes, features, cost, memberCost, rounds }: Training, only: Int32Array, from?: Trained): Trained {
  const values = from ? from.weights.values.slice() : new Float32Array((features + 1) * classes)
  const alphas = from ? from.alphas.slice() : new Float32Array(vectors.length * classes)
  const order = only.slice()
  const shuffle = shuffler(20_261_125)
  const scores = new Float64Array(classes)
  const steps = new Float64Array(classes)
  if (from) takeOut(values, alphas, vectors, belongs, classes, features, new Set(only))
  for (let round = 0; round < rounds; round++) {
    shuffle(order)
    let largest = 0
    for (let n = 0; n < order.length; n++) {
      const text = order[n]!
      const { at, values: own } = vectors[text]!
      scoresOf(values, at, own, classes, features, scores)
      let moved = false
      for (let k = 0; k < classes; k++) {
        const isMember = belongs[text * classes + k] === 1
        const sign = isMember ? 1 : -1
        const slack = 1 / (2 * cost * (isMember ? (typeof memberCost === 'number' ? memberCost : memberCost[k]!) : 1))
        const alpha = alphas[text * classes + k]!
        const gradient = sign * scores[k]! - 1 + slack * alpha
        const next = Math.max(0, alpha - gradient / (1 + BIAS * BIAS + slack))
        const step = next - alpha
        if (step > 1e-6 || step < -1e-6) {
          alphas[text * classes + k] = next
          steps[k] = step * sign
          moved = true
          const size = Math.abs(step)
          if (size > largest) largest = size
        } else steps[k] = 0
      }
      if (moved) addTo(values, at, own, classes, features, steps)
    }
    if (largest < 0.02) break
  }
  return { weights: { values, classes, features }, alphas }
}

/** Scores of one text for all classes, written into `into`. */
export function scoresOf(weights: Float32Array, at: Int32Array, own: Float32Array, classes: number, features: number, into: Float64Array): void {
  for (let k = 0; k < classes; k++) into[k] = weights[features * classes + k]! * BIAS
  for (let i = 0; i < at.length; i++) {
    const value = own[i]!
    const base = at[i]! * classes
    for (let k = 0; k < classes; k++) into[k]! += value * weights[base + k]!
  }
}

function addTo(weights: Float32Array, at: Int32Array, own: Float32Array, classes: number, features: number, steps: Float64Array): void {
  for (let i = 0; i < at.length; i++) {
    const value = own[i]!
    const base = at[i]! * classes
    for (let k = 0; k < classes; k++) weights[base + k]! += value * steps[k]!
  }
  for (let k = 0; k < classes; k++) weights[features * classes + k]! += BIAS * steps[k]!
}

/** Takes back what texts that do not take part had added. */
function takeOut(
  weights: Float32Array,
  alphas: Float32Array,
  vectors: readonly Vector[],
  belongs: Uint8Array,
  classes: number,
  features: number,
  kept: ReadonlySet<number>,
): void {
  const steps = new Float64Array(classes)
  vectors.forEach(({ at, values: own }, text) => {
    if (kept.has(text)) return
    for (let k = 0; k < classes; k++) {
      steps[k] = -alphas[text * classes + k]! * (belongs[text * classes + k] === 1 ? 1 : -1)
      alphas[text * classes + k] = 0
    }
    addTo(weights, at, own, classes, features, steps)
  })
}
