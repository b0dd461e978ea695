import type { Result } from './judgement/may-replace.ts'
import { heldOutTexts } from './training-texts.ts'
import { type Mind, understood } from './understood.ts'

/** How a mind does on the frozen set, in the order of its texts: what `mayReplace` compares. The set grows by new lines, never by learning from it. */
export const regressionResults = (mind: Mind): Result[] =>
  [...heldOutTexts('evaluation'), ...heldOutTexts('evaluation-latin')].map(({ text, topic, needsHuman = false }) => {
    const { topic: found, top, needsHuman: isHandedOver } = understood(mind, text)
    return { topic, isRight: found === topic, isAmongThree: top.some((one) => one.topic === topic), needsHuman, isHandedOver }
  })
