import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DEFAULT_HOURS,
  DEFAULT_TERMS,
  dueByCalendarDays,
  dueByClockHours,
  dueByWorkingDays,
  extendDue,
  firstResponseAt,
  ImpossibleExtension,
  isoInZone,
  MissingCalendarYear,
  recomputeDue,
  remainingWorkingTime,
  SHIPPED_YEARS,
  warningMarks,
  workingCalendar,
} from './index.ts'

const calendar = workingCalendar(SHIPPED_YEARS)
const moscow = { zone: 'Europe/Moscow', hours: DEFAULT_HOURS, calendar }
const at = (local: string) => new Date(`${local}+03:00`)
const shown = (date: Date) => isoInZone('Europe/Moscow', date).slice(0, 16)

test('SLA-2, SLA-3, SLA-4: the classes have their terms', () => {
  assert.deepEqual(DEFAULT_TERMS, { urgent: 1, standard: 5, complex: 10, dataChange: 5 })
})

test('FORM-12, SUSP-3, MAIL-1, K2: the first answer is due in 24 clock hours, holidays included', () => {
  for (const channel of ['form', 'email', 'suspicious'] as const) {
    assert.equal(shown(firstResponseAt(channel, at('2026-12-31T18:00:00')) ?? assert.fail()), '2027-01-01T18:00')
  }
  assert.equal(firstResponseAt('chat', at('2026-12-31T18:00:00')), null)
  assert.equal(shown(firstResponseAt('chat', at('2026-12-31T18:00:00'), { chat: 0.5 }) ?? assert.fail()), '2026-12-31T18:30')
  assert.throws(() => dueByClockHours(new Date(), -1), RangeError)
})

test('SLA-5: an extension to a named date needs a later working day', () => {
  const to = (newDate: string) => extendDue({ ...moscow, previousDueDate: '2026-04-28', newDate })
  const due = to('2026-05-08')
  assert.equal(shown(due.dueAt), '2026-05-08T17:00')
  assert.deepEqual(due.why.counted, ['2026-04-29', '2026-04-30', '2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07', '2026-05-08'])
  const refused = (newDate: string) => {
    try {
      to(newDate)
    } catch (error) {
      if (error instanceof ImpossibleExtension) return error.code
      throw error
    }
    return null
  }
  assert.equal(refused('2026-05-09'), 'deadline.extension-day-off')
  assert.equal(refused('2026-04-28'), 'deadline.extension-not-later')
  assert.equal(refused('2026-04-27'), 'deadline.extension-not-later')
  assert.throws(() => to('2029-01-15'), MissingCalendarYear)
  assert.throws(() => to('2026-04-31'), RangeError)
})

test('SLA-1: when a year is loaded the earlier promise stays', () => {
  const question = { receivedAt: at('2027-12-29T10:00:00'), workingDays: 5, policy: 'instant' as const, zone: 'Europe/Moscow', hours: DEFAULT_HOURS }
  const promised = dueByWorkingDays({ ...question, calendar })
  assert.equal(promised.dueDate, '2028-01-13')
  const decreed = (daysOff: { date: string; movedFrom: string; by: 'decree' }[]) => {
    const years = SHIPPED_YEARS.map((year) => (year.year === 2028 ? { ...year, status: 'official' as const, decree: 'made up for this test', daysOff } : year))
    return recomputeDue(promised, dueByWorkingDays({ ...question, calendar: workingCalendar(years) }))
  }
  const same = decreed([])
  assert.deepEqual([same.changed, same.kept, same.promise.dueDate, same.promise.provisional], ['status', false, '2028-01-13', false])
  const later = decreed([{ date: '2028-01-10', movedFrom: '2028-01-01', by: 'decree' }])
  assert.deepEqual([later.changed, later.kept, later.promise.dueDate, later.promise.provisional], ['status', true, '2028-01-13', false])
  const earlier = recomputeDue({ dueDate: '2028-01-14', dueAt: at('2028-01-14T18:00:00'), provisional: true }, promised)
  assert.deepEqual([earlier.changed, earlier.kept, earlier.promise.dueDate], ['date', false, '2028-01-13'])
  assert.equal(recomputeDue(promised, promised).changed, null)
})

