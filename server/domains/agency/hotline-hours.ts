import type { Config } from '#platform/config'

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Whether the hotline is open at `now`, and when that changes next; hours are those of the agency's zone, every day alike (HOT-2). */
export function hotlineAt(now: Date, agency: Config['agency']): { open: boolean; changesAt: Date } {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(agency.zone)
  const at = here.hour * 60 + here.minute
  const opens = minutes(agency.hotlineOpensAt)
  const closes = minutes(agency.hotlineClosesAt)
  const open = at >= opens && at < closes
  const start = here.startOfDay()
  const next = open ? start.add({ minutes: closes }) : at < opens ? start.add({ minutes: opens }) : start.add({ days: 1, minutes: opens })
  return { open, changesAt: new Date(next.epochMilliseconds) }
}
