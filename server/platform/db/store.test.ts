import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#testing/database'
import { openStore } from './store.ts'

test('the store keeps the role that its connection steps down to, beside its own time limits', async (t) => {
  const { ownerConnection } = await testDatabase()
  const store = openStore({ ...ownerConnection, options: '-c role=opora_app', max: 2, statementSeconds: 7, onError: () => {} })
  t.after(() => store.close())
  const { rows } = await store.pool.query("select current_user as who, current_setting('statement_timeout') as most")
  assert.deepEqual(rows, [{ who: 'opora_app', most: '7s' }])
})
