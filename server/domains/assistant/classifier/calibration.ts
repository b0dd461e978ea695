/** How sharply scores become probabilities: p is softmax(sharpness x score). */
export function probabilities(scores: Float64Array | readonly number[], count: number, sharpness: number): Float64Array {
  const p = new Float64Array(count)
  let highest = Number.NEGATIVE_INFINITY
  for (let k = 0; k < count; k++) highest = Math.max(highest, scores[k]!)
  let sum = 0
  for (let k = 0; k < count; k++) sum += p[k] = Math.exp(sharpness * (scores[k]! - highest))
  for (let k = 0; k < count; k++) p[k]! /= sum
  return p
}

/** More texts move the sharpness by less than it matters. */
const ENOUGH = 1500

/** The sharpness with which held-out texts are least surprising. */
export function sharpnessOf(scores: readonly Float64Array[], answers: Int32Array, count: number): number {
  const step = Math.ceil(scores.length / ENOUGH)
  const loss = (sharpness: number) => {
    let sum = 0
    for (let text = 0; text < scores.length; text += step) sum -= Math.log(Math.max(1e-12, probabilities(scores[text]!, count, sharpness)[answers[text]!]!))
    return sum
  }
  let [low, high] = [0.2, 20]
  for (let i = 0; i < 16; i++) {
    const [left, right] = [low + (high - low) * 0.382, low + (high - low) * 0.618]
    if (loss(left) < loss(right)) high = right
    else low = left
  }
  return (low + high) / 2
}

/** A line between two kinds by a few measures: the chance is sigmoid(bias + weights x measures). */
export type Line = { bias: number; weights: number[] }

export const chance = ({ bias, weights }: Line, measures: readonly number[]): number =>
  1 / (1 + Math.exp(-weights.reduce((sum, weight, i) => sum + weight * measures[i]!, bias)))

/** Logistic regression by Newton's steps; both kinds weigh alike, however many there are. Answers null when one kind is missing. */
export function lineBetween(measures: readonly (readonly number[])[], isSuch: readonly boolean[]): Line | null {
  const such = isSuch.filter(Boolean).length
  if (such === 0 || such === isSuch.length) return null
  const width = measures[0]!.length + 1
  let beta = new Array<number>(width).fill(0)
  for (let step = 0; step < 25; step++) {
    const gradient = new Array<number>(width).fill(0)
    const curve = Array.from({ length: width }, (_, i) => new Array<number>(width).fill(0).map((_, j) => (i === j ? 0.05 : 0)))
    measures.forEach((own, text) => {
      const x = [1, ...own]
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * beta[i]!, 0)))
      const weight = 0.5 / (isSuch[text] ? such : isSuch.length - such)
      for (let i = 0; i < width; i++) {
        gradient[i]! += weight * ((isSuch[text] ? 1 : 0) - p) * x[i]!
        for (let j = 0; j < width; j++) curve[i]![j]! += weight * Math.max(0.02, p * (1 - p)) * x[i]! * x[j]!
      }
    })
    const move = solved(
      curve,
      gradient.map((value, i) => value - (i === 0 ? 0 : 0.002 * beta[i]!)),
    )
    beta = beta.map((value, i) => value + move[i]!)
  }
  return { bias: beta[0]!, weights: beta.slice(1) }
}

/** Gauss with pivots, for a handful of unknowns. */
function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let i = 0; i < rows.length; i++) {
    const best = rows.slice(i).reduce((most, row, j) => (Math.abs(row[i]!) > Math.abs(rows[most]![i]!) ? i + j : most), i)
    const kept = rows[i]!
    rows[i] = rows[best]!
    rows[best] = kept
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue
      const factor = rows[j]![i]! / rows[i]![i]!
      for (let k = i; k < rows[i]!.length; k++) rows[j]![k]! -= factor * rows[i]![k]!
    }
  }
  return rows.map((row, i) => row[rows.length]! / row[i]!)
}