test('SLA-8: lists show the working time that is left', () => {
  const left = (now: string, dueAt: string) => remainingWorkingTime({ ...moscow, now: at(now), dueAt: at(dueAt) })
  assert.deepEqual(left('2026-09-15T10:00:00', '2026-09-16T18:00:00'), { minutes: 8 * 60 + 9 * 60, workingDays: 1, overdue: false })
  assert.deepEqual(left('2026-09-18T19:00:00', '2026-09-21T18:00:00'), { minutes: 9 * 60, workingDays: 1, overdue: false })
  assert.deepEqual(left('2026-04-30T12:00:00', '2026-05-04T18:00:00'), { minutes: 5 * 60 + 9 * 60, workingDays: 1, overdue: false })
  assert.deepEqual(left('2026-09-16T17:59:30', '2026-09-16T18:00:00'), { minutes: 0, workingDays: 0, overdue: false })
  assert.deepEqual(left('2026-09-16T18:00:00', '2026-09-16T18:00:00'), { minutes: 0, workingDays: 0, overdue: false })
  assert.deepEqual(left('2026-09-16T18:00:01', '2026-09-16T18:00:00'), { minutes: 0, workingDays: 0, overdue: true })
  assert.deepEqual(left('2026-09-21T10:00:00', '2026-09-17T18:00:00'), { minutes: -10 * 60, workingDays: -2, overdue: true })
})

test('SLA-8: an urgent request warns at 50 % and 80 % of its working time', () => {
  const marks = warningMarks({ ...moscow, workingDays: 1, registeredAt: at('2026-09-15T09:00:00'), dueAt: at('2026-09-16T18:00:00') })
  assert.deepEqual(
    marks.map((mark) => ['share' in mark && mark.share, shown(mark.at)]),
    [
      [0.5, '2026-09-15T18:00'],
      [0.8, '2026-09-16T14:24'],
    ],
  )
  const overWeekend = warningMarks({ ...moscow, workingDays: 1, registeredAt: at('2026-09-18T19:15:00'), dueAt: at('2026-09-21T18:00:00') })
  assert.deepEqual(
    overWeekend.map((mark) => shown(mark.at)),
    ['2026-09-21T13:30', '2026-09-21T16:12'],
  )
})

test('SLA-8: longer terms warn two working days and one before, at opening', () => {
  const marks = warningMarks({ ...moscow, workingDays: 5, registeredAt: at('2026-04-28T10:00:00'), dueAt: at('2026-05-07T18:00:00') })
  assert.deepEqual(
    marks.map((mark) => shown(mark.at)),
    ['2026-05-05T09:00', '2026-05-06T09:00'],
  )
  const acrossHolidays = warningMarks({ ...moscow, workingDays: 10, registeredAt: at('2026-04-20T10:00:00'), dueAt: at('2026-05-04T18:00:00') })
  assert.deepEqual(
    acrossHolidays.map((mark) => shown(mark.at)),
    ['2026-04-29T09:00', '2026-04-30T09:00'],
  )
  const late = warningMarks({ ...moscow, workingDays: 5, registeredAt: at('2026-05-06T08:00:00'), dueAt: at('2026-05-07T18:00:00') })
  assert.deepEqual(
    late.map((mark) => shown(mark.at)),
    ['2026-05-06T09:00'],
  )
})

test('R5: the end rule moves a term in calendar days off a day off, and says over which', () => {
  const due = dueByCalendarDays({ ...moscow, registeredOn: '2026-04-09', calendarDays: 30, endRule: 'previousWorkingDay' })
  assert.equal(due.rawEnd, '2026-05-09')
  assert.equal(shown(due.dueAt), '2026-05-08T17:00')
  assert.deepEqual(due.why.skipped, [{ date: '2026-05-09', reason: 'holiday' }])
})
