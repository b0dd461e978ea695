import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { shippedMind } from '#domains/assistant/index'
import { understandLines } from './assistant-lines.ts'
import { trainOn } from './assistant-train.ts'

const folder = mkdtempSync(join(tmpdir(), 'opora-assistant-'))
const written = (name: string, lines: readonly unknown[]): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return path
}
function collected(): { output: Writable; text: () => string } {
  let text = ''
  const output = new Writable({
    write(chunk, _, done) {
      text += String(chunk)
      done()
    },
  })
  return { output, text: () => text }
}

test('CHAT-3: opora assistant answers every line in its place and names the lines that it could not read', () => {
  const input = [
    '{"text":"Забыл пароль","lang":"ru"}',
    'not json',
    '[]',
    '{"lang":"ru"}',
    '',
    '{"text":"мой код 482913"}',
    '{"text":"Connect me to a human agent"}',
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'assistant'], {
    input: input.join('\n'),
    encoding: 'utf8',
  })
  const replies = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual([status, stderr], [1, ''])
  assert.deepEqual(Object.keys(replies[0]), ['topic', 'top', 'outOfScope', 'needsHuman', 'secrets', 'action', 'article'])
  assert.equal(replies[0].topic, 'access_recovery')
  assert.equal(replies[0].top.length, 3)
  assert.equal(replies[0].article, 'password-forgotten')
  assert.deepEqual(replies.slice(1, 4), [
    { error: 'line 2 is not JSON', line: 2 },
    { error: 'line 3 is not a JSON object', line: 3 },
    { error: 'line 4 has no text', line: 4 },
  ])
  assert.deepEqual(replies[4].secrets, [{ kind: 'code', start: 8, end: 14 }])
  assert.deepEqual([replies[5].needsHuman, replies[5].action], [true, 'handOver'])
  assert.equal(replies.length, 6)
})

test('a line that comes in pieces is one line, and answers wait for nothing but their own line', async () => {
  const { output, text } = collected()
  const input = new PassThrough()
  const done = understandLines(input, output, shippedMind())
  input.write('{"text":"Спаси')
  input.write('бо"}\n{"text":')
  while (text() === '') await setImmediate()
  assert.equal(JSON.parse(text()).topic, 'thanks')
  input.end('"Добрый день"}')
  assert.equal(await done, 0)
  assert.deepEqual(
    text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).topic),
    ['thanks', 'greeting'],
  )
})

const lines = ['cat dog hamster pet', 'car road wheel drive', 'moon star galaxy space'].flatMap((words, label) =>
  Array.from({ length: 20 }, (_, i) => ({
    text: `${words.split(' ')[i % 4]} ${words.split(' ')[(i * 3 + 1) % 4]} number ${i}`,
    label: ['pets', 'cars', 'oos'][label],
  })),
)

test('--train learns another set and reports on --test, or on a fifth that it holds back', async () => {
  const train = written('train.jsonl', [...lines, 'broken', { text: 'no label' }])
  const { output, text } = collected()
  const problems = collected()
  assert.equal(await trainOn(train, null, output, problems.output), 1)
  assert.match(problems.text(), /train\.jsonl: line 61 is not JSON\n.*line 62 has no text or no label/)
  const figures = JSON.parse(text())
  assert.deepEqual([figures.train, figures.test, figures.labels, figures.top1, figures.top3, figures.outOfScopeAuroc], [48, 12, 3, 1, 1, 1])
  assert.ok(figures.seconds > 0 && figures.modelBytes > 1000)

  const again = collected()
  const test = written('test.jsonl', [
    { text: 'a dog', label: 'pets' },
    { text: 'a dog', label: 'cars' },
  ])
  assert.equal(await trainOn(written('clean.jsonl', lines), test, again.output, problems.output), 0)
  assert.deepEqual(
    { ...JSON.parse(again.text()), seconds: 0, modelBytes: 0 },
    { train: 60, test: 2, labels: 3, top1: 0.5, top3: 1, outOfScopeAuroc: null, seconds: 0, modelBytes: 0 },
  )
})

test('a set that is not there, or of one label, is refused in one line', () => {
  const refused = (args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'assistant', ...args], { encoding: 'utf8' })
    return { status, stderr }
  }
  assert.deepEqual(refused(['--test', 'x']), { status: 2, stderr: 'opora: --test needs --train. Help: opora assistant --help\n' })
  assert.equal(
    refused(['--train', join(folder, 'nothing.jsonl')]).stderr,
    `opora: ${join(folder, 'nothing.jsonl')} cannot be read. Help: opora assistant --help\n`,
  )
  assert.equal(refused(['--train', written('one.jsonl', [{ text: 'a', label: 'b' }])]).status, 2)
})
