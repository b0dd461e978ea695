import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run } from './run.ts'
import { countOf } from './tests.ts'

const folder = mkdtempSync(join(tmpdir(), 'opora report '))
after(() => rmSync(folder, { recursive: true }))

/** What node itself reports about a file, so that a change of its words is noticed. */
async function reportOn(name: string, body: string) {
  const file = join(folder, name)
  writeFileSync(file, `import { test } from 'node:test'\n${body}`)
  return run(process.execPath, ['--test', '--test-reporter=spec', '--test-timeout=500', file], { env: { NODE_TEST_CONTEXT: undefined } })
}

test('the report of node is read: passed, failed and cut off by time', async () => {
  const report = await reportOn(
    'three.test.mjs',
    `test('a', () => {})\ntest('b', () => { throw new Error('no') })\ntest('c', () => new Promise((done) => setTimeout(done, 1500)))`,
  )
  assert.deepEqual([countOf(report.output), report.code], [{ passed: 1, failed: 2 }, 1])
})

test('a file that cannot be read counts as failed', async () => {
  const report = await reportOn('broken.test.mjs', 'this is no program')
  assert.deepEqual([countOf(report.output), report.code], [{ passed: 0, failed: 1 }, 1])
})
