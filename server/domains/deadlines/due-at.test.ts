import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DEFAULT_HOURS, dueByWorkingDays, MissingCalendarYear, type RegistrationPolicy, SHIPPED_YEARS, workingCalendar } from './index.ts'

const calendar = workingCalendar(SHIPPED_YEARS)
const moscow = { zone: 'Europe/Moscow', hours: DEFAULT_HOURS, calendar }
const dueOf = (receivedAt: string, workingDays: number, policy: RegistrationPolicy = 'instant') =>
  dueByWorkingDays({ ...moscow, receivedAt: new Date(receivedAt), workingDays, policy })

/** The same question answered the slow way: Intl for the zone, the published lists searched afresh for each day, no shared code with the rule. */
function slowDue(receivedAt: Date, workingDays: number, policy: RegistrationPolicy, zone: string): string {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(receivedAt).split(' ')
  const closing = (day: string) => (yearOf(day).shortened.includes(day) ? '17:00:00' : '18:00:00')
  let day = date
  if (policy === 'nextWorkingDayIfClosed' && (!works(day) || time >= closing(day))) {
    do day = nextDay(day)
    while (!works(day))
  }
  for (let left = workingDays; left > 0; ) {
    day = nextDay(day)
    if (works(day)) left--
  }
  return `${day} ${closing(day)}`
}
const yearOf = (day: string) => SHIPPED_YEARS.find((year) => String(year.year) === day.slice(0, 4)) ?? assert.fail(day)
const nextDay = (day: string) => {
  const next = new Date(`${day}T12:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}
const works = (day: string): boolean => {
  const { workingWeekends, holidays, daysOff } = yearOf(day)
  if (workingWeekends.some((weekend) => weekend.date === day)) return true
  if (holidays.some((holiday) => holiday.date === day) || daysOff.some((off) => off.date === day)) return false
  return ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
}

test('SLA-1: 10,000 random moments agree with a slow day-by-day counter', () => {
  const moment = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2028-12-01T00:00:00Z') })
  // Whole hours, such as closing time, are where rules break, random milliseconds almost never meet them.
  const rounded = fc.tuple(moment, fc.constantFrom(1, 1000, 3_600_000)).map(([at, step]) => at - (at % step))
  const zone = fc.constantFrom(
    'Europe/Kaliningrad',
    'Europe/Moscow',
    'Europe/Samara',
    'Asia/Yekaterinburg',
    'Asia/Omsk',
    'Asia/Tomsk',
    'Asia/Irkutsk',
    'Asia/Chita',
    'Asia/Vladivostok',
    'Asia/Magadan',
    'Asia/Kamchatka',
  )
  const policy = fc.constantFrom<RegistrationPolicy>('instant', 'nextWorkingDayIfClosed')
  fc.assert(
    fc.property(rounded, zone, policy, fc.constantFrom(1, 5, 10), (at, where, rule, workingDays) => {
      const receivedAt = new Date(at)
      const { dueAt } = dueByWorkingDays({ receivedAt, workingDays, policy: rule, zone: where, hours: DEFAULT_HOURS, calendar })
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: where, dateStyle: 'short', timeStyle: 'medium' }).format(dueAt)
      assert.equal(shown, slowDue(receivedAt, workingDays, rule, where))
    }),
    { numRuns: 10_000 },
  )
})

test('SLA-6: the why names what was counted and what was passed over', () => {
  const { why, ...due } = dueOf('2026-04-30T17:30:00+03:00', 1, 'nextWorkingDayIfClosed')
  assert.deepEqual(due, { registeredOn: '2026-05-04', dueDate: '2026-05-05', dueAt: new Date('2026-05-05T15:00:00Z'), shortened: false, provisional: false })
  assert.deepEqual(why, {
    ruleVersion: 'working-days/1',
    basis: 'workingDays',
    zone: 'Europe/Moscow',
    countedFrom: '2026-05-04',
    counted: ['2026-05-05'],
    skipped: [],
    closesAt: 1080,
    calendarStatus: 'official',
    policy: 'nextWorkingDayIfClosed',
    receivedOn: '2026-04-30',
    receivedWhen: 'afterClosing',
    registeredOn: '2026-05-04',
    afterClosing: true,
    closedBeforeRegistration: [
      { date: '2026-05-01', reason: 'holiday' },
      { date: '2026-05-02', reason: 'weekend' },
      { date: '2026-05-03', reason: 'weekend' },
    ],
  })
})

test('SLA-6: a moved day off says from where it was moved, a day off of the region is named so', () => {
  assert.deepEqual(dueOf('2025-12-30T15:00:00+03:00', 1).why.skipped.slice(0, 2), [
    { date: '2025-12-31', reason: 'moved', movedFrom: '2025-01-05' },
    { date: '2026-01-01', reason: 'holiday' },
  ])
  const ufa = { zone: 'Asia/Yekaterinburg', hours: DEFAULT_HOURS, calendar: workingCalendar(SHIPPED_YEARS, ['2026-03-20']) }
  const due = dueByWorkingDays({ ...ufa, receivedAt: new Date('2026-03-19T10:00:00+05:00'), workingDays: 1, policy: 'instant' })
  assert.deepEqual(due.why.skipped[0], { date: '2026-03-20', reason: 'regional' })
})

test('SLA-1: hours are the agency own, the closing minute is taken from them', () => {
  const hours = { opens: 8 * 60, closes: 20 * 60 + 30, shortenedCloses: 19 * 60 }
  const due = (receivedAt: string) =>
    dueByWorkingDays({ ...moscow, hours, receivedAt: new Date(receivedAt), workingDays: 1, policy: 'nextWorkingDayIfClosed' }).dueAt.toISOString()
  assert.equal(due('2026-09-15T20:29:59+03:00'), '2026-09-16T17:30:00.000Z')
  assert.equal(due('2026-09-15T20:30:00+03:00'), '2026-09-17T17:30:00.000Z')
})

test('SLA-1: a year that is not loaded is an error, not a guess', () => {
  assert.throws(
    () => dueOf('2028-12-29T10:00:00+03:00', 5),
    (error) => error instanceof MissingCalendarYear && error.year === 2029,
  )
  assert.throws(
    () => dueOf('2023-03-01T10:00:00+03:00', 1),
    (error) => error instanceof MissingCalendarYear && error.year === 2023,
  )
  assert.throws(() => dueOf('2024-12-31T10:00:00+03:00', 1, 'nextWorkingDayIfClosed'), MissingCalendarYear)
  // Instant registration counts from the next day, so the year of receipt itself is not asked.
  const due = dueOf('2024-12-31T10:00:00+03:00', 1)
  assert.equal(due.dueDate, '2025-01-09')
  assert.equal(due.why.receivedWhen, 'unknown')
})

test('SLA-1: a count below one, a broken count and an unknown zone are refused', () => {
  for (const workingDays of [0, -1, 1.5, Number.NaN]) assert.throws(() => dueOf('2026-09-15T10:00:00+03:00', workingDays), RangeError)
  assert.throws(
    () => dueByWorkingDays({ ...moscow, zone: 'Europe/Nowhere', receivedAt: new Date('2026-09-15T10:00:00Z'), workingDays: 1, policy: 'instant' }),
    RangeError,
  )
})

test('SLA-1: a due date costs microseconds, so that intake and lists may ask freely', () => {
  const ask = () => dueOf('2026-04-27T09:30:00+03:00', 10)
  for (let i = 0; i < 5000; i++) ask()
  // The best of many small rounds: on a busy machine a round is often taken off the processor, the best one is not.
  const rounds = Array.from({ length: 100 }, () => {
    const from = performance.now()
    for (let i = 0; i < 200; i++) ask()
    return ((performance.now() - from) * 1000) / 200
  })
  const microseconds = Math.min(...rounds)
  // Measured about 2; a scan of the year per question would not fit.
  assert.ok(microseconds < 50, `${microseconds.toFixed(1)} us`)
})
