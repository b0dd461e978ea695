import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Store, TxStore } from './db/store.ts'
import type { FileStore, Scan } from './files/index.ts'
import type { NumberBlocks } from './public-number/index.ts'
import type { Vault } from './vault/index.ts'

/** One row of the journal as a domain records it: past tense, ids only. */
export interface Recorded {
  id: string
  event: string
  subjectId: string | null
  objectId: string | null
  details: Record<string, unknown>
}

/** Queues the reactions to these records in the change's own transaction. */
export interface Jobs {
  react: (store: TxStore, records: readonly Recorded[]) => Promise<void>
}

/** Tells the rooms of these records; called after the commit, must not throw. */
export interface Live {
  announce: (records: readonly Recorded[]) => void
  count: () => number
}

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
  /** Called after each commit with what was recorded and whom the desk tells; wakes the sender and the rooms. Must not throw. */
  committed: (records: readonly Recorded[], notices: number) => void
}
