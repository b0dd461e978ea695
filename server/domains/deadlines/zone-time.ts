/** Milliseconds in a day of fixed length. */
export const DAY_MS = 86_400_000

type Span = { from: number; to: number; offset: number }

/** Offsets hold for months or decades, so the last span of each zone answers almost every question without Temporal (1.4 us a look). */
const lastSpan = new Map<string, Span>()

function spanAt(zone: string, at: number): Span {
  const known = lastSpan.get(zone)
  if (known && at >= known.from && at < known.to) return known
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const span = {
    from: started(here),
    to: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1e6,
  }
  lastSpan.set(zone, span)
  return span
}

// 'previous' looks strictly before the instant: a moment exactly on a transition already belongs to the new span.
const started = (here: Temporal.ZonedDateTime): number => {
  const after = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return after?.epochMilliseconds ?? Number.NEGATIVE_INFINITY
}

/** Milliseconds to add to UTC to get the local clock. Throws RangeError for an unknown zone. */
export const offsetAt = (zone: string, at: number): number => spanAt(zone, at).offset

/** Days since 1970-01-01 of the local date, and milliseconds since local midnight. */
export function localDayAt(zone: string, at: Date): { day: number; msOfDay: number } {
  const local = at.getTime() + offsetAt(zone, at.getTime())
  const day = Math.floor(local / DAY_MS)
  return { day, msOfDay: local - day * DAY_MS }
}

/**
 * The instant at which the clock of `zone` shows `minutes` after midnight of `day` (days since 1970-01-01).
 * A time that the clock jumps over is moved forward, of a time shown twice the first is taken.
 */
export function instantAt(zone: string, day: number, minutes: number): Date {
  const local = day * DAY_MS + minutes * 60_000
  const near = spanAt(zone, local - offsetAt(zone, local))
  const at = local - near.offset
  // Farther than a day from both ends of the span no change of the clock can interfere.
  if (at - near.from > DAY_MS && near.to - at > DAY_MS) return new Date(at)
  const clock = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime()
  return new Date(clock.toZonedDateTime(zone).epochMilliseconds)
}

/** `2026-09-16T18:00:00+03:00`: the instant as the clock of the zone shows it, to the second. */
export function isoInZone(zone: string, at: Date): string {
  const offset = offsetAt(zone, at.getTime())
  const minutes = Math.abs(offset) / 60_000
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${new Date(at.getTime() + offset).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(Math.floor(minutes % 60))}`
}

/** Days since 1970-01-01. Throws RangeError for anything that is not a real date written `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN
  // Some engines roll 31 April over to 1 May instead of refusing it.
  if (Number.isNaN(ms) || dateOf(ms / DAY_MS) !== date) throw new RangeError(`not a date: ${date}`)
  return ms / DAY_MS
}

export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 is Sunday, 6 is Saturday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7
