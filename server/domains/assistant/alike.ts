import { setImmediate as turn } from 'node:timers/promises'
import { type Extracted, extracted } from './features/extracted.ts'
import { vectorOf, vocabularyOf, type Weighing } from './features/vectors.ts'
import { normalised } from './language/normalise.ts'
import { repaired } from './language/repaired.ts'
import type { Mind } from './understood.ts'

/** Less alike than this to the first of a group: another subject. Cosine. */
const ALIKE = 0.3
/** By the texts' own words: what nobody has answered is mostly made of words that the model has never met. */
const OWN: Weighing = { weights: [1, 1, 0.5, 0], fewest: [1, 1, 1, 1] }
/** So many texts, then others have their turn. */
const AT_ONCE = 25

/** Texts that are about the same, as places in the list: the largest groups first. Each text joins the group whose first member it is most like. */
export async function alike({ model }: Mind, texts: readonly string[]): Promise<number[][]> {
  const groups: number[][] = []
  const firsts = new Map<number, { group: number; value: number }[]>()
  const features: Extracted[] = []
  for (const typed of texts) {
    if (features.length % AT_ONCE === 0) await turn()
    features.push(extracted(normalised(repaired(typed, model.languages).text).text, model.lexicon))
  }
  const vocabulary = vocabularyOf(features, OWN)
  for (let i = 0; i < texts.length; i++) {
    if (i % AT_ONCE === 0) await turn()
    const { at, values } = vectorOf(features[i]!, vocabulary, OWN)
    const near = new Float64Array(groups.length)
    at.forEach((feature, n) => {
      for (const { group, value } of firsts.get(feature) ?? []) near[group]! += value * values[n]!
    })
    const best = near.reduce((most, cosine, group) => (cosine > (near[most] ?? -1) ? group : most), -1)
    if (best >= 0 && near[best]! >= ALIKE) {
      groups[best]!.push(i)
      continue
    }
    at.forEach((feature, n) => {
      firsts.set(feature, [...(firsts.get(feature) ?? []), { group: groups.length, value: values[n]! }])
    })
    groups.push([i])
  }
  return groups.sort((a, b) => b.length - a.length)
}
