import { dueAtDay, type Where } from '#domains/deadlines/index'
import type { Random } from './words.ts'

const MINUTE = 60_000
const STEP = 15 * MINUTE

/** Moments of working time before `now`, a quarter of an hour apart, oldest first: when staff of the demonstration act. `workingDays` of them in all. */
export function workingMoments({ calendar, hours, zone }: Where, now: Date, workingDays: number, random: Random): Date[] {
  const kinds = new Map(calendar.days.flatMap((day) => (day ? [[day.date, day] as const] : [])))
  const moments: Date[] = []
  let date = localTime(now, zone).toPlainDate()
  for (let left = workingDays; left > 0; date = date.subtract({ days: 1 })) {
    const kind = kinds.get(date.toString())
    if (!kind) break
    if (!kind.working) continue
    left--
    const closes = dueAtDay({ calendar, hours, zone }, kind.date).getTime()
    const opens = closes - (hours.closes - hours.opens - (kind.shortened ? 60 : 0)) * MINUTE
    for (let at = closes - 20 * MINUTE; at > opens; at -= STEP) {
      const moment = new Date(at - Math.floor(random() * 9 * MINUTE))
      if (moment.getTime() < now.getTime() - 2 * MINUTE) moments.push(moment)
    }
  }
  return moments.reverse()
}

const localTime = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
const isAwake = (at: Date, zone: string): boolean => {
  const { hour } = localTime(at, zone)
  return hour >= 7 && hour < 23
}

/** A moment between the two at which a citizen may be at the keyboard; of a night, any. */
export function between(from: Date, to: Date, zone: string, random: Random): Date {
  const some = () => new Date(from.getTime() + (to.getTime() - from.getTime()) * (0.1 + 0.8 * random()))
  for (let tries = 0; tries < 12; tries++) {
    const at = some()
    if (isAwake(at, zone)) return at
  }
  return some()
}
