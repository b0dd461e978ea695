import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { drainOnSignal, type Part } from './shutdown.ts'

function set(parts: Part[], drainSeconds: number) {
  const signals = new EventEmitter()
  const clock = { now: 0 }
  const codes: number[] = []
  const lines: string[] = []
  const ended = new Promise<void>((done) => {
    const exit = (code: number) => {
      codes.push(code)
      done()
    }
    drainOnSignal(parts, { drainSeconds, log: (line) => lines.push(line), signals: signals as unknown as NodeJS.Process, exit, now: () => clock.now })
  })
  return { signals, clock, codes, lines, ended }
}

test('parts end one after another, the database last, and the code is 0', async () => {
  const order: string[] = []
  const part = (name: string, ms: number): Part => ({ name, stop: () => pause(ms).then(() => order.push(name)) })
  const { signals, codes, ended } = set([part('http', 20), part('jobs', 5), part('database', 1)], 5)
  signals.emit('SIGTERM')
  await ended
  assert.deepEqual([order, codes], [['http', 'jobs', 'database'], [0]])
})

test('a part that hangs or fails does not keep the database from ending', async () => {
  let stopped = false
  const parts: Part[] = [
    { name: 'http', stop: () => new Promise(() => {}) },
    { name: 'jobs', stop: () => Promise.reject(new Error('no broker')) },
    { name: 'database', stop: async () => (stopped = true) },
  ]
  const { signals, codes, lines, ended } = set(parts, 0.1)
  signals.emit('SIGTERM')
  await ended
  assert.deepEqual([stopped, codes], [true, [1]])
  assert.ok(lines.includes('http did not end in time and is cut off.') && lines.includes('jobs did not end cleanly: no broker'))
})

test('one Ctrl-C that arrives three times is one; a later one ends at once', async () => {
  const { signals, clock, codes, ended } = set([{ name: 'http', stop: () => new Promise(() => {}) }], 0.2)
  signals.emit('SIGINT')
  clock.now = 40
  signals.emit('SIGINT')
  signals.emit('SIGINT')
  assert.deepEqual(codes, [])
  clock.now = 3000
  signals.emit('SIGINT')
  await ended
  assert.equal(codes[0], 1)
})
