import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { riskMarks } from '#contract/account-desk'
import { recoveryProofs } from '#contract/accounts'
import { cooledActions } from '#contract/my-account'
import { Refusal } from '#platform/refusal'
import {
  type ContactAction,
  contactActionsFrom,
  contactChangeStates,
  contactTransitions,
  followingAction,
  nextContactState,
  wantedCodes,
} from './contact-change.ts'
import { closedActions, coolingEnd, refuseWhileCooling } from './cooling.ts'
import { isMatch } from './identity-match.ts'
import { gradeOf } from './recovery-grade.ts'
import { areEnough, conditionsOf, methodsOf, offersOf, type Proof, type RecoveryFacts, stepOf } from './recovery-step.ts'
import machine from './testing/contact-change-machine.json' with { type: 'json' }

const start = new Date('2026-11-27T09:00:00Z')
const hours = (n: number) => new Date(start.getTime() + n * 3_600_000)
const dayMs = 24 * 3_600_000
const facts = (over: Partial<RecoveryFacts> = {}): RecoveryFacts => ({
  state: 'open',
  proofs: [],
  risks: [],
  startedAt: start,
  knownSince: over.proofs?.some((kind) => kind === 'knowledge' || kind === 'office') ? start : null,
  expiresAt: hours(48),
  approvedAt: null,
  identityLevel: 1,
  ...over,
})
const at = (proofs: Proof[], now = start, over: Partial<RecoveryFacts> = {}) => stepOf(facts({ proofs, ...over }), now, dayMs)
const someProofs = fc.subarray([...recoveryProofs])
const someRisks = fc.subarray([...riskMarks])

test('RECOV-2, ASVS 6.4.2: a code by mail or SMS alone never sets a password; two different methods do', () => {
  assert.equal(at([]), 'first-proof')
  assert.equal(at(['email']), 'second-proof')
  assert.equal(at(['phone']), 'second-proof')
  assert.equal(at(['email', 'phone']), 'password')
  assert.equal(at(['phone', 'totp']), 'password')
  assert.equal(at(['email', 'saved_code']), 'password')
  assert.equal(at(['phone', 'passkey']), 'password')
})

test('K6, RECOV-3: knowledge takes a method of the citizen, a day and a second employee; two methods of the citizen make up for both', () => {
  assert.equal(at(['knowledge']), 'first-proof')
  assert.equal(at(['knowledge', 'email']), 'approval')
  assert.equal(at(['knowledge', 'email'], hours(30)), 'approval')
  assert.equal(at(['knowledge', 'email'], hours(1), { approvedAt: hours(1) }), 'wait')
  assert.equal(at(['knowledge', 'email'], hours(24), { approvedAt: hours(1) }), 'password')
  assert.equal(at(['knowledge', 'email', 'phone'], hours(1)), 'password')
})

test('RECOV-1, LOGIN-8: at the office the passport and one contact are enough, at level 3 with a second person', () => {
  assert.equal(at(['office']), 'first-proof')
  assert.equal(at(['office', 'phone']), 'password')
  assert.equal(at(['office', 'phone'], start, { identityLevel: 3 }), 'approval')
  assert.equal(at(['office', 'phone'], start, { identityLevel: 3, approvedAt: start }), 'password')
  assert.equal(at(['office', 'phone'], start, { risks: ['contact_changed'] }), 'password')
})

test('RECOV-1: one mark of risk waits for a day, a report of phishing also for a security officer', () => {
  assert.equal(gradeOf([]), 'plain')
  assert.equal(gradeOf(['unknown_device']), 'plain')
  for (const mark of ['contact_changed', 'factor_added', 'several_accounts', 'failed_match', 'earlier_refused']) assert.equal(gradeOf([mark]), 'delay', mark)
  assert.equal(gradeOf(['contact_changed', 'failed_match']), 'delay')
  assert.equal(gradeOf(['contact_changed', 'failed_match', 'unknown_device']), 'review')
  assert.equal(gradeOf(['phishing_report']), 'review')
  assert.equal(at(['email', 'phone'], hours(23.9), { risks: ['contact_changed'] }), 'wait')
  assert.equal(at(['email', 'phone'], hours(24), { risks: ['contact_changed'] }), 'password')
  assert.equal(at(['email', 'phone'], hours(24), { risks: ['phishing_report'] }), 'approval')
  assert.equal(conditionsOf(facts({ proofs: ['email', 'phone'], risks: ['phishing_report'] }), dayMs).approval, 'security')
})

test('K6, section 5 row 1: whatever is proved, marked and approved, no password without a contact or factor held, and on knowledge none within a day', () => {
  fc.assert(
    fc.property(
      someProofs,
      someRisks,
      fc.boolean(),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 47 }),
      (proofs, risks, approved, level, hour) => {
        const step = stepOf(facts({ proofs, risks, approvedAt: approved ? start : null, identityLevel: level }), hours(hour), dayMs)
        if (step !== 'password') return
        assert.ok(methodsOf(proofs) >= 1)
        assert.ok(areEnough(proofs))
        if (methodsOf(proofs) === 1 && !proofs.includes('office')) assert.ok(proofs.includes('knowledge') && approved && hour >= 24)
        if (risks.includes('phishing_report')) assert.ok(approved)
      },
    ),
  )
})

test('RECOV-2: one more proof never takes a step back', () => {
  const order = ['first-proof', 'second-proof', 'approval', 'wait', 'password']
  fc.assert(
    fc.property(someProofs, fc.constantFrom(...recoveryProofs), someRisks, fc.integer({ min: 0, max: 47 }), (proofs, more, risks, hour) => {
      // Knowledge and office come with a start of an employee, never afterwards.
      if (more === 'knowledge' || more === 'office') return
      const before = stepOf(facts({ proofs, risks }), hours(hour), dayMs)
      const after = stepOf(facts({ proofs: [...proofs, more], risks }), hours(hour), dayMs)
      assert.ok(order.indexOf(after) >= order.indexOf(before), `${before} then ${after}`)
    }),
  )
})

