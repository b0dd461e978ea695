import { closingMinutes, type Where } from './count-days.ts'
import { dayIn, type WorkingCalendar } from './working-calendar.ts'
import { instantAt, localDayAt } from './zone-time.ts'

type Opening = { from: number; to: number } | null
/** Days as they were asked for the last hours and zone of a calendar: lists ask the same few weeks for every line. */
const known = new WeakMap<WorkingCalendar, { where: Where; days: Map<number, Opening> }>()

function daysOf(where: Where): Map<number, Opening> {
  let kept = known.get(where.calendar)
  const { zone, hours } = where
  const same =
    kept?.where.zone === zone &&
    kept.where.hours.opens === hours.opens &&
    kept.where.hours.closes === hours.closes &&
    kept.where.hours.shortenedCloses === hours.shortenedCloses
  if (!kept || !same) {
    kept = { where, days: new Map() }
    known.set(where.calendar, kept)
  }
  return kept.days
}

/** Opening and closing instants of a local day in ms since the epoch, or null on a day off. */
function opening(where: Where, day: number, days: Map<number, Opening>): Opening {
  let open = days.get(day)
  if (open === undefined) {
    const kind = dayIn(where.calendar, day)
    const { zone, hours } = where
    open = kind.working ? { from: instantAt(zone, day, hours.opens).getTime(), to: instantAt(zone, day, closingMinutes(hours, kind)).getTime() } : null
    days.set(day, open)
  }
  return open
}

/** Milliseconds of open hours between two instants; 0 when `to` is not after `from`. Throws MissingCalendarYear. */
export function workingMs(where: Where, from: Date, to: Date): number {
  if (to <= from) return 0
  const days = daysOf(where)
  let sum = 0
  for (let day = localDayAt(where.zone, from).day, last = localDayAt(where.zone, to).day; day <= last; day++) {
    const open = opening(where, day, days)
    if (open) sum += Math.max(0, Math.min(open.to, to.getTime()) - Math.max(open.from, from.getTime()))
  }
  return sum
}

/** The instant at which `ms` (above 0) of open hours, counted from `from`, are used up. Throws MissingCalendarYear. */
export function afterWorkingMs(where: Where, from: Date, ms: number): Date {
  const days = daysOf(where)
  let left = ms
  for (let day = localDayAt(where.zone, from).day; ; day++) {
    const open = opening(where, day, days)
    if (!open) continue
    const start = Math.max(open.from, from.getTime())
    const available = Math.max(0, open.to - start)
    if (available >= left) return new Date(start + left)
    left -= available
  }
}
