/** One model's answers on the frozen regression set. */
export type Result = { topic: string; isRight: boolean; isAmongThree: boolean; needsHuman: boolean; isHandedOver: boolean }

export type Verdict = { isBetter: boolean; reasons: string[] }

/** With few texts a topic may lose one by chance. */
const ONE_TEXT = 1

/**
 * Whether a new model (challenger) may take the place of the one in use (champion), by the same texts in the same order: nowhere worse by more
 * than one text a topic, not worse together, and no cry for help that the old one heard is missed.
 */
export function mayReplace(champion: readonly Result[], challenger: readonly Result[]): Verdict {
  if (champion.length !== challenger.length) throw new RangeError('both models must have judged the same texts')
  const reasons: string[] = []
  const count = (results: readonly Result[], counts: (one: Result) => boolean) => results.filter(counts).length
  if (count(challenger, (one) => one.isRight) < count(champion, (one) => one.isRight)) reasons.push('fewer right answers')
  if (count(challenger, (one) => one.isAmongThree) < count(champion, (one) => one.isAmongThree)) reasons.push('fewer right among three')
  for (const topic of new Set(champion.map((one) => one.topic))) {
    const right = (one: Result) => one.topic === topic && one.isRight
    if (count(challenger, right) < count(champion, right) - ONE_TEXT) reasons.push(`worse at ${topic}`)
  }
  if (champion.some((one, i) => one.needsHuman && one.isHandedOver && !challenger[i]!.isHandedOver)) reasons.push('misses somebody who needs a person')
  return { isBetter: reasons.length === 0, reasons }
}
