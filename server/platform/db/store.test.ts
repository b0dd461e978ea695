import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '#testing/database'
import { isAway, openStore } from './store.ts'

test('the store keeps the role that its connection steps down to, beside its own time limits', async (t) => {
  const { connection } = await testDatabase()
  const store = openStore({ ...connection, options: '-c role=opora_app', max: 2, statementSeconds: 7, onError: () => {} })
  t.after(() => store.close())
  // 'none' when nobody asked for a role, although the login has the same name here.
  const { rows } = await store.pool.query("select current_setting('role') as role, current_setting('statement_timeout') as most")
  assert.deepEqual(rows, [{ role: 'opora_app', most: '7s' }])
})

test('REL-5, REL-8: what the database cannot do now is "not now" and no fault of the service', () => {
  const failed = (code: string, message = 'told') => Object.assign(new Error(message), { code })
  for (const code of ['57014', '53100', '53300', '58030', '57P01', '25P03', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED', 'ECONNREFUSED'])
    assert.equal(isAway(failed(code)), true, code)
  assert.equal(isAway(new Error('Client was closed and is not queryable')), true)
  for (const code of ['23505', '42601', '22P02', 'ENOENT-like']) assert.equal(isAway(failed(code)), false, code)
})

test('REL-5: a connection that fell silent is not handed to the next one', async (t) => {
  const { connection } = await testDatabase()
  const store = openStore({ ...connection, max: 1, statementSeconds: 1, onError: () => {} })
  t.after(() => store.close())
  // The database's own limit is off, as if it did not answer at all: ours, three seconds above, ends the wait.
  await sql`select set_config('statement_timeout', '0', false)`.execute(store.db)
  await assert.rejects(sql`select pg_sleep(30)`.execute(store.db), /Query read timeout/)
  const began = performance.now()
  await sql`select 1`.execute(store.db)
  // The statement before would go on for 26 seconds more.
  assert.ok(performance.now() - began < 20_000)
})

test('questions asked in one go share a connection, each with its own answer and error; the next go is free of them', async (t) => {
  const { connection } = await testDatabase()
  const store = openStore({ ...connection, max: 4, statementSeconds: 7, onError: () => {} })
  t.after(() => store.close())
  const pid = { name: 'pid', text: 'select pg_backend_pid() as pid, $1::int as n' }
  const ask = (n: number) => store.run<{ pid: number; n: number }>(pid, [n])
  const [[first], [second]] = await Promise.all([ask(1), ask(2)])
  assert.equal(first!.pid, second!.pid)
  assert.deepEqual([first!.n, second!.n], [1, 2])
  const answers = await Promise.allSettled([ask(3), store.run({ name: 'broken', text: 'select 1 / $1::int' }, [0]), ask(4)])
  assert.deepEqual(
    answers.map((one) => one.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  await Promise.all([ask(5), ask(6)])
  assert.deepEqual([store.pool.totalCount, store.pool.idleCount], [1, 1])
})
