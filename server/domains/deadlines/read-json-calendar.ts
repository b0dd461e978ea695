import { accepted, type CalendarProblem, InvalidCalendar } from './calendar-year.ts'
import type { CalendarYear } from './model.ts'

type Fields = Record<string, 'date' | 'text' | 'date?' | 'mover'>

const LISTS: Record<'holidays' | 'daysOff' | 'workingWeekends', Fields> = {
  holidays: { date: 'date', ru: 'text', en: 'text' },
  daysOff: { date: 'date', movedFrom: 'date', by: 'mover' },
  workingWeekends: { date: 'date', movedTo: 'date?' },
}

const FITS: Record<Fields[string], (value: unknown) => boolean> = {
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  'date?': (value) => value === null || FITS.date(value),
  text: (value) => typeof value === 'string' && value.trim() !== '',
  mover: (value) => value === 'decree' || value === 'labour-code-112',
}

/** A year in our own form (as in calendar/*.json). Unknown fields are ignored. Throws InvalidCalendar with every problem found. */
export function readJsonCalendar(json: string): CalendarYear {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new InvalidCalendar([{ code: 'not-json', at: 'file' }])
  }
  const problems = formProblems(value)
  if (problems.length > 0) throw new InvalidCalendar(problems)
  const { year, status, decree, holidays, daysOff, workingWeekends, shortened, note } = value as CalendarYear
  return accepted({ year, status, decree, holidays, daysOff, workingWeekends, shortened, ...(note === undefined ? {} : { note }) })
}

function formProblems(value: unknown): CalendarProblem[] {
  if (!isRecord(value)) return [{ code: 'not-object', at: 'file' }]
  const problems: CalendarProblem[] = []
  const need = (fits: boolean, at: string, code = 'form') => {
    if (!fits) problems.push({ code, at })
  }
  need(Number.isInteger(value.year) && Number(value.year) >= 1992 && Number(value.year) <= 2200, 'year')
  need(value.status === 'official' || value.status === 'provisional', 'status')
  need(value.decree === null || FITS.text(value.decree), 'decree')
  need(value.note === undefined || typeof value.note === 'string', 'note')
  for (const [list, fields] of Object.entries(LISTS)) {
    const entries = value[list]
    if (!Array.isArray(entries)) need(false, list)
    else
      entries.forEach((entry: unknown, index) => {
        for (const [field, form] of Object.entries(fields)) need(isRecord(entry) && FITS[form](entry[field]), `${list}[${index}].${field}`)
      })
  }
  need(Array.isArray(value.shortened) && value.shortened.every(FITS.date), 'shortened')
  return problems
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
