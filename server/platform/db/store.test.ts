import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#testing/database'
import { openStore } from './store.ts'

test('the store keeps the role that its connection steps down to, beside its own time limits', async (t) => {
  const { connection } = await testDatabase()
  const store = openStore({ ...connection, options: '-c role=opora_app', max: 2, statementSeconds: 7, onError: () => {} })
  t.after(() => store.close())
  // 'none' when nobody asked for a role, although the login has the same name here.
  const { rows } = await store.pool.query("select current_setting('role') as role, current_setting('statement_timeout') as most")
  assert.deepEqual(rows, [{ role: 'opora_app', most: '7s' }])
})
