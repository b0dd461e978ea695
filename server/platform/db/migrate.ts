import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Connection } from './launch.ts'

export interface Migration {
  /** From the file's name: 31 for 0031-tickets-keep-due-at.sql. */
  number: number
  name: string
  sql: string
  sha256: string
}

interface Applied {
  number: number
  name: string
  sha256: string
}

const ourMigrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Any number, but the same in every version: two servers that start together take turns. */
const migrationLock = 7_204_119

/** Reads the .sql files of a folder, in order. A number used twice or a name that does not fit is an error. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  const migrations = files.map((file) => {
    const [, digits, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? []
    if (!digits || !name) throw new Error(`The migration ${file} is not named NNNN-what-it-does.sql`)
    // A checkout on Windows may have changed the line ends; that is no change.
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return { number: Number(digits), name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
  migrations.forEach((one, index) => {
    if (one.number === migrations[index - 1]?.number)
      throw new Error(`Two migrations have the number ${one.number}: ${migrations[index - 1]?.name} and ${one.name}`)
  })
  return migrations
}

/** What is still to be applied. Refuses a store that the code does not know or whose past was rewritten. */
export function pendingMigrations(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const one of applied) {
    const ours = migrations.find((migration) => migration.number === one.number)
    if (!ours)
      throw new Error(
        `This store was made by a newer version: it has the migration ${one.number} (${one.name}), which this version does not know. Start the newer version again.`,
      )
    if (ours.sha256 !== one.sha256)
      throw new Error(`The migration ${one.number} (${one.name}) was changed after it had been applied to this store. Put it back and write a new one.`)
  }
  const last = Math.max(0, ...applied.map((one) => one.number))
  const pending = migrations.filter((migration) => !applied.some((one) => one.number === migration.number))
  const late = pending.find((migration) => migration.number < last)
  if (late) throw new Error(`The migration ${late.number} (${late.name}) comes before ${last}, which is already applied. Give it a higher number.`)
  return pending
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const record = () =>
    client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [migration.number, migration.name, migration.sha256])
  if (migration.sql.startsWith('-- no transaction')) {
    // One statement that may be repeated, such as `create index concurrently if not exists`.
    await client.query(migration.sql)
    await record()
    return
  }
  await client.query('begin')
  try {
    // A migration that waits for a long reader would make everybody wait behind it.
    await client.query(`set local lock_timeout = '10s'`)
    await client.query(migration.sql)
    await record()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/**
 * Brings the store to the version of the code: applies the numbered files in order, each in a transaction of its own.
 * Safe to call from several processes at once. An error leaves the store at the last migration that went through.
 */
export async function migrate(
  owner: Connection,
  { folder = ourMigrations, onProgress = () => {} }: { folder?: string; onProgress?: (line: string) => void } = {},
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(folder)
  const client = new Client({ ...owner, application_name: 'opora migrations' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(
      'create table if not exists schema_migration (number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<Applied>('select number, name, sha256 from schema_migration order by number')
    const pending = pendingMigrations(migrations, rows)
    for (const migration of pending) {
      onProgress(`Migration ${migration.number}: ${migration.name}`)
      await apply(client, migration).catch((error: Error & { position?: string }) => {
        const line = error.position ? ` at line ${migration.sql.slice(0, Number(error.position)).split('\n').length}` : ''
        throw new Error(`The migration ${migration.number} (${migration.name}) failed${line}: ${error.message}`, { cause: error })
      })
    }
    return { applied: pending.map((migration) => migration.name) }
  } finally {
    await client.end()
  }
}
