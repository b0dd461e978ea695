import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { answerLines } from './due-lines.ts'

const opora = (args: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('SLA-1: opora due prints the due instant with the offset of the zone', () => {
  assert.deepEqual(opora(['due', '--received', '2026-09-15T10:00:00+03:00', '--class', 'urgent']), {
    status: 0,
    stdout: '2026-09-16T18:00:00+03:00\n',
    stderr: '',
  })
  const args = ['--received', '2026-09-15T14:30:00Z', '--class', 'standard', '--policy', 'nextWorkingDayIfClosed', '--zone', 'Asia/Vladivostok']
  assert.equal(opora(['due', ...args]).stdout, '2026-09-23T18:00:00+10:00\n')
})

test('SLA-1: opora due --json answers every line in its place, and fails at the end when one had no answer', () => {
  const lines = [
    '{"receivedAt":"2026-06-10T10:00:00+03:00","class":"urgent"}',
    'not json',
    '{"receivedAt":"2027-12-29T10:00:00+03:00","class":"standard","policy":"instant","zone":"Europe/Moscow"}',
    '{"receivedAt":"2026-06-10","class":"urgent"}',
    '{"receivedAt":"2026-06-10T10:00:00Z","class":"slow"}',
    '{"receivedAt":"2026-06-10T10:00:00Z","class":"urgent","zone":"Nowhere"}',
    '{"receivedAt":"2030-06-10T10:00:00Z","class":"urgent"}',
    '{"receivedAt":"2026-02-30T10:00:00Z","class":"urgent"}',
    '[]',
    '',
    '{"receivedAt":"2026-09-15T23:59:59+03:00","class":"urgent","policy":"nextWorkingDayIfClosed"}',
  ]
  const { status, stdout } = opora(['due', '--json'], lines.join('\n'))
  const replies = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.equal(status, 1)
  assert.equal(replies.length, lines.length)
  assert.deepEqual(replies[0], { dueAt: '2026-06-11T17:00:00+03:00', provisional: false })
  assert.deepEqual(replies[2], { dueAt: '2028-01-13T18:00:00+03:00', provisional: true })
  assert.deepEqual(replies.at(-1), { dueAt: '2026-09-17T18:00:00+03:00', provisional: false })
  assert.deepEqual(
    replies.flatMap((reply, index) => ('error' in reply ? [index] : [])),
    [1, 3, 4, 5, 6, 7, 8, 9],
  )
  assert.equal(opora(['due', '--json'], `${lines[0]}\n`).status, 0)
})

test('SLA-1: a line cut anywhere by the pipe is answered once and whole', async () => {
  const line = Buffer.from('{"receivedAt":"2026-09-15T10:00:00+03:00","class":"urgent","note":"срок"}\n')
  const bytes = Buffer.concat([line, line, line])
  for (const size of [1, 7, bytes.length]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
    let written = ''
    const output = new Writable({
      highWaterMark: 10,
      write(chunk, _, done) {
        written += chunk
        setImmediate(done)
      },
    })
    assert.equal(await answerLines(Readable.from(chunks, { objectMode: false }), output, { policy: 'instant', zone: 'Europe/Moscow' }), 0)
    assert.equal(written, '{"dueAt":"2026-09-16T18:00:00+03:00","provisional":false}\n'.repeat(3))
  }
})

test('SLA-1: 100,000 lines are answered in seconds', () => {
  const question = (index: number) => JSON.stringify({ receivedAt: new Date(Date.UTC(2025, 0, 2) + index * 900_000).toISOString(), class: 'complex' })
  const from = performance.now()
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'due', '--json'], {
    input: Array.from({ length: 100_000 }, (_, index) => question(index)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  assert.equal(status, 0)
  assert.equal(stdout.trimEnd().split('\n').length, 100_000)
  assert.ok(performance.now() - from < 15_000)
})

test('an unknown command, option or word is explained and leaves with 2', () => {
  const wrong: [string[], RegExp][] = [
    [[], /a command is needed.*due, requirements/],
    [['dew'], /no command "dew".*due, requirements/],
    [['due', '--recieved', 'x'], /Unknown option '--recieved'.*opora due --help/],
    [['due'], /--received and --class are needed/],
    [['due', '--received', '2026-09-15T10:00:00', '--class', 'urgent'], /with offset or Z/],
    [['due', '--received', '2026-09-15T10:00:00Z', '--class', 'slow'], /urgent, standard, complex/],
    [['due', '--json', '--class', 'urgent'], /--json takes/],
    [['due', 'today'], /Unexpected argument 'today'/],
  ]
  for (const [args, says] of wrong) {
    const { status, stdout, stderr } = opora(args)
    assert.equal(status, 2, args.join(' '))
    assert.equal(stdout, '')
    assert.match(stderr, says)
    assert.equal(stderr.trimEnd().split('\n').length, 1)
  }
})

test('a moment beyond the calendar leaves with 1', () => {
  const { status, stderr } = opora(['due', '--received', '2030-09-15T10:00:00Z', '--class', 'urgent'])
  assert.equal(status, 1)
  assert.match(stderr, /no production calendar for 2030/)
})

test('help is printed for the whole and for each command', () => {
  assert.match(opora(['--help']).stdout, /due .*\n.*requirements/)
  assert.match(opora(['due', '--help']).stdout, /--received/)
  assert.match(opora(['requirements', '--help']).stdout, /JSON array/)
})
