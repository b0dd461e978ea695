import { normalised } from '../language/normalise.ts'
import { repaired } from '../language/repaired.ts'
import { guess, type Model } from './model.ts'

/** How a model does on texts with known labels. Shares are of the texts that are in scope; null where there was nothing to measure. */
export type Scores = { texts: number; top1: number | null; top3: number | null; outOfScopeTexts: number; outOfScopeAuroc: number | null }

/** `outside` are the labels that stand for out of scope: they are not counted as topics but against them. */
export function scoresOn(model: Model, texts: readonly { text: string; label: string }[], outside: readonly string[] = ['out_of_scope', 'oos']): Scores {
  let [right, among] = [0, 0]
  const strange: number[] = []
  const ours: number[] = []
  for (const { text, label } of texts) {
    const { topics, outOfScope } = guess(model, normalised(repaired(text, model.languages).text).text)
    if (outside.includes(label)) {
      strange.push(outOfScope)
      continue
    }
    ours.push(outOfScope)
    if (topics[0]?.topic === label) right++
    if (topics.slice(0, 3).some(({ topic }) => topic === label)) among++
  }
  const share = (count: number) => (ours.length === 0 ? null : count / ours.length)
  return { texts: ours.length, top1: share(right), top3: share(among), outOfScopeTexts: strange.length, outOfScopeAuroc: auroc(strange, ours) }
}

/** How often a stranger's text scores higher than one of ours; ties count half. By ranks, so that thousands are no matter. */
export function auroc(high: readonly number[], low: readonly number[]): number | null {
  if (high.length === 0 || low.length === 0) return null
  const all = [...high.map((value) => ({ value, isHigh: true })), ...low.map((value) => ({ value, isHigh: false }))].sort((a, b) => a.value - b.value)
  let ranks = 0
  for (let i = 0; i < all.length; ) {
    let end = i
    while (end < all.length && all[end]!.value === all[i]!.value) end++
    const middle = (i + 1 + end) / 2
    for (let j = i; j < end; j++) if (all[j]!.isHigh) ranks += middle
    i = end
  }
  return (ranks - (high.length * (high.length + 1)) / 2) / (high.length * low.length)
}
