// The database of a fresh installation, made once for all test servers of a run: making it anew for each takes three seconds of a core.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from '#testing/database'
import { startDatabase } from '../../server/platform/db/launch.ts'
import { migrate } from '../../server/platform/db/migrate.ts'

/** A data folder, for OPORA_E2E_STORE, that holds nothing but a migrated database: no keys, no rows. `remove` it at the end. */
export async function makeStore(): Promise<{ folder: string; remove: () => void }> {
  const folder = mkdtempSync(join(scratch(), 'opora-made-'))
  chmodSync(folder, 0o711)
  const database = await startDatabase({ dataDir: folder, databaseUrl: null, log: () => {} })
  await migrate(database.ownerConnection)
  await database.stop()
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Puts the made database into a new data folder, as its owner's; nothing where none was made. */
export function copyStore(dataDir: string): void {
  const made = process.env['OPORA_E2E_STORE']
  if (!made) return
  mkdirSync(join(dataDir, 'postgres'), { mode: 0o700 })
  execFileSync('cp', ['-a', join(made, 'postgres', 'data'), join(dataDir, 'postgres', 'data')])
}
