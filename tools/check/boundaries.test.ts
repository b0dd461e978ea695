import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaryProblems, forbidden } from './boundaries.ts'
import { readModule } from './modules.ts'

const order = ['agency', 'citizens', 'tickets', 'notifications']
const at = (path: string) => (path.includes('/') && !path.startsWith('web/') && !path.startsWith('contract/') ? `server/${path}` : path)

const refused: [string, string, RegExp][] = [
  ['contract/tickets.ts', 'platform/config.ts', /contract imports nothing/],
  ['web/desk/app.tsx', 'platform/config.ts', /web sees contract only/],
  ['web/ui/field.tsx', 'web/desk/app.tsx', /web\/ui knows no application/],
  ['platform/http.ts', 'domains/agency/index.ts', /platform knows no domain/],
  ['domains/citizens/queries.ts', 'domains/tickets/index.ts', /does not stand above/],
  ['domains/tickets/commands.ts', 'domains/citizens/queries.ts', /through its door/],
  ['domains/tickets/commands.ts', 'domains/notifications/index.ts', /listens/],
  ['domains/tickets/commands/close.ts', 'domains/tickets/routes.ts', /only main imports routes/],
  ['domains/tickets/queries.ts', 'domains/tickets/commands/close.ts', /queries may not import commands/],
  ['domains/tickets/next-status.ts', 'domains/tickets/commands.ts', /the rule next-status may not import commands/],
  ['domains/tickets/commands.ts', 'testing/world.ts', /only tests import tests/],
  ['domains/tickets/routes.ts', 'web/citizen/site.ts', /only main/],
]
for (const [from, to, why] of refused) test(`${from} may not import ${to}`, () => assert.match(String(forbidden(at(from), at(to), order)), why))

const allowed: [string, string][] = [
  ['web/desk/app.tsx', 'contract/tickets.ts'],
  ['server/main.ts', 'server/domains/tickets/routes.ts'],
  ['server/main.ts', 'web/citizen/site.ts'],
  ['server/domains/tickets/commands.ts', 'server/domains/citizens/index.ts'],
  ['server/domains/tickets/routes/citizen.ts', 'server/domains/tickets/routes/staff.ts'],
  ['server/domains/tickets/routes.ts', 'server/domains/tickets/commands/close.ts'],
  ['server/domains/tickets/commands.test.ts', 'server/testing/world.ts'],
]
for (const [from, to] of allowed) test(`${from} may import ${to}`, () => assert.equal(forbidden(from, to, order), null))

const problemsOf = (files: Record<string, string>) =>
  boundaryProblems(
    Object.entries(files).map(([path, source]) => readModule(path, source)),
    order,
    (path) => path in files,
  )

test('imports are seen in every form, in .tsx too, and a cycle of types is a cycle', () => {
  const problems = problemsOf({
    'web/ui/a.tsx': `import type { B } from './b.ts'\nexport const A = (b: B) => <p>{b}</p>`,
    'web/ui/b.ts': `export type B = import('./c.ts').C`,
    'web/ui/c.ts': `export * from './d.ts'\nexport type C = string`,
    'web/ui/d.ts': `export const later = () => import('./a.tsx')`,
  })
  assert.deepEqual(problems, ['import cycle: web/ui/a.tsx -> web/ui/b.ts -> web/ui/c.ts -> web/ui/d.ts -> web/ui/a.tsx'])
})

test('raw SQL, cryptography outside the vault, missing files and long files are found', () => {
  const problems = problemsOf({
    'server/domains/tickets/queries.ts': `import { sql } from 'kysely'\nimport { createHash } from 'node:crypto'\nimport './gone.ts'\nsql.raw(createHash('md5') + '')\n${'\n'.repeat(300)}`,
    'server/platform/vault/seal.ts': `import 'node:crypto'`,
    'server/platform/db/order.ts': `import { sql } from 'kysely'\nsql.raw('desc')`,
  })
  assert.deepEqual(
    problems.map((line) => line.replace('server/domains/tickets/queries.ts: ', '')),
    [
      'node:crypto belongs to server/platform/vault',
      './gone.ts does not exist',
      'has 304 lines, more than 300: make it a folder',
      'sql.raw may stand in server/platform/db only',
    ],
  )
})

test('a check that read nothing fails', () => assert.equal(boundaryProblems([], order, () => true).length, 1))
