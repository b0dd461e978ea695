import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { describeSettings } from '#platform/config'
import { COMMANDS } from '../opora/commands.ts'
import { deadPaths, notQuotedFrom, pages, pageText, quotedCode, tableRows } from './docs.ts'
import { filesIn, root } from './modules.ts'

const operating = tableRows(pageText('docs/operating.md'))

test('every setting stands in docs/operating.md with its default and unit, and no other does', () => {
  const told = operating.filter(([name]) => /^[A-Z][A-Z0-9_]+$/.test(name ?? '')).map(([env, value, unit]) => ({ env, default: value, unit }))
  const real = describeSettings().map((one) => ({ ...one, default: one.default || '(none)' }))
  assert.deepEqual(told, real)
})

test('every scheduled job stands in docs/operating.md with its hour, and no other does', () => {
  const sources = filesIn(['server'], ['.ts']).map((path) => readFileSync(join(root, path), 'utf8'))
  const real = sources.flatMap((text) => [...text.matchAll(/name: '([a-z.-]+)',\s*cron: '([^']+)'/g)].map(([, name, cron]) => `${name} ${cron}`))
  const told = operating.filter(([name]) => /^[a-z]+\.[a-z-]+$/.test(name ?? '')).map(([name, cron]) => `${name} ${cron}`)
  assert.ok(real.length > 5, 'the search for jobs is broken')
  assert.deepEqual(told.sort(), real.sort())
})

test('every runtime dependency has its reason in docs/decisions, with the version that is installed', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  const real = Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, version]) => `${name} ${version}`)
  const told = tableRows(pageText('docs/decisions/0013-dependencies.md')).map(([name, version]) => `${name} ${version}`)
  assert.deepEqual(told.sort(), real.sort())
})

test('every command of opora is named in README.md', () => {
  const readme = pageText('README.md')
  assert.deepEqual(
    COMMANDS.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``)),
    [],
  )
})

test('what the documents quote from the code is in the code', () => {
  const quotations = pages().flatMap((page) => quotedCode(pageText(page)).map((one) => ({ page, ...one })))
  assert.ok(quotations.length > 5, 'the search for quotations is broken')
  for (const { page, path, code } of quotations) assert.deepEqual(notQuotedFrom(readFileSync(join(root, path), 'utf8'), code), [], `${page} quotes ${path}`)
})

test('no document points to a file that is not there', () => {
  for (const page of pages()) assert.deepEqual(deadPaths(page, pageText(page)), [], page)
})

test('a dead link, a changed quotation and a missing row are found', () => {
  assert.deepEqual(deadPaths('docs/x.md', '[a](nowhere.md) `server/no-such-file.ts` `server/main.ts` [b](https://example.org)'), [
    'nowhere.md',
    'server/no-such-file.ts',
  ])
  assert.deepEqual(notQuotedFrom('const a = 1\n  const b = 2', 'const a = 1\n// ...\nconst b = 3'), ['const b = 3'])
  assert.deepEqual(quotedCode('text\n```ts server/main.ts\nx\n```\n'), [{ path: 'server/main.ts', code: 'x\n' }])
  assert.deepEqual(tableRows('| a | b |\n|---|---|\n| `X` | 1 |'), [['X', '1']])
})
