import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { citizenStatuses, statuses } from '#contract/tickets'
import { citizenStatusLooks, icons, statusLooks } from './looks.ts'

test('every status of the contract has its chip, for citizens and for staff', () => {
  assert.deepEqual(Object.keys(citizenStatusLooks).sort(), [...citizenStatuses].sort())
  assert.deepEqual(Object.keys(statusLooks).sort(), [...statuses].sort())
})

test('no two citizen statuses share both icon and word', () => {
  const seen = Object.values(citizenStatusLooks).map((look) => `${look.icon} ${look.ru}`)
  assert.equal(new Set(seen).size, seen.length)
})

test('every icon name is in the icon package', () => {
  for (const name of icons) assert.ok(existsSync(new URL(`../../node_modules/@tabler/icons/icons/outline/${name}.svg`, import.meta.url)), name)
})
