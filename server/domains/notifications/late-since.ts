import { CODES_LATE, NOTICES_LATE } from '#contract/notice-events'

/** Seconds that a notice of a lane may wait unsent: codes, security, the rest. */
export const promisedSeconds = [60, 300, 600] as const

/** How long the oldest unsent notice of a lane has waited: from when it could have gone at the earliest. */
export interface Waiting {
  lane: number
  since: Date
}

/** Which alarms of lateness stand, and since when the oldest has waited. */
export function lateSince(waiting: readonly Waiting[], now: Date): Map<string, Date> {
  const late = new Map<string, Date>()
  for (const { lane, since } of waiting) {
    if (now.getTime() - since.getTime() <= promisedSeconds[lane]! * 1000) continue
    const name = lane === 0 ? CODES_LATE : NOTICES_LATE
    const known = late.get(name)
    if (!known || since < known) late.set(name, since)
  }
  return late
}
