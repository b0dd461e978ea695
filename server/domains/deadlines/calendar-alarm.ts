import type { WorkingCalendar } from './working-calendar.ts'
import { dateOf, localDayAt } from './zone-time.ts'

/** `absent`: due dates that reach the year are refused. `provisional`: they are promised on statutory holidays alone. */
export type CalendarAlarm = { year: number; state: 'absent' | 'provisional' }

/** The decree on the next year is out by the end of September; `MM-DD` of the first day on which its absence is an alarm. */
export const ALARM_FROM = '10-01'

/** Which years the administrator must load: the current one always, the next one from 1 October, by the agency's date. */
export function calendarAlarms(now: Date, zone: string, calendar: WorkingCalendar): CalendarAlarm[] {
  const today = dateOf(localDayAt(zone, now).day)
  const thisYear = Number(today.slice(0, 4))
  const needed = today.slice(5) >= ALARM_FROM ? [thisYear, thisYear + 1] : [thisYear]
  return needed.flatMap((year): CalendarAlarm[] => {
    const status = calendar.years.get(year)
    if (status === 'official') return []
    return [{ year, state: status ?? 'absent' }]
  })
}