test('RECOV-2, C19: before the first proof the code alone is offered; afterwards what the account has, while it is of use', () => {
  const owned: Proof[] = ['email', 'phone', 'totp', 'saved_code']
  assert.deepEqual(offersOf('first-proof', [], 'email', owned), ['email'])
  assert.deepEqual(offersOf('second-proof', ['email'], 'email', owned), ['phone', 'saved_code', 'totp'])
  assert.deepEqual(offersOf('approval', ['knowledge', 'email'], null, owned), ['phone', 'saved_code', 'totp'])
  assert.deepEqual(offersOf('wait', ['phone', 'email'], 'email', owned), [])
  assert.deepEqual(offersOf('password', ['phone', 'email'], 'email', owned), [])
})

test('RECOV-2: a recovery is over at its end, and once finished, refused or cancelled for good', () => {
  assert.equal(at(['email', 'phone'], hours(48)), 'refused')
  for (const state of ['refused', 'cancelled', 'expired'] as const) assert.equal(at(['email', 'phone'], start, { state }), 'refused')
  assert.equal(at(['email', 'phone'], start, { state: 'finished' }), 'done')
})

test('K13: the machine of a change of contact is the one of the specification; a change half done runs out too', () => {
  assert.deepEqual([...contactChangeStates].sort(), Object.keys(machine.states).sort())
  const wanted = machine.transitions.filter(({ action }) => action !== 'request')
  assert.deepEqual(Object.keys(contactTransitions).sort(), wanted.map(({ action }) => action).sort())
  for (const { action, from, to, by } of wanted) {
    const own = contactTransitions[action as ContactAction]
    const wider = action === 'expire' ? ['new_confirmed'] : []
    assert.deepEqual([...own.from].sort(), [...from, ...wider].sort(), action)
    assert.equal(own.to, to)
    assert.deepEqual([...own.by], by)
  }
})

test('K13: whatever is tried in whatever order, an ended change stays ended and none takes effect unconfirmed', () => {
  const actions = Object.keys(contactTransitions) as ContactAction[]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 20 }), (tried) => {
      let state: (typeof contactChangeStates)[number] = 'requested'
      const seen: string[] = [state]
      for (const action of tried) {
        try {
          state = nextContactState(state, action)
          seen.push(state)
        } catch (error) {
          assert.ok(error instanceof Refusal && error.kind === 'conflict')
          assert.ok(!contactActionsFrom(state).includes(action))
        }
      }
      if (state === 'active') assert.ok(seen.includes('new_confirmed'))
      for (const end of machine.final) assert.ok(seen.indexOf(end) === -1 || seen.indexOf(end) === seen.length - 1)
    }),
  )
})

test('K13: both codes take effect at once, a lost old contact waits, and until then codes are asked for', () => {
  const change = { state: 'requested' as const, oldIsLost: false, newConfirmedAt: null, oldConfirmedAt: null }
  assert.deepEqual(wantedCodes(change), ['new', 'old'])
  assert.deepEqual(wantedCodes({ ...change, oldIsLost: true }), ['new'])
  assert.equal(followingAction(change), null)
  assert.equal(followingAction({ ...change, state: 'new_confirmed', newConfirmedAt: start }), null)
  assert.equal(followingAction({ ...change, state: 'new_confirmed', newConfirmedAt: start, oldConfirmedAt: start }), 'activate_now')
  assert.equal(followingAction({ ...change, state: 'new_confirmed', newConfirmedAt: start, oldIsLost: true }), 'hold')
  assert.deepEqual(wantedCodes({ ...change, state: 'pending_hold' }), [])
})

test('K13: the cool-down closes its actions until its end, and is never made shorter', () => {
  assert.deepEqual(closedActions(hours(1), start), cooledActions)
  assert.deepEqual(closedActions(hours(1), hours(1)), [])
  assert.deepEqual(closedActions(null, start), [])
  assert.throws(() => refuseWhileCooling('contact.change', hours(1), start), { code: 'account.cooling' })
  refuseWhileCooling('contact.change', hours(1), hours(2))
  assert.deepEqual(coolingEnd(null, start, 72), hours(72))
  assert.deepEqual(coolingEnd(hours(100), start, 72), hours(100))
  assert.equal(coolingEnd(null, start, 0), null)
})

test('K6, RECOV-3: all of name, INN and passport fit, or nothing does; what is not stored fits nothing', () => {
  const stored = { surname: 'Семёнова-Ёлкина', name: 'Мария', patronymic: 'Петровна', inn: '500100732259', passport: '4508123456' }
  const said = { surname: 'семенова‑елкина', name: ' МАРИЯ ', patronymic: 'петровна', inn: '5001 0073 2259', passport: '45 08 № 123456' }
  assert.equal(isMatch(said, stored), true)
  for (const [field, value] of Object.entries({ surname: 'Иванова', name: 'Марина', patronymic: '', inn: '500100732258', passport: '4508123457' }))
    assert.equal(isMatch({ ...said, [field]: value }, stored), false, field)
  const { inn: _, ...withoutInn } = stored
  const { passport: __, ...withoutPassport } = stored
  for (const lacking of [withoutInn, withoutPassport, null]) {
    assert.equal(isMatch(said, lacking), false)
    assert.equal(isMatch({ ...said, inn: '', passport: '' }, lacking), false)
    assert.equal(isMatch({ surname: '-', name: '-', inn: '', passport: '' }, lacking), false)
  }
})
