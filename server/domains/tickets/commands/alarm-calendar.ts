import { calendarAlarms, calendarInUse } from '#domains/deadlines/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'

/** From 1 October the next year's calendar must be there and official; until it is, every day says so in the log and the journal. */
export async function alarmCalendar(ctx: Ctx): Promise<void> {
  const alarms = calendarAlarms(ctx.now, ctx.app.config.agency.zone, await calendarInUse(ctx))
  if (alarms.length === 0) return
  await change(ctx, async (tx) => {
    for (const { year, state } of alarms) tx.record('calendar.year-missing', {}, { year, state })
  })
  for (const { year, state } of alarms) ctx.app.log.warn({ part: 'calendar', version: year, state }, 'a calendar year must be loaded')
}
