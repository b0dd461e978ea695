import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { createStaff } from '#domains/staff/index'
import { jobs as ticketJobs } from '#domains/tickets/jobs'
import { systemCtx } from '#platform/ctx'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { begin, isHalfMade } from '../../server/world/state.ts'
import { calendarWanted } from './calendar.ts'
import { COMMANDS } from './commands.ts'
import { emptyDemo } from './empty-demo.ts'

const opora = (...args: string[]) => spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' })

test('schedule lists what the domains and the house itself do by the clock', () => {
  const { status, stdout } = opora('schedule', '--json')
  assert.equal(status, 0)
  const listed = JSON.parse(stdout) as { name: string; cron: string; what: string }[]
  for (const { name, cron, what } of ticketJobs.schedule ?? [])
    assert.deepEqual(
      listed.find((one) => one.name === name),
      { name, cron, what },
    )
  assert.ok(listed.some(({ name }) => name === 'platform.partitions') && listed.some(({ name }) => name.startsWith('notifications.')))
  assert.equal(new Set(listed.map(({ name }) => name)).size, listed.length)
  assert.match(opora('schedule').stdout, /^tickets\.clocks +\* \* \* \* \* +warns/m)
})

test('every command explains itself', async () => {
  for (const { name, summary, load } of COMMANDS) {
    const { command } = await load()
    assert.match(command.help, new RegExp(`^opora ${name}`), name)
    assert.ok(summary.length > 10)
  }
})

test('world codes prints everybody with six digits; another word is not understood', () => {
  const { status, stdout } = opora('world', 'codes')
  assert.equal(status, 0)
  assert.match(stdout, /^supervisor +olive-kettle-rides-north {2}\d{6} {2}supervisor$/m)
  assert.equal(opora('world', 'cods').status, 2)
})

test('world --again empties a demonstration that was broken off, and nothing else', async () => {
  const database = await testDatabase()
  const platform = await testPlatform(database)
  const ctx = systemCtx(platform, new Date('2026-11-25T11:20:00.000Z'), 'test-request')
  await createStaff(ctx, {
    login: 'somebody',
    name: 'Имя',
    roles: ['operator'],
    teams: [],
    lang: 'ru',
    password: 'тихая гавань за мысом',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  })
  await assert.rejects(emptyDemo(platform, database.ownerConnection), /no demonstration/)
  await begin(platform, ctx.now)
  await emptyDemo(platform, database.ownerConnection)
  assert.equal(await isHalfMade(platform), false)
  assert.deepEqual((await platform.store.pool.query('select 1 from staff union all select 1 from journal')).rows, [])
  assert.ok((await platform.store.pool.query('select 1 from service_key')).rows.length > 5)
  await platform.store.close()
})

test('calendar import wants a file, a source and a status', () => {
  assert.equal(calendarWanted([]), null)
  assert.deepEqual(calendarWanted(['import', 'y.json', '--source', 'Decree 1', '--status', 'official']), {
    file: 'y.json',
    source: 'Decree 1',
    status: 'official',
    apply: false,
  })
  assert.throws(() => calendarWanted(['import']), /needs a file/)
  assert.throws(() => calendarWanted(['import', 'y.json', '--status', 'official']), /--source/)
  assert.throws(() => calendarWanted(['import', 'y.json', '--source', 'x', '--status', 'maybe']), /--status/)
  assert.throws(() => calendarWanted(['export']), /no "export"/)
})
