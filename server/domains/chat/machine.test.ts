import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chatStates } from '#contract/chat'
import { Refusal } from '#platform/refusal'
import { type Action, actions, allowedFrom, type By, ends, nextState, transitionOf, transitions } from './machine.ts'

const everybody: readonly By[] = ['citizen', 'bot', 'operator', 'specialist', 'supervisor', 'system']

test('CHAT-2: from every state that is no end somebody can bring a talk to an end, and from an end nothing leads on', () => {
  for (const state of chatStates) {
    const reached = new Set([state])
    for (let before = 0; before < reached.size; ) {
      before = reached.size
      for (const { from, to } of transitions) if (from.some((one) => reached.has(one))) reached.add(to)
    }
    if (ends.includes(state)) assert.deepEqual([...reached], [state])
    else
      assert.ok(
        [...reached].some((one) => ends.includes(one)),
        state,
      )
  }
})

test('CHAT-11: whatever has been done, the citizen can leave, and can call a person where none is called yet', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 30 }), (walk) => {
      let state: (typeof chatStates)[number] = 'bot'
      for (const action of walk) {
        try {
          state = nextState(state, action, everybody)
        } catch (error) {
          assert.ok(error instanceof Refusal && error.code === 'chat.not-from-here')
          assert.ok(!transitionOf(action).from.includes(state))
        }
      }
      if (ends.includes(state)) return
      const own = allowedFrom(state, ['citizen'])
      assert.ok(own.includes('leave') || own.includes('end'), state)
      if (state === 'bot') assert.ok(own.includes('call_operator'))
    }),
  )
})

test('a step in a capacity that has no right to it is forbidden, and says what is allowed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...chatStates), fc.constantFrom(...actions), fc.subarray([...everybody], { minLength: 1 }), (state, action: Action, by) => {
      const may = allowedFrom(state, by).includes(action)
      try {
        assert.equal(transitionOf(action).to, nextState(state, action, by))
        assert.ok(may)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        assert.equal(may, false)
        assert.deepEqual(error.details?.['allowed'], allowedFrom(state, by))
      }
    }),
  )
})
