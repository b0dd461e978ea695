import type { Static } from 'typebox'
import type { CalendarYear as Shown } from '#contract/desk'
import { type CalendarYear, forgetCalendar, readJsonCalendar, readXmlCalendar, workingCalendar, yearsInUse } from '#domains/deadlines/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { previewCalendar, type Recounted, recountForCalendar } from './recount-for-calendar.ts'

/** Loads a year (our JSON or xmlcalendar XML). Without `apply` only tells what would move. Open dates are counted anew at once and again by a reaction, in case this process dies between. */
export async function loadCalendar(
  ctx: Ctx,
  { text, status, source, apply }: { text: string; status: 'official' | 'provisional'; source: string; apply: boolean },
): Promise<Recounted & { year: Static<typeof Shown>; applied: boolean }> {
  const year: CalendarYear = text.trimStart().startsWith('<') ? readXmlCalendar(text, { status, decree: source }) : { ...readJsonCalendar(text), status }
  const others = (await yearsInUse(ctx)).filter((known) => known.year !== year.year)
  const calendar = workingCalendar([...others, year])
  const moved = await previewCalendar(ctx, calendar)
  if (apply) {
    await change(ctx, async (tx) => {
      const row = { year: year.year, status, days: JSON.stringify(year), source, loaded_at: ctx.now }
      await tx.db
        .insertInto('calendar_year')
        .values(row)
        .onConflict((oc) => oc.column('year').doUpdateSet(row))
        .execute()
      tx.record('calendar.year-loaded', {}, { year: year.year, status, ...moved })
    })
    forgetCalendar(ctx.app)
    await recountForCalendar(ctx)
  }
  return { year: shown({ ...year, source }), ...moved, applied: apply }
}

export function shown(year: CalendarYear & { source: string }): Static<typeof Shown> {
  const days = workingCalendar([year]).days
  return {
    year: year.year,
    status: year.status,
    source: year.source,
    working: days.filter((day) => day?.working).length,
    shortened: days.filter((day) => day?.shortened).length,
  }
}
