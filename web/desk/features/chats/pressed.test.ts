import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pressedOption } from './pressed.ts'

test('CHAT-11: a press of the citizen is told from words; nobody else presses', () => {
  const option = { id: 'article-kb-14', does: 'article', label: 'Код не приходит', topic: null }
  assert.deepEqual(pressedOption({ from: 'citizen', details: { option } }), option)
  assert.equal(pressedOption({ from: 'citizen', details: {} }), undefined)
  assert.equal(pressedOption({ from: 'assistant', details: { option } }), undefined)
})
