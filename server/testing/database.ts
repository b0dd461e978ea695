import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Connection } from '#platform/db/launch'

export interface TestDatabase {
  /** As the app role, as the server works. */
  connection: Connection
  /** As the owner of the schema. */
  ownerConnection: Connection
  name: string
}

/** Memory where the system has a place for it: making a database takes 13 ms there and 200 ms on a disk. */
export function scratch(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}

/** The process whose end ends the cluster: the runner when it started this file among others, else this process. */
const owner = process.env['NODE_TEST_CONTEXT'] ? process.ppid : process.pid

/** The folder of this run's cluster; `OPORA_TEST_CLUSTER` names one that several runs share. */
export const clusterFolder = () => process.env['OPORA_TEST_CLUSTER'] ?? join(scratch(), `opora-test-${process.getuid?.() ?? 0}-${owner}`)

/**
 * Makes sure that the run's cluster is up, with a migrated template in it; returns the folder of its socket.
 * Of several test files that ask at once the one that makes the folder starts it, the others wait.
 */
export async function testCluster(folder = clusterFolder(), keptFor = owner): Promise<string> {
  try {
    mkdirSync(folder, { mode: 0o711 })
    chmodSync(folder, 0o711)
    const keeper = fileURLToPath(new URL('./cluster.ts', import.meta.url))
    spawn(process.execPath, [keeper, folder, String(keptFor)], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    }).unref()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; await pause(20)) {
    const [ready, failed] = [join(folder, 'ready.json'), join(folder, 'failed.json')]
    if (existsSync(ready)) return JSON.parse(readFileSync(ready, 'utf8')).host
    if (existsSync(failed)) throw new Error(`The test database could not be made: ${JSON.parse(readFileSync(failed, 'utf8')).message}`)
  }
  throw new Error(`The test database in ${folder} was not ready within 60 s`)
}

/**
 * A database of its own for a test file: migrated, without rows, as empty as a first start. It is not dropped, which would
 * cut off sessions that are still closing; it goes with the cluster at the end of the run.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const host = await testCluster()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new Client({ host, user: 'postgres', database: 'postgres' })
  await admin.connect()
  try {
    await admin.query(`create database ${name} template opora_template strategy file_copy owner opora_owner`)
  } finally {
    await admin.end()
  }
  return { connection: { host, user: 'opora_app', database: name }, ownerConnection: { host, user: 'opora_owner', database: name }, name }
}
