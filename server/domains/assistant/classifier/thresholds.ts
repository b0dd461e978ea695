/** From which probability on a topic is answered alone, and from which it is offered as one of three. */
export type Threshold = { answer: number; suggest: number }

/** One held-out text: the probabilities of the first and of the first three, and whether they were right. */
export type Judged = { topic: string; p: number; isRight: boolean; pOfThree: number; isAmongThree: boolean }

/** Nobody answers alone on less, however well it went with few texts. */
const LEAST = 0.35
/** The most that is asked. Held-out groups are stranger than real messages: above this, texts of other authors were right 98 times of 100. */
const SURE = 0.85
/** Fewer held-out texts of a topic say nothing about it: then all topics together do. */
const FEWEST = 20

/** The lowest probability from which on at least `precision` of the texts above it were right; SURE when there is none. */
export function lowestFor(precision: number, texts: readonly { p: number; isRight: boolean }[]): number {
  const ordered = [...texts].sort((a, b) => b.p - a.p)
  let right = 0
  let lowest = SURE
  ordered.forEach(({ p, isRight }, i) => {
    right += isRight ? 1 : 0
    const isLastOfItsKind = ordered[i + 1]?.p !== p
    if (isLastOfItsKind && right / (i + 1) >= precision) lowest = p
  })
  return Math.max(LEAST, Math.min(SURE, lowest))
}

/** Thresholds of each topic from the wanted precision, by held-out texts. */
export function thresholdsOf(judged: readonly Judged[], topics: readonly string[], { answer = 0.9, suggest = 0.9 } = {}): Map<string, Threshold> {
  const ofAll = thresholdOf(judged, answer, suggest)
  return new Map(
    topics.map((topic) => {
      const own = judged.filter((one) => one.topic === topic)
      return [topic, own.length < FEWEST ? ofAll : thresholdOf(own, answer, suggest)]
    }),
  )
}

const thresholdOf = (judged: readonly Judged[], answer: number, suggest: number): Threshold => ({
  answer: lowestFor(answer, judged),
  suggest: lowestFor(
    suggest,
    judged.map(({ pOfThree, isAmongThree }) => ({ p: pOfThree, isRight: isAmongThree })),
  ),
})
