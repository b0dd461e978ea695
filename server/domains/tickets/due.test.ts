import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueByWorkingDays, hoursOf, SHIPPED_YEARS, workingCalendar } from '#domains/deadlines/index'
import { loadConfig } from '#platform/config'
import { baseDaysOf, extensionsIn } from './base-days.ts'
import { dueState, dueView, freeze, nextMark } from './due.ts'

const where = { zone: 'Europe/Moscow', hours: hoursOf(loadConfig([], { DATA_DIR: '/tmp' })), calendar: workingCalendar(SHIPPED_YEARS) }
const request = (received: string, workingDays: number, policy: 'instant' | 'nextWorkingDayIfClosed' = 'instant') => {
  const receivedAt = new Date(received)
  const due = dueByWorkingDays({ ...where, receivedAt, workingDays, policy })
  const due_why = freeze(due, { receivedAt, priorityClass: workingDays === 1 ? 'urgent' : 'standard', workingDays })
  return {
    status: 'registered' as const,
    received_at: receivedAt,
    first_response_by: receivedAt,
    first_response_at: null,
    due_at: due.dueAt,
    previous_due_at: null,
    due_provisional: due.provisional,
    due_why,
    resolved_at: null,
    ended_at: null,
  }
}
const marksOf = (ticket: ReturnType<typeof request>) => {
  const marks: string[] = []
  for (let at = ticket.received_at; at <= ticket.due_at; ) {
    at = nextMark(ticket, at, where)
    marks.push(at.toISOString())
  }
  return marks
}

test('SLA-8, SLA-3: a term of one day speaks at 50 % and 80 % of its working time and at the first moment of lateness', () => {
  assert.deepEqual(marksOf(request('2026-11-26T06:00:00Z', 1)), ['2026-11-26T15:00:00.000Z', '2026-11-27T11:24:00.000Z', '2026-11-27T15:00:00.001Z'])
})

test('SLA-8, SLA-2: a term of five days speaks two days and one day before, at opening', () => {
  assert.deepEqual(marksOf(request('2026-11-20T09:00:00Z', 5)), ['2026-11-25T06:00:00.000Z', '2026-11-26T06:00:00.000Z', '2026-11-27T15:00:00.001Z'])
})

test('SLA-8: a date moved into the past says at once that it is late', () => {
  const ticket = request('2026-11-20T09:00:00Z', 1)
  const now = new Date('2026-11-27T09:00:00Z')
  assert.ok(nextMark(ticket, now, where) <= now)
})

test('SLA-6: ok, soon after a mark, late one millisecond after the due instant, done at the answer', () => {
  const ticket = request('2026-11-20T09:00:00Z', 5)
  const stateAt = (at: string, over = {}) => dueState({ ...ticket, ...over }, new Date(at), where).state
  assert.equal(stateAt('2026-11-25T05:59:59Z'), 'ok')
  assert.equal(stateAt('2026-11-25T06:00:00Z'), 'soon')
  assert.equal(stateAt('2026-11-27T15:00:00.000Z'), 'soon')
  assert.equal(stateAt('2026-11-27T15:00:00.001Z'), 'late')
  assert.equal(stateAt('2026-12-27T15:00:00Z', { status: 'resolved', resolved_at: new Date('2026-11-26T09:00:00Z') }), 'done')
})

test('SLA-1: the record holds why this date: received Thursday 30 April after closing, counted from the next working day', () => {
  const view = dueView(request('2026-04-30T18:30:00Z', 1, 'nextWorkingDayIfClosed'), new Date('2026-05-01T09:00:00Z'), where)
  assert.equal(view.why.afterClosing, true)
  assert.equal(view.why.registeredOn, '2026-05-04')
  assert.deepEqual(view.why.counted, ['2026-05-05'])
  assert.deepEqual(
    view.why.skipped.map(({ day }) => day),
    ['2026-05-01', '2026-05-02', '2026-05-03'],
  )
  assert.equal(view.dueAt, '2026-05-05T15:00:00.000Z')
  assert.ok(view.why.ruleVersion.length > 0)
  const instant = dueView(request('2026-04-30T18:30:00Z', 1), new Date('2026-05-01T09:00:00Z'), where)
  assert.equal(instant.why.afterClosing, false)
  assert.equal(instant.dueAt, '2026-05-04T15:00:00.000Z')
})

test('SLA-5: what a date rests on: extensions before a new class or a reopening are history', () => {
  const move = (reason: string, workingDays?: number) => ({ at: '', from: '', to: '', reason, ...(workingDays && { workingDays }) })
  const extended = { workingDays: 8, moves: [move('missing_information', 3)] }
  assert.equal(baseDaysOf(extended), 5)
  const reclassified = { workingDays: 1, moves: [...extended.moves, move('reclassified')] }
  assert.equal(baseDaysOf(reclassified), 1)
  assert.deepEqual(extensionsIn(reclassified), [])
  assert.equal(baseDaysOf({ workingDays: 7, moves: [...reclassified.moves, move('reopened'), move('additional_analysis', 2), move('calendar')] }), 5)
})
