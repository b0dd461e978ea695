import { Client } from 'pg'
import { findBinaries } from './launch/binaries.ts'
import { checkDatabase } from './launch/checks.ts'
import { ensureCluster, serverOptions } from './launch/cluster.ts'
import { appRole, type Connection, connectExternal, roleUnlessThere } from './launch/external.ts'
import { joinRunning, Keeper } from './launch/keeper.ts'
import { type Place, preparePlace } from './launch/place.ts'
import { databaseUser } from './launch/user.ts'

export type { Connection } from './launch/external.ts'
export { ensureDataDir } from './launch/place.ts'

export interface DatabaseOptions {
  dataDir: string
  /** A PostgreSQL that somebody else runs; null starts our own. */
  databaseUrl: string | null
  databaseOwnerUrl?: string | null
  sharedBuffersMebibytes?: number
  /** Gets what an operator should know, without anything personal. */
  log: (line: string) => void
  /** Gets what somebody who waits wants to see. */
  onProgress?: (line: string) => void
  /** For commands beside the server: use its database if it runs, else start one and stop it at the end. */
  join?: boolean
  /** For tests: nothing is flushed to the disk, and a crash may lose all. */
  throwaway?: boolean
}

export interface Database {
  /** As the app role: what the server works with. */
  connection: Connection
  /** As the owner of the schema: migrations. */
  ownerConnection: Connection
  mode: 'embedded' | 'external'
  /** Fast shutdown of our own server, at most about 20 s; nothing for one that somebody else runs. */
  stop(): Promise<void>
}

const ownerRole = 'opora_owner'
const databaseName = 'opora'

async function withClient<T>(connection: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Roles and database of a fresh cluster. Each step may have been done by a start that was interrupted. */
async function ensureDatabase(place: Place): Promise<void> {
  await withClient({ host: place.socket, user: 'postgres', database: 'postgres' }, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [databaseName])
    if (rowCount) return
    await admin.query(roleUnlessThere(ownerRole, 'login'))
    await admin.query(roleUnlessThere(appRole, 'login'))
    // For our own backup: it copies the files between these two calls.
    await admin.query(`grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean) to ${ownerRole}`)
    await admin.query(`grant pg_monitor to ${ownerRole}`)
    await admin.query(`create database ${databaseName} owner ${ownerRole}`)
  })
}

/**
 * Brings up the database and checks that it can do what we need. Errors say in plain words what to change.
 * After it returns, a crash of our own PostgreSQL is mended here within a fraction of a second; pools must bear lost connections.
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const { log, onProgress = () => {} } = options
  if (options.databaseUrl) {
    const external = await connectExternal(options.databaseUrl, options.databaseOwnerUrl ?? null, log)
    return { ...external, mode: 'external', stop: async () => {} }
  }
  const user = databaseUser()
  const place = preparePlace(options.dataDir, user, log)
  const connection = { host: place.socket, user: appRole, database: databaseName }
  const ownerConnection = { host: place.socket, user: ownerRole, database: databaseName }
  if (options.join && (await joinRunning(place))) return { connection, ownerConnection, mode: 'embedded', stop: async () => {} }

  const binaries = findBinaries(user, place.folder, onProgress)
  await ensureCluster(binaries, place, user, options.throwaway, onProgress)
  const keeper = new Keeper({ binaries, place, user, options: serverOptions(place, options.sharedBuffersMebibytes ?? 128, options.throwaway), log })
  await keeper.start()
  try {
    await ensureDatabase(place)
    await withClient(ownerConnection, checkDatabase)
  } catch (error) {
    await keeper.stop()
    throw error
  }
  return { connection, ownerConnection, mode: 'embedded', stop: () => keeper.stop() }
}
