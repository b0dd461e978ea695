import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { isAlive } from './launch/postmaster.ts'
import { reachableBy } from './launch/user.ts'
import { type Connection, type Database, startDatabase } from './launch.ts'

const home = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'opora launch '))
chmodSync(home, 0o711) // as root the database runs as another user, who must pass
const running: Database[] = []
after(async () => {
  for (const database of running) await database.stop()
  rmSync(home, { recursive: true })
})

const logged: string[] = []
async function start(name: string, more: { join?: boolean; databaseUrl?: string } = {}): Promise<Database> {
  const database = await startDatabase({ dataDir: join(home, name), databaseUrl: null, sharedBuffersMebibytes: 16, log: (line) => logged.push(line), ...more })
  running.push(database)
  return database
}

async function ask(connection: Connection, sql: string): Promise<Record<string, unknown>> {
  const client = new Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] ?? {}
  } finally {
    await client.end()
  }
}

const postmasterOf = (name: string) => Number.parseInt(readFileSync(join(home, name, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)

async function untilAnswers(connection: Connection): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await ask(connection, 'select 1').then(Boolean, () => false)) return
    await pause(20)
  }
  assert.fail('the database did not come back within 4 s')
}

test('a fresh start gives a database that keeps every write, knows Russian and listens on no port', async () => {
  const { connection, ownerConnection, stop } = await start('fresh')
  const settings = await ask(
    ownerConnection,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as durable,
    current_setting('listen_addresses') as port, current_setting('data_checksums') as checksums, current_setting('jit') as jit,
    cardinality(show_trgm('жалоба')) as trigrams, to_tsvector('russian', 'жалобы')::text as stem, lower('ЖАЛОБА') as lower`,
  )
  assert.deepEqual(settings, {
    fsync: 'on',
    pages: 'on',
    durable: 'on',
    port: '',
    checksums: 'on',
    jit: 'off',
    trigrams: 7,
    stem: `'жалоб':1`,
    lower: 'жалоба',
  })
  await assert.rejects(ask(connection, 'create table mine (id int)'), /permission denied/)
  await stop()
  await assert.rejects(ask(connection, 'select 1'), /ENOENT/)
  await stop()
})

test('an interrupted initdb is done again', async () => {
  mkdirSync(join(home, 'interrupted', 'postgres', 'data.tmp'), { recursive: true })
  writeFileSync(join(home, 'interrupted', 'postgres', 'data.tmp', 'PG_VERSION'), '18\n')
  const { connection } = await start('interrupted')
  assert.deepEqual(await ask(connection, 'select 1 as one'), { one: 1 })
})

test('killed PostgreSQL is back by itself, with what was acknowledged', async () => {
  const { connection, ownerConnection, stop } = await start('killed')
  await ask(ownerConnection, 'create table kept (word text)')
  await ask(ownerConnection, `insert into kept values ('да')`)
  for (let round = 0; round < 2; round += 1) {
    process.kill(postmasterOf('killed'), 'SIGKILL')
    await pause(50)
    await untilAnswers(connection)
  }
  assert.deepEqual(await ask(ownerConnection, 'select word from kept'), { word: 'да' })
  // One session process alone: the server recovers by itself and must not be started twice.
  const before = postmasterOf('killed')
  const client = new Client(ownerConnection)
  client.on('error', () => {})
  await client.connect()
  process.kill((await client.query('select pg_backend_pid() as pid')).rows[0].pid, 'SIGKILL')
  await pause(50)
  await untilAnswers(connection)
  assert.equal(postmasterOf('killed'), before)
  await stop()
  assert.equal(isAlive(before), false)
})

test('a second server on the same data is refused, a command may join, and stopping the command leaves the server', async () => {
  const { connection } = await start('shared')
  await assert.rejects(start('shared'), /Another server already uses this data folder/)
  const joined = await start('shared', { join: true })
  assert.deepEqual(joined.connection, connection)
  await joined.stop()
  assert.deepEqual(await ask(connection, 'select 1 as one'), { one: 1 })
})

test('a command starts the database where no server runs, and stops it', async () => {
  const { connection, stop } = await start('alone', { join: true })
  assert.deepEqual(await ask(connection, 'select 1 as one'), { one: 1 })
  await stop()
  await assert.rejects(ask(connection, 'select 1'))
})

test('after kill -9 of the server its PostgreSQL is taken over', async () => {
  const program = `
    import { startDatabase } from ${JSON.stringify(fileURLToPath(new URL('./launch.ts', import.meta.url)))}
    await startDatabase({ dataDir: ${JSON.stringify(join(home, 'orphan'))}, databaseUrl: null, sharedBuffersMebibytes: 16, log() {} })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  after(() => child.kill('SIGKILL'))
  await new Promise((done) => child.stdout.once('data', done))
  const orphan = postmasterOf('orphan')
  child.kill('SIGKILL')
  await new Promise((done) => child.once('close', done))
  assert.equal(isAlive(orphan), true)
  const { connection, stop } = await start('orphan')
  assert.equal(postmasterOf('orphan'), orphan)
  assert.ok(logged.some((line) => line.includes('Taking over')))
  process.kill(orphan, 'SIGKILL')
  await pause(50)
  await untilAnswers(connection)
  await stop()
})

test('a number in postmaster.pid that now is another process does not hinder the start', async () => {
  const first = await start('stale')
  await first.stop()
  writeFileSync(join(home, 'stale', 'postgres', 'data', 'postmaster.pid'), `${process.ppid}\n${join(home, 'stale', 'postgres', 'data')}\n1\n5432\n\n\n0 0\n`)
  const { connection } = await start('stale')
  assert.deepEqual(await ask(connection, 'select 1 as one'), { one: 1 })
})

test('a data folder too deep for a socket gets one with a short name', async () => {
  const { connection } = await start(join('deep', 'д'.repeat(40), 'very'.repeat(10)))
  assert.ok(Buffer.byteLength(String(connection.host)) < 89)
  assert.deepEqual(await ask(connection, 'select 1 as one'), { one: 1 })
  rmSync(String(connection.host), { recursive: true, force: true })
})

test('DATABASE_URL: a database that cannot find Russian words is refused, one that can is used as the app role', async () => {
  const { ownerConnection } = await start('outside')
  const admin = { ...ownerConnection, user: 'postgres' }
  await ask(admin, `create database ascii encoding 'SQL_ASCII' locale 'C' template template0`)
  await ask(admin, `create database latin encoding 'UTF8' locale_provider libc locale 'C' template template0`)
  const url = (database: string) => `postgresql:///${database}?host=${encodeURIComponent(String(admin.host))}&user=postgres`
  await assert.rejects(start('unused', { databaseUrl: url('ascii') }), /encoding SQL_ASCII/)
  await assert.rejects(start('unused', { databaseUrl: url('latin') }), /does not know Russian letters/)
  await assert.rejects(start('unused', { databaseUrl: url('nowhere') }), /DATABASE_URL cannot be reached/)
  const { connection, mode } = await start('unused', { databaseUrl: url('opora') })
  assert.deepEqual([mode, await ask(connection, 'select current_user as name')], ['external', { name: 'opora_app' }])
  assert.equal(existsSync(join(home, 'unused')), false)
})

test('whether another user can pass into a folder is seen from every folder on the way', () => {
  const path = join(home, 'closed', 'open')
  mkdirSync(path, { recursive: true })
  chmodSync(join(home, 'closed'), 0o700)
  const stranger = { uid: 65534, gid: 65534, name: 'nobody' }
  assert.equal(reachableBy({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, name: 'me' }, path), true)
  assert.equal(reachableBy(stranger, path), false, 'the folder above is closed')
  assert.equal(reachableBy(stranger, '/usr/bin'), true)
})
