import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { citizenStatuses, statuses } from '#contract/tickets'
import { Refusal } from '#platform/refusal'
import { citizenStatus, whoseMove } from './citizen-status.ts'
import { actions, allowedFrom, type By, ends, isDone, nextStatus, transitionOf, transitions } from './machine.ts'
import spec from './testing/request-machine.json' with { type: 'json' }

const everyone: By[] = ['citizen', 'guest', 'operator', 'specialist', 'technician', 'supervisor', 'security_officer', 'mfc_clerk', 'system']

test('REG-11: the machine has the states, ends and transitions of the specification, one for one', () => {
  assert.deepEqual([...statuses].sort(), Object.keys(spec.states).sort())
  assert.deepEqual([...ends].sort(), [...spec.final].sort())
  assert.deepEqual(
    transitions.map(({ action, from, to }) => ({ action, from: [...from], to })),
    spec.transitions.map(({ action, from, to }) => ({
      action,
      // A draft lives in the visitor's browser session and has no number: withdrawing it is dropping it.
      from: from.filter((state) => action !== 'withdraw' || state !== 'draft'),
      to: to === '(same)' ? 'same' : to,
    })),
  )
})

// Roles of the permissions table (requirements, section 7) beyond the machine's own list; the wider of the two stands.
const wider: Partial<Record<string, By[]>> = {
  submit: ['specialist', 'technician', 'supervisor', 'security_officer'],
  // Taking is giving to oneself; who may give to others is asked by mayAssign.
  assign: ['specialist', 'technician', 'security_officer'],
  start: ['technician', 'supervisor'],
  ask_citizen: ['technician', 'supervisor', 'security_officer'],
  ask_external: ['supervisor', 'security_officer'],
  external_reply: ['supervisor', 'security_officer'],
  extend: ['security_officer'],
  reclassify: ['security_officer'],
  escalate: ['specialist', 'technician', 'supervisor'],
  resolve: ['technician', 'supervisor'],
  decline: ['security_officer'],
  transfer: ['security_officer'],
  merge: ['specialist'],
}

test('REG-12: each transition is open to the roles of the specification and to no other than the permissions table adds', () => {
  for (const { action, by } of spec.transitions) {
    assert.deepEqual([...transitionOf(action as 'submit').by].sort(), [...new Set([...by, ...(wider[action] ?? [])])].sort(), action)
  }
})

test('REG-11: whatever is tried in whatever order, no state is reached that the specification has no way to', () => {
  const ways = new Map(spec.transitions.map((t) => [t.action, t]))
  const tries = fc.array(fc.record({ action: fc.constantFrom(...actions), by: fc.subarray(everyone, { minLength: 1 }) }), { maxLength: 40 })
  fc.assert(
    fc.property(tries, (list) => {
      let status: keyof typeof spec.states = 'draft'
      for (const { action, by } of list) {
        const before: string = status
        try {
          status = nextStatus(status as 'registered', action, by)
        } catch (error) {
          assert.ok(error instanceof Refusal)
          assert.ok(error.kind === 'conflict' || error.kind === 'forbidden')
          assert.equal(status, before)
          continue
        }
        const way = ways.get(action)!
        assert.ok((way.from as string[]).includes(before), `${action} from ${before}`)
        assert.equal(status, way.to === '(same)' ? before : way.to)
      }
    }),
    { numRuns: 3000 },
  )
})

test('REG-11: a refused transition says with 409 what is allowed from here, and only what this role may', () => {
  assert.throws(
    () => nextStatus('resolved', 'ask_citizen', ['operator']),
    (e: Refusal) =>
      e.kind === 'conflict' &&
      e.code === 'ticket.not-from-here' &&
      assert.deepEqual(e.details, { action: 'ask_citizen', status: 'resolved', allowed: [] }) === undefined,
  )
  assert.throws(
    () => nextStatus('registered', 'resolve', ['supervisor']),
    (e: Refusal) => String(e.details?.['allowed']).includes('assign') && !String(e.details?.['allowed']).includes('resolve'),
  )
  assert.throws(
    () => nextStatus('assigned', 'decline', ['operator']),
    (e: Refusal) => e.kind === 'forbidden',
  )
})

test('REG-11: an end has no way out but reopening what was closed or declined', () => {
  for (const end of ends) assert.deepEqual(allowedFrom(end, everyone), ['closed', 'declined'].includes(end) ? ['reopen'] : [])
  for (const status of statuses) assert.equal(isDone(status), status === 'resolved' || ends.includes(status))
})

test('SLA-6: the twelve states are shown to a citizen as seven statuses and three ends, each with whose move it is', () => {
  const shown = Object.fromEntries(statuses.map((status) => [status, citizenStatus(status)]))
  assert.deepEqual(shown, {
    draft: 'accepted',
    registered: 'accepted',
    assigned: 'accepted',
    in_progress: 'in_progress',
    waiting_citizen: 'waiting_you',
    waiting_external: 'waiting_body',
    resolved: 'answer_ready',
    closed: 'closed',
    declined: 'declined',
    transferred: 'transferred',
    withdrawn: 'withdrawn',
    merged: 'merged',
  })
  assert.deepEqual([...new Set(Object.values(shown))].sort(), [...citizenStatuses].sort())
  assert.equal(whoseMove('waiting_citizen'), 'citizen')
  assert.equal(whoseMove('resolved'), 'citizen')
  assert.equal(whoseMove('waiting_external'), 'agency')
  for (const end of ends) assert.equal(whoseMove(end), 'nobody')
})
