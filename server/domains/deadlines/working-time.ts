import { closingMinutes, type Where } from './count-days.ts'
import { dayIn } from './working-calendar.ts'
import { instantAt, localDayAt } from './zone-time.ts'

/** Opening and closing instants of a local day in ms since the epoch, or null on a day off. */
function opening(where: Where, day: number): { from: number; to: number } | null {
  const kind = dayIn(where.calendar, day)
  if (!kind.working) return null
  return { from: instantAt(where.zone, day, where.hours.opens).getTime(), to: instantAt(where.zone, day, closingMinutes(where.hours, kind)).getTime() }
}

/** Milliseconds of open hours between two instants; 0 when `to` is not after `from`. Throws MissingCalendarYear. */
export function workingMs(where: Where, from: Date, to: Date): number {
  if (to <= from) return 0
  let sum = 0
  for (let day = localDayAt(where.zone, from).day, last = localDayAt(where.zone, to).day; day <= last; day++) {
    const open = opening(where, day)
    if (open) sum += Math.max(0, Math.min(open.to, to.getTime()) - Math.max(open.from, from.getTime()))
  }
  return sum
}

/** The instant at which `ms` (above 0) of open hours, counted from `from`, are used up. Throws MissingCalendarYear. */
export function afterWorkingMs(where: Where, from: Date, ms: number): Date {
  let left = ms
  for (let day = localDayAt(where.zone, from).day; ; day++) {
    const open = opening(where, day)
    if (!open) continue
    const start = Math.max(open.from, from.getTime())
    const available = Math.max(0, open.to - start)
    if (available >= left) return new Date(start + left)
    left -= available
  }
}
