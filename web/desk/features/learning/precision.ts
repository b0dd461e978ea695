import type { Measures } from '#contract/learning'

/** Fewer voices are no share. */
export const tooFew = 20
type Counted = Omit<Measures['topics'][number], 'week'>

/** Topics of one week, or with '' of all of them; those with the most voices first, those without any left out. */
export function summedByTopic(topics: Measures['topics'], week: string): Counted[] {
  const sums = new Map<string, Counted>()
  for (const { topic, helped, notHelped, confirmed, corrected } of topics.filter((one) => week === '' || one.week === week)) {
    const sum = sums.get(topic) ?? { topic, helped: 0, notHelped: 0, confirmed: 0, corrected: 0 }
    sums.set(topic, {
      topic,
      helped: sum.helped + helped,
      notHelped: sum.notHelped + notHelped,
      confirmed: sum.confirmed + confirmed,
      corrected: sum.corrected + corrected,
    })
  }
  return [...sums.values()].filter((one) => voicesOf(one) > 0).sort((a, b) => voicesOf(b) - voicesOf(a))
}
const voicesOf = ({ helped, notHelped, confirmed, corrected }: Counted) => helped + notHelped + confirmed + corrected

/** The share of voices that the assistant was right, or null where they are too few. */
export const precisionOf = (one: Counted): number | null => (voicesOf(one) < tooFew ? null : (one.helped + one.confirmed) / voicesOf(one))
