import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '#platform/config'
import { type Connection, ensureDataDir, startDatabase } from '#platform/db/launch'
import { migrate } from '#platform/db/migrate'
import { openStore } from '#platform/db/store'
import { diskStore, s3Store, scanner } from '#platform/files/index'
import { noJobs } from '#platform/jobs'
import { noLive } from '#platform/live'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import { NumberBlocks } from '#platform/public-number/index'
import { envKeys, fileKeys, type KeyProvider, openVault } from '#platform/vault/index'

export interface Opened {
  platform: Platform
  keys: KeyProvider
  connection: Connection
  ownerConnection: Connection
  query: Query
  close: () => Promise<void>
  stopDatabase: () => Promise<void>
}
type Query = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>

/** Database, migrations, keys, files: everything below the domains, for the server and for the command line (`join` uses a running server's database). */
export async function openPlatform(
  config: Config,
  { log, onProgress = () => {}, join = false }: { log: Logger; onProgress?: (line: string) => void; join?: boolean },
): Promise<Opened> {
  ensureDataDir(config.store.dataDir)
  const database = await startDatabase({ ...config.store, log: (line) => log.warn({ part: 'database' }, line), onProgress, join })
  // A refused start must not leave a database behind that nobody stops.
  const orStop = <T>(work: Promise<T>): Promise<T> =>
    work.catch(async (error) => {
      await database.stop()
      throw error
    })
  await orStop(migrate(database.ownerConnection, { onProgress }))
  const store = openStore({
    ...database.connection,
    max: config.store.poolSize,
    statementSeconds: config.store.statementTimeoutSeconds,
    onError: (error) => log.warn({ part: 'database', ...bare(error) }, 'a connection was lost'),
  })
  const query: Query = async (sql, values) => (await store.pool.query(sql, values)).rows as Record<string, unknown>[]
  const keys = keyProvider(config)
  const vault = await orStop(openVault(query, keys))
  const platform: Platform = {
    config,
    log,
    store,
    vault,
    numbers: new NumberBlocks(query, vault.serviceKey('number', 1)),
    files: fileStore(config),
    scan: scanner(config.files.clamd ?? undefined),
    jobs: noJobs,
    live: noLive,
    mode: await modeOf(config, query),
    monotonicMs: () => performance.now(),
    committed: () => {},
  }
  return {
    platform,
    keys,
    connection: database.connection,
    ownerConnection: database.ownerConnection,
    query,
    close: () => store.close(),
    stopDatabase: () => database.stop(),
  }
}

const keyProvider = ({ keys, store }: Config): KeyProvider =>
  keys.masterKeys ? envKeys(keys.masterKeys) : fileKeys(keys.masterKeyFile ?? join(store.dataDir, 'keys', 'master.json'))

const fileStore = ({ files, store }: Config) =>
  files.s3Bucket && files.s3Key && files.s3Secret && files.s3Region
    ? s3Store({
        ...(files.s3Endpoint && { endpoint: files.s3Endpoint }),
        region: files.s3Region,
        bucket: files.s3Bucket,
        accessKeyId: files.s3Key,
        secretAccessKey: files.s3Secret,
      })
    : diskStore({ folder: join(store.dataDir, 'files'), minFreeBytes: files.minFreeMebibytes * 1024 * 1024 })

/** Kept in the store itself: a demonstration stays one however it is started. */
async function modeOf(config: Config, query: Query): Promise<Platform['mode']> {
  if (config.start.production) return 'production'
  const [demo] = await query("select 1 from store_fact where name = 'demo'", [])
  return demo ? 'demo' : 'setup'
}

/** Nothing was ever kept here: no employee and no request. */
export async function isEmptyStore(query: Query): Promise<boolean> {
  const [row] = await query('select exists (select from staff) or exists (select from ticket) as used', [])
  return row?.['used'] === false
}
