import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import requirements from '../../docs/requirements.json' with { type: 'json' }
import { type Covered, coverage } from './requirements.ts'
import { idsOf, testNames } from './test-names.ts'

// Written apart from the list, so that a lost id is seen.
// biome-ignore format: a table
const FAMILIES = {
  'GEN-': 1, 'HOT-': 11, 'CHAT-': 15, 'FORM-': 15, 'MFC-': 10, 'LOGIN-': 10, 'RECOV-': 6, 'DATA-': 8, 'SERV-': 8, 'TECH-': 7, 'PREP-': 4, 'ASK-': 5,
  'ETIQ-': 6, 'REG-': 12, 'SLA-': 8, 'PRIV-': 7, 'PHISH-': 4, 'SUSP-': 5, 'MAIL-': 1, K: 20, R: 25, C: 29, 'REL-': 27,
}

test('the list of requirements has every id once, in order, each with a title', () => {
  const expected = Object.entries(FAMILIES).flatMap(([family, count]) => Array.from({ length: count }, (_, index) => `${family}${index + 1}`))
  assert.deepEqual(
    requirements.map(({ id }) => id),
    expected,
  )
  assert.deepEqual(
    requirements.filter(({ title }) => title.length < 5),
    [],
  )
})

test('names of tests are read from the source, skipped and commented ones are not', () => {
  const source = [
    "test('SLA-5: a', () => {})",
    'test("SLA-6, REG-1: it\\"s b", fn)',
    `  await t.test(\`K1: \${name} c\`, fn)`,
    "test.only('R5: d', fn)",
    "describe('FORM-1: e', () => { it('inner', fn) })",
    'test(',
    "  'C1: f',",
    '  fn)',
    "test.skip('SLA-7: no', fn)",
    "// test('SLA-7: no', fn)",
    " * test('SLA-7: no')",
    "contest('SLA-7: no')",
  ].join('\n')
  assert.deepEqual(testNames(source), ['SLA-5: a', 'SLA-6, REG-1: it"s b', `K1: \${name} c`, 'R5: d', 'FORM-1: e', 'C1: f'])
})

test('only ids before the colon count', () => {
  assert.deepEqual(idsOf('FORM-1,FORM-9, K2: double press of SLA-5: once'), ['FORM-1', 'FORM-9', 'K2'])
  assert.deepEqual(idsOf('as SLA-5: says'), [])
  assert.deepEqual(idsOf('SLA-5 without a colon'), [])
})

test('a requirement without tests is listed with none, unknown ids are left out', () => {
  const known = [
    { id: 'SLA-5', title: 't' },
    { id: 'SLA-6', title: 't' },
  ]
  assert.deepEqual(coverage(known, ['SLA-5, XYZ-1: a', 'SLA-5, XYZ-1: a', 'SLA-5: b', 'c']), [
    { id: 'SLA-5', tests: ['SLA-5, XYZ-1: a', 'SLA-5: b'] },
    { id: 'SLA-6', tests: [] },
  ])
})

test('opora requirements prints all of them, and finds the tests of this project', () => {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), 'requirements'], { encoding: 'utf8', maxBuffer: 64 << 20 })
  const printed = JSON.parse(stdout) as Covered[]
  assert.equal(status, 0)
  assert.deepEqual(
    printed.map(({ id }) => id),
    requirements.map(({ id }) => id),
  )
  assert.ok(printed.find(({ id }) => id === 'SLA-5')?.tests.includes('SLA-5: an extension to a named date needs a later working day'))
})
