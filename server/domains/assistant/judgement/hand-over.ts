import type { Danger } from './danger.ts'

export type HandOverReason = Danger | 'words' | 'second-miss'

export type Turn = {
  /** What rules found in the words. */
  dangers: readonly Danger[]
  /** The classifier's view that a person is needed, and from where on it counts. */
  human: number | null
  humanAtLeast: number
  /** How often in this conversation no answer was found or none helped, before this turn. */
  misses: number
  /** Whether this turn has nothing to answer either. */
  isMiss: boolean
}

/** The dangers that cannot wait for a second sentence, most urgent first. */
const AT_ONCE: readonly Danger[] = ['crisis', 'money', 'leaked-code', 'compromise', 'data-of-others', 'human', 'anger']
/** CHAT-11: after the second miss the assistant gives up. */
const MOST_MISSES = 2

/** Why the assistant gives up and calls a person, or null when it may go on. */
export function whyHandOver({ dangers, human, humanAtLeast, misses, isMiss }: Turn): HandOverReason | null {
  const danger = AT_ONCE.find((one) => dangers.includes(one))
  if (danger !== undefined) return danger
  if (human !== null && human >= humanAtLeast) return 'words'
  return isMiss && misses + 1 >= MOST_MISSES ? 'second-miss' : null
}
