import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { UsageError } from './command.ts'
import { adminWanted, madeAdmin } from './create-admin.ts'

let platform: Platform
before(async () => {
  platform = await testPlatform(await testDatabase())
})
after(() => platform.store.close())

const now = new Date('2026-11-27T09:00:00.000Z')

test('ASVS 6.3.2: create-admin prints a one-time link and its end, and the store keeps the account as invited', async () => {
  const [link, note] = await madeAdmin(platform, adminWanted(['--login', 'Chief', '--name', ' Ирина ']), now)
  assert.match(link!, /\/desk\/enrol#[\w-]{43}$/)
  assert.match(note!, /2026-11-28T09:00:00\.000Z/)
  const rows = await platform.store.db.selectFrom('staff').select(['login', 'state', 'roles', 'password_hash']).execute()
  assert.deepEqual(rows, [{ login: 'chief', state: 'invited', roles: ['admin'], password_hash: null }])
})

test('ASVS 6.3.2: create-admin refuses in words, and asks for what it lacks', async () => {
  await assert.rejects(madeAdmin(platform, { login: 'имя', name: 'Ирина', again: false }, now), UsageError)
  await platform.store.pool.query("update staff set state = 'active', password_hash = 'x', invite_hash = null, invite_expires_at = null")
  await assert.rejects(madeAdmin(platform, { login: 'second', name: 'Петр', again: false }, now), /active administrator/)
  assert.equal((await madeAdmin(platform, { login: 'second', name: 'Петр', again: true }, now)).length, 2)
  assert.throws(() => adminWanted(['--name', 'Петр']), UsageError)
  assert.throws(() => adminWanted(['--login', 'petr']), UsageError)
})
