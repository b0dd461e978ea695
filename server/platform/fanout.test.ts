import assert from 'node:assert/strict'
import test from 'node:test'
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

test('a notification never passes the limit of the database', () => {
  const parts = portions(Array.from({ length: 500 }, (_, n) => record(n)))
  assert.ok(parts.every((part) => Buffer.byteLength(part) < 7_500))
  assert.equal(parts.flatMap((part) => JSON.parse(part) as Recorded[]).length, 500)
})
