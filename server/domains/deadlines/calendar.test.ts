import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarAlarms, InvalidCalendar, problemsOf, readJsonCalendar, readXmlCalendar, SHIPPED_YEARS, workingCalendar } from './index.ts'
import type { CalendarYear } from './model.ts'

const shipped = (year: number) => SHIPPED_YEARS.find((known) => known.year === year) ?? assert.fail(String(year))
const publishedFields = ({ year, status, decree, holidays, daysOff, workingWeekends, shortened }: CalendarYear) => ({
  year,
  status,
  decree,
  holidays,
  daysOff,
  workingWeekends,
  shortened,
})

/** The year as the public XML form writes it: days in order, a working Saturday that is shortened has type 2. */
function asXml(year: CalendarYear): string {
  const titles = [...new Set(year.holidays.map((holiday) => holiday.ru))]
  const short = (date: string) => date.slice(5).replace('-', '.')
  const days = [
    ...year.holidays.map((holiday) => [holiday.date, `t="1" h="${titles.indexOf(holiday.ru) + 1}"`]),
    ...year.daysOff.map((off) => [off.date, `t="1" f="${short(off.movedFrom)}"`]),
    ...year.shortened.map((date) => [date, 't="2"']),
    ...year.workingWeekends.filter(({ date }) => !year.shortened.includes(date)).map(({ date }) => [date, 't="3"']),
  ].sort(([a = ''], [b = '']) => a.localeCompare(b))
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- <day d="02.02" t="1" h="1"/> -->
<calendar year="${year.year}" lang="ru" country="ru">
  <holidays>${titles.map((title, index) => `<holiday id="${index + 1}" title="${title}"/>`).join('\n')}</holidays>
  <days>${days.map(([date = '', rest]) => `<day d="${short(date)}" ${rest}/>`).join('\n')}</days>
</calendar>`
}
const problemCodes = (act: () => unknown): string[] => {
  try {
    act()
  } catch (error) {
    if (error instanceof InvalidCalendar) return error.problems.map((problem) => problem.code)
    throw error
  }
  return []
}

for (const year of SHIPPED_YEARS) {
  test(`SLA-1: the calendar of ${year.year} agrees with its published counts`, () => {
    assert.deepEqual(problemsOf(year), [])
    const days = workingCalendar([year]).days.map((day) => day ?? assert.fail('a day is missing'))
    const { counts } = year
    assert.equal(days.length, counts.calendarDays)
    assert.equal(days.filter((day) => day.working).length, counts.workingDays)
    assert.equal(days.filter((day) => !day.working).length, counts.nonWorkingDays)
    assert.equal(days.filter((day) => day.shortened).length, counts.shortenedDays)
    const byMonth = counts.workingDaysByMonth.map((_, month) => days.filter((day) => day.working && Number(day.date.slice(5, 7)) === month + 1).length)
    assert.deepEqual(byMonth, counts.workingDaysByMonth)
  })

  test(`SLA-1: ${year.year} read from XML and from JSON is the year that is shipped`, () => {
    const { status, decree } = year
    assert.deepEqual(readXmlCalendar(asXml(year), { status, decree }), publishedFields(year))
    assert.deepEqual(publishedFields(readJsonCalendar(JSON.stringify(year))), publishedFields(year))
  })
}

test('SLA-1: a full working Saturday (type 3) works and is not shortened', () => {
  const xml = asXml({ ...shipped(2025), shortened: ['2025-03-07'] })
  const day = workingCalendar([readXmlCalendar(xml, { status: 'official', decree: 'd' })]).days.find((kind) => kind?.date === '2025-11-01')
  assert.equal(day?.working, true)
  assert.equal(day?.shortened, false)
})

test('SLA-1: a broken XML calendar is refused with every problem', () => {
  const read = (days: string, head = 'year="2026"') =>
    problemCodes(() =>
      readXmlCalendar(`<calendar ${head}><holidays><holiday id="1" title="Т"/></holidays><days>${days}</days></calendar>`, { status: 'official', decree: 'd' }),
    )
  assert.deepEqual(read('<day d="01.01" t="1" h="1"/>'), [])
  assert.deepEqual(read('', 'lang="ru"'), ['form'])
  assert.deepEqual(read('<day d="02.30" t="1" h="1"/><day d="01.02" t="9"/><day d="01.05" t="1"/><day d="01.06" t="1" h="7"/><day d="01.12" t="3"/>'), [
    'date',
    'type',
    'off-without-reason',
    'unknown-holiday',
    'not-weekend',
  ])
})

test('SLA-1: a broken JSON calendar is refused with every problem', () => {
  const read = (change: object) => problemCodes(() => readJsonCalendar(JSON.stringify({ ...shipped(2026), ...change })))
  assert.deepEqual(
    problemCodes(() => readJsonCalendar('{')),
    ['not-json'],
  )
  assert.deepEqual(
    problemCodes(() => readJsonCalendar('[]')),
    ['not-object'],
  )
  assert.deepEqual(read({ year: '2026', status: 'sure', shortened: ['30.04.2026'] }), ['form', 'form', 'form'])
  assert.deepEqual(read({ decree: null }), ['official-without-decree'])
  assert.deepEqual(read({ shortened: ['2026-05-01'] }), ['shortened-day-off'])
  assert.deepEqual(read({ shortened: ['2026-04-31', '2025-04-30'] }), ['date', 'date'])
  assert.deepEqual(read({ shortened: ['2026-04-30', '2026-04-30'] }), ['repeated'])
  assert.deepEqual(read({ workingWeekends: [{ date: '2026-09-15', movedTo: null }] }), ['not-weekend'])
  assert.deepEqual(read({ workingWeekends: [{ date: '2026-09-19', movedTo: '2026-09-21' }] }), ['moved-nowhere'])
  assert.deepEqual(read({ daysOff: [{ date: '2026-09-19', movedFrom: '2026-01-05', by: 'decree' }] }), ['already-weekend', 'moved-from-weekday'])
})

test('SLA-1: from 1 October the absence of the next year is an alarm, by the agency date', () => {
  const until = (last: number) => workingCalendar(SHIPPED_YEARS.filter((year) => year.year <= last))
  const alarms = (now: string, last: number, zone = 'Europe/Moscow') => calendarAlarms(new Date(now), zone, until(last))
  assert.deepEqual(alarms('2026-09-30T20:59:59Z', 2026), [])
  assert.deepEqual(alarms('2026-09-30T21:00:00Z', 2026), [{ year: 2027, state: 'absent' }])
  assert.deepEqual(alarms('2026-09-30T15:00:00Z', 2026, 'Asia/Kamchatka'), [{ year: 2027, state: 'absent' }])
  assert.deepEqual(alarms('2026-12-31T12:00:00Z', 2027), [])
  assert.deepEqual(alarms('2027-10-01T12:00:00Z', 2028), [{ year: 2028, state: 'provisional' }])
  assert.deepEqual(alarms('2027-02-01T12:00:00Z', 2026), [{ year: 2027, state: 'absent' }])
})

test('SLA-1: a year given twice is refused', () => assert.throws(() => workingCalendar([shipped(2026), shipped(2026)]), RangeError))
