/** Whether there is such a day, after the year 0, which the store does not know. `day` as in 2026-11-27. */
export function isDay(day: string): boolean {
  try {
    return Temporal.PlainDate.from(day).year > 0
  } catch {
    return false
  }
}
