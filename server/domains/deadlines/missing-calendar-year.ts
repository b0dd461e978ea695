/**
 * A question reached a year whose calendar is not loaded. Never answered by a guess: load the year, then ask again.
 * `code` and `details` have the form of a refusal, so that a route may show them as one.
 */
export class MissingCalendarYear extends Error {
  readonly code = 'deadline.calendar-year-missing'
  readonly details: { year: number }

  constructor(year: number) {
    super(`no production calendar for ${year}`)
    this.name = 'MissingCalendarYear'
    this.details = { year }
  }

  get year(): number {
    return this.details.year
  }
}
