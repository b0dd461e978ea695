import { type PriorityClass, priorityClasses } from '#contract/topics'
import type { WaitFacts } from './how-long.ts'
import { headStartMinutes } from './line-order.ts'

/**
 * What may still overtake work of class `mine` that has waited for so many minutes: classes with a longer head start, while they come within
 * the difference. `perMinuteOf` says how fast a class comes.
 */
export function overtakingOf(mine: PriorityClass, waited: number, perMinuteOf: (one: PriorityClass) => number): WaitFacts['overtaking'] {
  const left = (one: PriorityClass) => headStartMinutes[one] - headStartMinutes[mine] - waited
  const ahead = priorityClasses.filter((one) => left(one) > 0)
  return { perMinute: ahead.reduce((all, one) => all + perMinuteOf(one), 0), minutes: Math.max(0, ...ahead.map(left)) }
}
