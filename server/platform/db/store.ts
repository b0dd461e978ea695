import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Tables } from '../../migrations/tables.ts'
import { driverOn } from './driver.ts'

export type Db = Kysely<Tables>

/** A statement written by hand for a hot path: planned once per connection under its name. */
export interface Statement {
  name: string
  text: string
}

/** Inside one transaction: Kysely for the ordinary, `run` for the hot. */
export interface TxStore {
  db: Db
  run: <R>(statement: Statement, values: unknown[]) => Promise<R[]>
}

export interface Store extends TxStore {
  /** Runs `work` in one transaction; on a lost connection, deadlock or serialisation failure the whole of it once more (4 tries). */
  transaction: <T>(work: (tx: TxStore, end: TxEnd) => Promise<T>) => Promise<T>
  ping: () => Promise<void>
  pool: pg.Pool
  close: () => Promise<void>
}
/** The last statement of a transaction may travel together with the commit. */
export interface TxEnd {
  last: (statement: Statement, values: unknown[]) => void
}

export interface StoreSettings extends pg.ClientConfig {
  max: number
  statementSeconds: number
  onError: (error: Error) => void
}

const kysely = (pool: pg.Pool | pg.PoolClient): Db =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOn(pool),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

/** 8-byte integers stay exact: ids and numbers of ours fit a double, stems do not and are written only. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.DATE, (day) => day)

export function openStore({ max, statementSeconds, onError, ...connection }: StoreSettings): Store {
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    min: 0,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    keepAlive: true,
    query_timeout: (statementSeconds + 5) * 1000,
    options: `-c statement_timeout=${statementSeconds}s -c idle_in_transaction_session_timeout=30s`,
  } as pg.PoolConfig)
  // Without both handlers a crash of the database ends the process (57P01).
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))

  const perClient = new WeakMap<pg.PoolClient, TxStore>()
  const onClient = (client: pg.PoolClient): TxStore => {
    let tx = perClient.get(client)
    if (!tx) {
      tx = { db: kysely(client), run: (statement, values) => client.query({ ...statement, values }).then((r) => r.rows) }
      perClient.set(client, tx)
    }
    return tx
  }

  return {
    pool,
    db: kysely(pool),
    run: (statement, values) => pool.query({ ...statement, values }).then((r) => r.rows),
    transaction: (work) => retrying(() => oneTransaction(pool, onClient, work)),
    ping: async () => {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

async function oneTransaction<T>(pool: pg.Pool, onClient: (c: pg.PoolClient) => TxStore, work: (tx: TxStore, end: TxEnd) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // Pipelined: 'begin' and 'commit' travel with their neighbours and cost no round trip of their own.
    const begun = client.query('begin')
    begun.catch(() => {})
    let last: Promise<unknown> | undefined
    const result = await work(onClient(client), {
      last: (statement, values) => {
        last = client.query({ ...statement, values })
        last.catch(() => {})
      },
    })
    const committed = client.query('commit')
    committed.catch(() => {})
    await begun
    await last
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back by the database')
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw error
  } finally {
    client.release(broken)
  }
}

const passing = new Set(['40001', '40P01', '57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])
/** A fault that may be gone at the next try and left nothing behind. */
export const isPassing = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return (code !== undefined && passing.has(code)) || message === 'Connection terminated unexpectedly'
}

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 4 || !isPassing(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 50 * 3 ** tries))
    }
  }
}
