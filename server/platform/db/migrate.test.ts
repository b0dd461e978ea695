import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { Client } from 'pg'
import { testDatabase } from '#testing/database'
import type { Connection } from './launch.ts'
import { migrate } from './migrate.ts'

let owner: Connection
let folder = ''
let client: Client
const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql)

before(async () => {
  const database = await testDatabase()
  owner = database.ownerConnection
  client = new Client(owner)
  await client.connect()
})
after(async () => {
  await client.end()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  // These tests bring their own migrations: the store forgets ours, whose tables stay out of the way.
  await client.query('delete from schema_migration; drop schema if exists tried cascade; create schema tried')
  if (folder) rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'opora migrations '))
  file('0001-words.sql', '-- 0001 Words.\ncreate table tried.word (id int primary key);')
})

test('migrations are applied once, in order, also when two servers start at once', async () => {
  file('0002-more.sql', `insert into tried.word values (1);`)
  const both = await Promise.all([migrate(owner, { folder }), migrate(owner, { folder })])
  assert.deepEqual(both.map(({ applied }) => applied.length).sort(), [0, 2])
  assert.equal((await client.query('select from tried.word')).rowCount, 1)
})

test('a migration that fails leaves nothing of itself, and says where it failed', async () => {
  file('0002-broken.sql', 'create table tried.half (id int);\n\nselect nonsense;')
  await assert.rejects(migrate(owner, { folder }), /The migration 2 \(broken\) failed at line 3: column "nonsense" does not exist/)
  assert.deepEqual((await client.query(`select number from schema_migration`)).rows, [{ number: 1 }])
  assert.equal((await client.query(`select to_regclass('tried.half') as half`)).rows[0].half, null)
})

test('an index may be built without a transaction', async () => {
  file('0002-index.sql', '-- no transaction\ncreate index concurrently if not exists word_again on tried.word (id)')
  assert.deepEqual((await migrate(owner, { folder })).applied, ['words', 'index'])
})

test('a changed file, a newer store, a number out of order and a number used twice are refused', async () => {
  await migrate(owner, { folder })
  file('0001-words.sql', '-- 0001 Words.\r\ncreate table tried.word (id int primary key);')
  await migrate(owner, { folder })
  file('0001-words.sql', '-- 0001 Other words.\ncreate table tried.word (id int primary key);')
  await assert.rejects(migrate(owner, { folder }), /was changed after it had been applied/)
  rmSync(join(folder, '0001-words.sql'))
  await assert.rejects(migrate(owner, { folder }), /made by a newer version/)
  file('0001-words.sql', '-- 0001 Words.\ncreate table tried.word (id int primary key);')
  file('0003-third.sql', 'select 1')
  await migrate(owner, { folder })
  file('0002-second.sql', 'select 1')
  await assert.rejects(migrate(owner, { folder }), /comes before 3/)
  file('0002-twice.sql', 'select 1')
  await assert.rejects(migrate(owner, { folder }), /Two migrations have the number 2/)
})

test('our own migrations apply to an empty store', async () => {
  const { ownerConnection } = await testDatabase()
  assert.deepEqual((await migrate(ownerConnection)).applied, [], 'the template was already migrated')
})
