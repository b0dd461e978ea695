const MINUTE = 60_000
/** The one ladder of the agency: after the first try 1 min, 5 min, 30 min, 2 h, 12 h. */
export const ladder: readonly number[] = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 720 * MINUTE]

/** When to try again after `attempts` tries; null: give up. */
export const nextTry = (attempts: number, now: Date): Date | null => {
  const wait = ladder[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait)
}
