// Keeps one PostgreSQL for a run of tests: `node cluster.ts FOLDER OWNER`. Started by the first test file that needs a
// database (see database.ts); ends, and takes the folder with it, when the process OWNER is gone, however it went.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startDatabase } from '#platform/db/launch'
import { isAlive } from '#platform/db/launch/postmaster'
import { migrate } from '#platform/db/migrate'

const [folder = '', owner = ''] = process.argv.slice(2)

function publish(name: string, content: object): void {
  writeFileSync(join(folder, `${name}.tmp`), JSON.stringify(content), { mode: 0o644 })
  renameSync(join(folder, `${name}.tmp`), join(folder, name))
}

// Ctrl-C ends the owner; we follow in our own time, so that the server is stopped and not left behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

try {
  const database = await startDatabase({ dataDir: join(folder, 'data'), databaseUrl: null, log: () => {}, throwaway: true })
  try {
    await migrate(database.ownerConnection)
    const admin = new Client({ host: database.ownerConnection.host, user: 'postgres', database: 'postgres' })
    await admin.connect()
    await admin.query(`alter database opora rename to opora_template`)
    await admin.end()
    publish('ready.json', { host: database.ownerConnection.host })
    while (isAlive(Number(owner))) await pause(200)
  } finally {
    await database.stop()
  }
} catch (error) {
  publish('failed.json', { message: (error as Error).message })
  while (isAlive(Number(owner))) await pause(200)
}
rmSync(folder, { recursive: true, force: true })
