import { Refusal } from '#platform/refusal'

/**
 * A question reached a year whose calendar is not loaded. Never answered by a guess: load the year, then ask again.
 * Refused as `unavailable`: nothing is wrong with the wish, the agency's settings are behind.
 */
export class MissingCalendarYear extends Refusal {
  readonly year: number

  constructor(year: number) {
    super('unavailable', 'deadline.calendar-year-missing', { year })
    this.name = 'MissingCalendarYear'
    this.message = `no production calendar for ${year}`
    this.year = year
  }
}
