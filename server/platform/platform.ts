import type { Logger } from 'pino'
import type { Recorded } from './change.ts'
import type { Config } from './config.ts'
import type { Store } from './db/store.ts'
import type { FileStore, Scan } from './files/index.ts'
import type { Jobs } from './jobs.ts'
import type { Live } from './live.ts'
import type { NumberBlocks } from './public-number/index.ts'
import type { Vault } from './vault/index.ts'

/** The parts of the house that any domain may use; made once in main.ts, a smaller one in tests. */
export interface Platform {
  config: Config
  log: Logger
  store: Store
  vault: Vault
  numbers: NumberBlocks
  files: FileStore
  scan: Scan
  jobs: Jobs
  live: Live
  mode: 'demo' | 'setup' | 'production'
  /** Age of caches; the time of the world is `ctx.now`. */
  monotonicMs: () => number
  /** Called after each commit with what was recorded; wakes the sender and the rooms. Must not throw. */
  committed: (records: readonly Recorded[], notices: number) => void
}
