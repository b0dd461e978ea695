/** One model's answers on the frozen regression set. */
export type Result = { topic: string; isRight: boolean; isAmongThree: boolean; needsHuman: boolean; isHandedOver: boolean }

/** `reasons` are codes: `fewer-right`, `fewer-among-three`, `worse:TOPIC`, `misses-person`. */
export type Verdict = { isBetter: boolean; reasons: string[] }

/** With few texts a topic may lose one by chance. */
const ONE_TEXT = 1
/** Together too: a single new phrase moves one or two of 291 texts to and fro, whatever it says. */
const CHANCE = 0.01

/**
 * Whether a new model (challenger) may take the place of the one in use (champion), by the same texts in the same order: nowhere worse by more
 * than one text a topic, together by no more than one of a hundred, and no cry for help that the old one heard is missed. Who replaces again and
 * again also asks against the first model, so that what is given away by chance does not add up.
 */
export function mayReplace(champion: readonly Result[], challenger: readonly Result[]): Verdict {
  if (champion.length !== challenger.length) throw new RangeError('both models must have judged the same texts')
  const reasons: string[] = []
  const count = (results: readonly Result[], counts: (one: Result) => boolean) => results.filter(counts).length
  const chance = Math.floor(champion.length * CHANCE)
  if (count(challenger, (one) => one.isRight) < count(champion, (one) => one.isRight) - chance) reasons.push('fewer-right')
  if (count(challenger, (one) => one.isAmongThree) < count(champion, (one) => one.isAmongThree) - chance) reasons.push('fewer-among-three')
  for (const topic of new Set(champion.map((one) => one.topic))) {
    const right = (one: Result) => one.topic === topic && one.isRight
    if (count(challenger, right) < count(champion, right) - ONE_TEXT) reasons.push(`worse:${topic}`)
  }
  if (champion.some((one, i) => one.needsHuman && one.isHandedOver && !challenger[i]!.isHandedOver)) reasons.push('misses-person')
  return { isBetter: reasons.length === 0, reasons }
}
