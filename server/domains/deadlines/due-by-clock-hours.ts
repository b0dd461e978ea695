/** `hours` later on the clock, night and holidays included: first answers, breach notices, cool-down. Throws RangeError for a negative or broken number. */
export function dueByClockHours(from: Date, hours: number): Date {
  if (!Number.isFinite(hours) || hours < 0) throw new RangeError('clock hours: a number of 0 or more')
  return new Date(from.getTime() + hours * 3_600_000)
}
