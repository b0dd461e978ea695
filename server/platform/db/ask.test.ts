import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '#testing/database'
import { ask } from './ask.ts'

const { ownerConnection } = await testDatabase()
const client = new pg.Client({ ...ownerConnection, pipeline: true } as pg.ClientConfig) as unknown as pg.PoolClient
await client.connect()
after(() => client.end())
const { connection } = client as unknown as { connection: { describe: (what: object) => void } }
let described = 0
const describe = connection.describe.bind(connection)
connection.describe = (what) => {
  described++
  describe(what)
}

test('a prepared statement is described once, and answers the same each time', async () => {
  const statement = {
    name: 'many',
    text: "select n, n::text as word, now() as at, decode('00ff', 'hex') as bytes, null as nothing from generate_series(1, $1::int) as n",
  }
  const [first, second] = [await ask(client, statement, [2]), await ask(client, statement, [2])]
  assert.deepEqual(
    second.rows.map(({ at: _, ...row }) => row),
    first.rows.map(({ at: _, ...row }) => row),
  )
  assert.ok(second.rows[0].at instanceof Date)
  assert.deepEqual([second.command, second.rowCount, second.rows[1].word, second.rows[1].bytes], ['SELECT', 2, '2', Buffer.from([0, 255])])
  assert.deepEqual((await ask(client, statement, [0])).rows, [])
  assert.equal(described, 1)
})

test('statements with and without rows, and one that fails, go down one connection together and each gets its own', async () => {
  await client.query('create temporary table thing (id int primary key, word text)')
  const insert = { name: 'thing-new', text: 'insert into thing values ($1, $2)' }
  const read = { name: 'thing-read', text: 'select * from thing where id = $1' }
  for (const id of [1, 2]) {
    const [added, again, found] = await Promise.allSettled([ask(client, insert, [id, 'a']), ask(client, insert, [id, 'b']), ask(client, read, [id])])
    assert.deepEqual([added.status, again.status], ['fulfilled', 'rejected'])
    assert.match(String((again as PromiseRejectedResult).reason.code), /^23505$/)
    assert.deepEqual((found as PromiseFulfilledResult<pg.QueryResult>).value.rows, [{ id, word: 'a' }])
  }
})

test('a statement whose columns have changed since is refused by the database, not read by the old ones', async () => {
  await client.query('create temporary table changing (a int)')
  await client.query('insert into changing values (7)')
  const all = { name: 'all', text: 'select * from changing' }
  await ask(client, all, [])
  await client.query("alter table changing rename column a to b; alter table changing add column a text default 'new'")
  await assert.rejects(ask(client, all, []), { code: '0A000' })
})
