import type { Ctx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { CalendarYear } from './model.ts'
import { SHIPPED_YEARS } from './shipped-years.ts'
import { type WorkingCalendar, workingCalendar } from './working-calendar.ts'

const kept = new WeakMap<Platform, { calendar: WorkingCalendar; years: readonly (CalendarYear & { source: string })[]; readAt: number }>()
/** Another process may load a year; within a minute all count by it. */
const FRESH_MS = 60_000

/** Years in use: those that came with the product, replaced by what an administrator loaded. */
export async function yearsInUse(ctx: Ctx): Promise<readonly (CalendarYear & { source: string })[]> {
  return (await read(ctx)).years
}
export const calendarInUse = async (ctx: Ctx): Promise<WorkingCalendar> => (await read(ctx)).calendar
/** After a year was loaded here. */
export const forgetCalendar = (app: Platform): void => {
  kept.delete(app)
}

async function read(ctx: Ctx) {
  const known = kept.get(ctx.app)
  if (known && Math.abs(ctx.app.monotonicMs() - known.readAt) < FRESH_MS) return known
  const rows = await ctx.app.store.db.selectFrom('calendar_year').select(['year', 'days', 'source']).execute()
  const loaded = new Map(rows.map((row) => [row.year, { ...(row.days as CalendarYear), source: row.source }]))
  const shipped = SHIPPED_YEARS.filter((year) => !loaded.has(year.year)).map((year) => ({ ...year, source: year.decree ?? 'shipped' }))
  const years = [...shipped, ...loaded.values()].sort((a, b) => a.year - b.year)
  const fresh = { years, calendar: workingCalendar(years), readAt: ctx.app.monotonicMs() }
  kept.set(ctx.app, fresh)
  return fresh
}
