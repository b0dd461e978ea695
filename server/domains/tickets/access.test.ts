import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, roles, type Team } from '#contract/staff'
import type { Actor, Staff } from '#platform/ctx'
import {
  capacities,
  mayAskExtension,
  mayAssign,
  mayErase,
  mayExtend,
  mayHold,
  mayLengthen,
  mayRead,
  mayReclassify,
  mayReveal,
  mayTake,
  mayWork,
} from './access.ts'
import { allowedFrom } from './machine.ts'
import { mayReopen } from './may-reopen.ts'

const staff = (role: Role, teams: Team[] = ['first_line'], id = 'me'): Staff => ({ kind: 'staff', id, roles: [role], teams, provedAt: new Date(0) })
const ticket = (holder: string | null = null, team: Team = 'first_line', status = 'in_progress') =>
  ({ holder_id: holder, team, status, citizen_id: 'c' }) as never
const who = (may: (actor: Staff) => boolean): Role[] => roles.filter((role) => may(staff(role)))

test('REG-12, FORM-15: who reads a request: its holder, its team, supervisors and security officers; nobody else', () => {
  assert.deepEqual(
    who((a) => mayRead(a, ticket())),
    ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayRead(a, ticket('other', 'documents'))),
    ['supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayRead(a, ticket('me', 'documents'))),
    ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'],
  )
  for (const actor of [
    { kind: 'guest', id: 'g' },
    { kind: 'guest', id: null },
    { kind: 'citizen', id: 'c' },
  ] as Actor[])
    assert.equal(mayRead(actor, ticket()), false)
})

test('REG-12: "answer, resolve: O own, S own, T own, V, SEC" of the permissions table', () => {
  const may = (a: Staff, holder: string | null) => mayWork(a, ticket(holder)) && allowedFrom('in_progress', capacities(a, ticket(holder))).includes('resolve')
  assert.deepEqual(
    who((a) => may(a, 'me')),
    ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => may(a, 'other')),
    ['supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayReveal(a, ticket('other'))),
    ['supervisor', 'security_officer'],
  )
})

test('REG-12: "decline, transfer: S own, V, SEC"', () => {
  for (const action of ['decline', 'transfer'] as const) {
    const may = (a: Staff, holder: string) => mayWork(a, ticket(holder)) && allowedFrom('in_progress', capacities(a, ticket(holder))).includes(action)
    assert.deepEqual(
      who((a) => may(a, 'me')),
      ['specialist', 'supervisor', 'security_officer'],
    )
    assert.deepEqual(
      who((a) => may(a, 'other')),
      ['supervisor', 'security_officer'],
    )
  }
})

test('REG-12: "assign, reassign: O own, V, SEC"; taking is for all who answer', () => {
  assert.deepEqual(
    who((a) => mayAssign(a, ticket('me'))),
    ['operator', 'supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayAssign(a, ticket('other'))),
    ['supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayTake(a, ticket())),
    ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'],
  )
  assert.deepEqual(
    who((a) => mayTake(a, ticket('other'))),
    [],
  )
  assert.deepEqual(
    who((a) => mayTake(a, ticket(null, 'first_line', 'closed'))),
    [],
  )
})

test('SLA-5, REG-12: "change class to a longer one, extend: S asks, V, SEC"', () => {
  assert.deepEqual(
    who((a) => mayExtend(a, ticket('me'))),
    ['supervisor', 'security_officer'],
  )
  assert.deepEqual(who(mayLengthen), ['supervisor', 'security_officer'])
  assert.deepEqual(
    who((a) => mayAskExtension(a, ticket('me'))),
    ['specialist'],
  )
  assert.deepEqual(
    who((a) => mayAskExtension(a, ticket('other'))),
    [],
  )
  assert.deepEqual(
    who((a) => mayReclassify(a, ticket('me')) && allowedFrom('in_progress', capacities(a, ticket('me'))).includes('reclassify')),
    ['operator', 'specialist', 'supervisor', 'security_officer'],
  )
})

test('REG-12: only a security officer erases a person; the service itself may', () => {
  assert.deepEqual(who(mayErase), ['security_officer'])
  assert.equal(mayErase({ kind: 'system', id: null }), true)
  assert.equal(mayErase({ kind: 'guest', id: 'g' }), false)
})

test('REG-12: work is given only to somebody who may read and answer it there', () => {
  const hold = (role: Role, teams: Team[]) => mayHold({ roles: [role], teams }, { team: 'documents' })
  assert.equal(hold('specialist', ['documents']), true)
  assert.equal(hold('specialist', ['first_line']), false)
  assert.equal(hold('supervisor', []), true)
  assert.equal(hold('editor', ['documents']), false)
  assert.equal(hold('admin', ['documents']), false)
})

test('SLA-1: the answer may be contested until reopenBy, that instant included, and twice at most', () => {
  const by = new Date('2026-12-11T15:00:00Z')
  assert.equal(mayReopen({ reopen_by: by, reopened: 1 }, by), true)
  assert.equal(mayReopen({ reopen_by: by, reopened: 0 }, new Date(by.getTime() + 1)), false)
  assert.equal(mayReopen({ reopen_by: by, reopened: 2 }, new Date(0)), false)
  assert.equal(mayReopen({ reopen_by: null, reopened: 0 }, new Date(0)), false)
})
