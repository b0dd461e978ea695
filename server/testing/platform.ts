import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#platform/config'
import { openStore, type Store } from '#platform/db/store'
import { diskStore } from '#platform/files/index'
import { noJobs } from '#platform/jobs'
import { noLive } from '#platform/live'
import { openLog } from '#platform/log'
import type { Platform } from '#platform/platform'
import { NumberBlocks } from '#platform/public-number/index'
import { type KeyProvider, openVault, randomBytes } from '#platform/vault/index'
import type { TestDatabase } from './database.ts'

/** Master keys that live as long as the test. */
export function keysInMemory(): KeyProvider {
  const keys = new Map([[1, randomBytes(32)]])
  const newest = () => Math.max(...keys.keys())
  const byId = (id: number) => {
    const key = keys.get(id)
    if (!key) throw new Error(`no master key ${id}`)
    return key
  }
  return {
    active: () => ({ id: newest(), key: byId(newest()) }),
    ids: () => [...keys.keys()],
    byId,
    add: async () => {
      const id = newest() + 1
      keys.set(id, randomBytes(32))
      return id
    },
    retire: async (id) => void keys.delete(id),
  }
}

export interface TestPlatformSettings {
  /** Settings as the environment would give them: { STAFF_IDLE_MINUTES: '5' }. */
  env?: Record<string, string>
  keys?: KeyProvider
  /** Takes the place of single parts: { scan, live, jobs, committed }. */
  parts?: Partial<Platform>
}

/** A whole Platform over a database of one's own: nothing reacts, nothing is pushed, the log is silent, files lie in a temporary folder. */
export async function testPlatform(
  db: Pick<TestDatabase, 'connection'>,
  { env = {}, keys = keysInMemory(), parts = {} }: TestPlatformSettings = {},
): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'opora-test-'))
  const config = loadConfig([], { DATA_DIR: folder, ...env })
  const store: Store = openStore({ ...db.connection, max: 10, statementSeconds: 30, onError: () => {} })
  const query = async (text: string, values: unknown[]) => (await store.pool.query(text, values)).rows as Record<string, unknown>[]
  const vault = await openVault(query, keys)
  return {
    config,
    store,
    vault,
    log: openLog('silent'),
    numbers: new NumberBlocks(query, vault.serviceKey('number')),
    files: diskStore({ folder: join(folder, 'files'), minFreeBytes: 0 }),
    scan: async () => 'not_scanned',
    jobs: noJobs,
    live: noLive,
    monotonicMs: () => performance.now(),
    mode: 'setup',
    committed: () => {},
    ...parts,
  }
}
