import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatMessage } from '#contract/chat'
import { askAfter, draftOfSolution, isLast, withEarlier, withLater } from './log.ts'

const message = (seq: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  seq,
  id: `${seq}`,
  at: '2026-11-23T07:40:00.000Z',
  from: 'citizen',
  author: null,
  kind: 'words',
  text: `${seq}`,
  event: null,
  details: {},
  options: [],
  article: null,
  files: [],
  ...more,
})
const page = (from: number, to: number, lastSeq: number, earlier = false) => ({
  lastSeq,
  earlier,
  messages: Array.from({ length: to - from + 1 }, (_, at) => message(from + at)),
})
const file = (scan: 'clean' | 'quarantined') => ({ id: 'f', name: 'скан.pdf', type: 'application/pdf' as const, bytes: 1, scan })
const seqs = ({ messages }: { messages: ChatMessage[] }) => messages.map(({ seq }) => seq)

test('CHAT-4: what came later and what is older make one log without doubles', () => {
  const first = { messages: page(101, 103, 103).messages, earlier: true }
  assert.equal(askAfter(first), 103)
  const later = withLater(first, page(103, 105, 105))
  assert.deepEqual(seqs(later), [101, 102, 103, 104, 105])
  assert.equal(later.earlier, true)
  const all = withEarlier(later, page(99, 100, 105))
  assert.deepEqual([seqs(all), all.earlier], [[99, 100, 101, 102, 103, 104, 105], false])
  assert.deepEqual([isLast(page(1, 100, 250)), isLast(page(201, 250, 250)), isLast(page(1, 0, 0))], [false, true, true])
})

test('CHAT-4: a file that is still being checked is asked for again, and the checked one takes its place', () => {
  const log = { messages: [message(1), message(2, { files: [file('quarantined')] }), message(3)], earlier: false }
  assert.equal(askAfter(log), 1)
  const checked = withLater(log, { lastSeq: 3, earlier: true, messages: [message(2, { files: [file('clean')] }), message(3)] })
  assert.deepEqual([seqs(checked), checked.messages[1]?.files[0]?.scan, askAfter(checked), checked.earlier], [[1, 2, 3], 'clean', 3, false])
})

test('CHAT-13: the solution is proposed from the last article or the start of the last answer, never from a note', () => {
  const staff = (seq: number, text: string, more: Partial<ChatMessage> = {}) => message(seq, { from: 'staff', text, ...more })
  assert.equal(draftOfSolution([message(1)]), '')
  assert.equal(draftOfSolution([staff(1, 'Отправили код\nеще раз.'), staff(2, 'Сверить.', { kind: 'note' })]), 'Отправили код еще раз.')
  assert.equal(draftOfSolution([staff(1, 'x'), staff(2, 'Сделайте так.', { article: { id: 'a', title: 'Код не приходит' } })]), 'Код не приходит')
  const long = draftOfSolution([staff(1, `Вход открыт. ${'Проверьте почту и папку спама '.repeat(12)}`)])
  assert.equal(long, 'Вход открыт.')
  assert.ok(draftOfSolution([staff(1, 'слово '.repeat(80))]).length <= 200)
})
