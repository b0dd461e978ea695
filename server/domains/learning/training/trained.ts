import {
  catalogueOf,
  entriesOf,
  learnedAsShipped,
  type Mind,
  mayReplace,
  packed,
  regressionResults,
  shippedExamples,
  shippedMind,
  starterArticles,
  unpacked,
  versionOf,
  withSigns,
} from '#domains/assistant/index'
import type { Judged, Verdict } from '../model.ts'

/** What a model is made of beside the phrases that come with the service. Structured clones only: it goes to a thread. */
export interface Lesson {
  taken: readonly { id: string; text: string; topic: string }[]
  /** The packed model in use; null: the one that came with the service. */
  current: Uint8Array | null
  /** Versions that have been made and judged before. */
  known: readonly string[]
}
export type Outcome = { version: string; known: true } | { version: string; known: false; file: Uint8Array; verdict: Verdict }

/** A message of a real person counts as two phrases of ours: a word of one alone is too rare to become a feature. */
const TIMES = 2

/** Learns, and judges the new model against the one in use and the one that came with the service. Takes a second or two of one processor: see in-thread.ts. */
export function trained({ taken, current, known }: Lesson): Outcome {
  const examples = [...shippedExamples(), ...asExamples(taken)]
  const version = versionOf(examples)
  if (known.includes(version) || (current === null && taken.length === 0)) return { version, known: true }
  const file = packed(learnedAsShipped(examples))
  const shipped = regressionResults(shippedMind())
  const model = current && unpacked(Buffer.from(current))
  const before = model ? regressionResults(mindOf(model)) : shipped
  const after = regressionResults(mindOf(unpacked(file)!))
  const reasons = [...new Set([before, shipped].flatMap((champion) => mayReplace(champion, after).reasons))]
  return { version, known: false, file, verdict: { before: judged(before), after: judged(after), reasons } }
}

/** Of the same words said twice the later decision holds. */
function asExamples(taken: Lesson['taken']) {
  const latest = new Map(taken.map((one) => [withSigns(one.text).toLowerCase(), one]))
  return [...latest.values()].flatMap(({ id, text, topic }) =>
    Array.from({ length: TIMES }, () => ({ text, label: topic, group: `taken-${id}`, needsHuman: topic === 'human_operator' })),
  )
}

const mindOf = (model: Mind['model']): Mind => ({ model, catalogue: catalogueOf(entriesOf(starterArticles()), model.lexicon) })

const judged = (results: ReturnType<typeof regressionResults>): Judged => ({
  texts: results.length,
  right: results.filter(({ isRight }) => isRight).length,
  amongThree: results.filter(({ isAmongThree }) => isAmongThree).length,
})
