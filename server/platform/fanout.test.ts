import assert from 'node:assert/strict'
import test from 'node:test'
import { Client } from 'pg'
import { testDatabase } from '#testing/database'
import { portions, throughPostgres } from './fanout.ts'
import type { Recorded } from './platform.ts'

const record = (n: number): Recorded => ({ id: `id-${n}`, event: 'ticket.replied', subjectId: null, objectId: `o-${n}`, details: { version: n } })
const until = async (met: () => boolean) => {
  for (let i = 0; i < 200 && !met(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('REL-16: what one process records reaches the rooms of another, in order and once', async () => {
  const { connection } = await testDatabase()
  const heard: string[] = []
  const other = await throughPostgres(connection, (records) => heard.push(...records.map((r) => r.id)), assert.fail)
  const one = await throughPostgres(connection, () => {}, assert.fail)
  for (let n = 0; n < 300; n++) one.publish([record(n)])
  await until(() => heard.length >= 300)
  assert.deepEqual(
    heard,
    Array.from({ length: 300 }, (_, n) => `id-${n}`),
  )
  await one.stop()
  await other.stop()
})

test('REL-16, REL-5: a line that the database has cut, and refuses for a while, is there again', async () => {
  const { connection, ownerConnection, name } = await testDatabase()
  const heard: string[] = []
  const line = await throughPostgres(
    connection,
    (records) => heard.push(...records.map((r) => r.id)),
    () => {},
  )
  const other = new Client({ ...ownerConnection, database: 'postgres', user: 'postgres' })
  await other.connect()
  await other.query(`alter database ${name} allow_connections false`)
  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
  // Longer than the first try again takes: it has to be tried more than once.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await other.query(`alter database ${name} allow_connections true`)
  await other.end()
  for (let n = 0; n < 500 && heard.length === 0; n++) {
    line.publish([record(n)])
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.notEqual(heard.length, 0)
  await line.stop()
})

test('a notification never passes the limit of the database', () => {
  const parts = portions(Array.from({ length: 500 }, (_, n) => record(n)))
  assert.ok(parts.every((part) => Buffer.byteLength(part) < 7_500))
  assert.equal(parts.flatMap((part) => JSON.parse(part) as Recorded[]).length, 500)
})
