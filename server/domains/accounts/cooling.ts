import { cooledActions } from '#contract/my-account'
import { Refusal } from '#platform/refusal'

export type CooledAction = (typeof cooledActions)[number]

/** What is closed at `now`, after a recovery or a change of factors or contacts: whoever came in by it must not be able to settle. Reading, support and blocking oneself stay open. */
export const closedActions = (coolingUntil: Date | null, now: Date): readonly CooledAction[] => (coolingUntil && coolingUntil > now ? cooledActions : [])

/** Refuses with 'account.cooling' and the moment it ends. */
export function refuseWhileCooling(action: CooledAction, coolingUntil: Date | null, now: Date): void {
  if (closedActions(coolingUntil, now).includes(action)) throw new Refusal('forbidden', 'account.cooling', { until: coolingUntil!.toISOString(), action })
}

/** When a cool-down that begins at `now` ends; one under way is never made shorter. */
export const coolingEnd = (coolingUntil: Date | null, now: Date, hours: number): Date | null => {
  const end = new Date(now.getTime() + hours * 3_600_000)
  if (coolingUntil && coolingUntil > end) return coolingUntil
  return hours > 0 ? end : coolingUntil
}
