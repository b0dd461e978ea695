import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DEFAULT_HOURS,
  dueByCalendarDays,
  dueByClockHours,
  dueByWorkingDays,
  type EndRule,
  extendDue,
  isoInZone,
  type RegistrationPolicy,
  SHIPPED_YEARS,
  workingCalendar,
} from './index.ts'
import file from './vectors/deadlines.json' with { type: 'json' }

type Vector = {
  id: string
  kind: string
  description: string
  receivedAt: string
  agencyZone: string
  workingDays: number
  registrationPolicy: RegistrationPolicy
  overlayDaysOff?: string[]
  previousDueDate: string
  extendByWorkingDays: number
  from: string
  hours: number
  registeredOn: string
  calendarDays: number
  endRule: EndRule
  expected: Record<string, unknown> & { shownToCitizen?: { zone: string; at: string } }
}
const vectors = file.vectors as unknown as Vector[]
const federal = workingCalendar(SHIPPED_YEARS)
const utc = (at: Date): string => at.toISOString().replace('.000Z', 'Z')

const answers: Record<string, (vector: Vector) => Record<string, unknown>> = {
  workingDays(vector) {
    const calendar = vector.overlayDaysOff ? workingCalendar(SHIPPED_YEARS, vector.overlayDaysOff) : federal
    const { workingDays, registrationPolicy: policy, agencyZone: zone, expected } = vector
    const due = dueByWorkingDays({ receivedAt: new Date(vector.receivedAt), workingDays, policy, zone, hours: DEFAULT_HOURS, calendar })
    const shown = expected.shownToCitizen
    return {
      registeredOn: due.registeredOn,
      dueDate: due.dueDate,
      dueAt: isoInZone(zone, due.dueAt),
      dueAtUtc: utc(due.dueAt),
      shortenedDay: due.shortened,
      provisional: due.provisional,
      ...(shown ? { shownToCitizen: { zone: shown.zone, at: isoInZone(shown.zone, due.dueAt) } } : {}),
    }
  },
  extension({ previousDueDate, extendByWorkingDays: workingDays, agencyZone: zone }) {
    const due = extendDue({ previousDueDate, workingDays, zone, hours: DEFAULT_HOURS, calendar: federal })
    return { newDueDate: due.dueDate, newDueAt: isoInZone(zone, due.dueAt) }
  },
  clockHours({ from, hours }) {
    const dueAt = dueByClockHours(new Date(from), hours)
    return { dueAt: isoInZone('Europe/Moscow', dueAt), dueAtUtc: utc(dueAt) }
  },
  calendarDays({ registeredOn, calendarDays, endRule }) {
    const due = dueByCalendarDays({ registeredOn, calendarDays, endRule, zone: 'Europe/Moscow', hours: DEFAULT_HOURS, calendar: federal })
    return { rawEnd: due.rawEnd, dueDate: due.dueDate }
  },
}

test('SLA-1: there are 67 deadline vectors', () => assert.equal(new Set(vectors.map((vector) => vector.id)).size, 67))

for (const vector of vectors) {
  test(`SLA-1, SLA-2, SLA-3, SLA-4: ${vector.id} ${vector.description}`, () => {
    assert.deepEqual(answers[vector.kind]?.(vector), vector.expected)
  })
}
