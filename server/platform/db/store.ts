import type { Socket } from 'node:net'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Tables } from '../../migrations/tables.ts'
import { ask, type Statement } from './ask.ts'
import { driverOn } from './driver.ts'

export type { Statement } from './ask.ts'

export type Db = Kysely<Tables>

/** Inside one transaction: Kysely for the ordinary, `run` for the hot. */
export interface TxStore {
  db: Db
  run: <R>(statement: Statement, values: unknown[]) => Promise<R[]>
}

export interface Store extends TxStore {
  /**
   * Runs `work` in one transaction; on a lost connection, deadlock or serialisation failure the whole of it once more (4 tries).
   * A connection lost while the commit was under way leaves it open whether it held: only `repeatable` work, which finds out by a key
   * of its own, is done again; other work fails, and its caller hears "not now".
   */
  transaction: <T>(work: (tx: TxStore, end: TxEnd) => Promise<T>, repeatable?: boolean) => Promise<T>
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
// `2026-11-23 01:18:00.123456+00` is nearly what the engine parses by itself; anything else (years of five digits, infinity) goes the driver's way, five times slower.
const slowly = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) =>
  text.length <= 29 && text[4] === '-' && text.endsWith('+00') ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : slowly(text),
)

/**
 * A prepared statement keeps its one plan. Left to itself the database plans statements on the journal anew each time, because it takes
 * the plan for unknown months to be dear: 1.5 ms of planning for 0.2 ms of work.
 */
const generic = '-c plan_cache_mode=force_generic_plan'

export function openStore({ max, statementSeconds, onError, ...connection }: StoreSettings): Store {
  const pool = new pg.Pool({
    ...connection,
    max,
    types,
    min: 0,
    // A resting service holds few backends: each weighs 4 to 20 MiB and is there again in 5 ms.
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    keepAlive: true,
    // The server ends slow statements itself; this is for one that no longer answers at all.
    query_timeout: (statementSeconds + 3) * 1000,
    // After the connection's own: with DATABASE_URL they hold the role that we step down to.
    options:
      `${connection.options ?? ''} -c statement_timeout=${statementSeconds}s -c idle_in_transaction_session_timeout=30s -c TimeZone=UTC ${generic}`.trim(),
  } as pg.PoolConfig)
  // Without both handlers a crash of the database ends the process (57P01).
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', onError)
    gather(client)
  })

  const perClient = new WeakMap<pg.PoolClient, TxStore>()
  const onClient = (client: pg.PoolClient): TxStore => {
    let tx = perClient.get(client)
    if (!tx) {
      tx = { db: kysely(client), run: async <R>(statement: Statement, values: unknown[]) => (await ask(client, statement, values)).rows as R[] }
      perClient.set(client, tx)
    }
    return tx
  }

  return {
    pool,
    db: kysely(pool),
    run: together(pool),
    transaction: (work, repeatable = false) => retrying(() => oneTransaction(pool, onClient, work), repeatable),
    ping: async () => {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

/**
 * Questions asked in one go, before any answer is waited for, share a connection and a write: the trip is half of the price of a short
 * question. Each has an answer and an error of its own.
 */
function together(pool: pg.Pool): TxStore['run'] {
  interface Trip {
    client: Promise<pg.PoolClient>
    aboard: number
    failed?: Error
  }
  let boarding: Trip | undefined
  const board = (): Trip => {
    const trip: Trip = { client: pool.connect(), aboard: 0 }
    const leave = () => {
      boarding = undefined
    }
    trip.client.then(leave, leave)
    return trip
  }
  return async <R>(statement: Statement, values: unknown[]) => {
    boarding ??= board()
    const trip = boarding
    trip.aboard++
    const client = await trip.client
    try {
      return (await ask(client, statement, values)).rows as R[]
    } catch (error) {
      // What failed without the database's word on it is no connection for the next ones.
      if (!(error instanceof pg.DatabaseError)) trip.failed = error as Error
      throw error
    } finally {
      if (--trip.aboard === 0) client.release(trip.failed)
    }
  }
}

/** What is asked of one connection in one go is written in one go: 'begin' with the first statement, the last with 'commit'. */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  let open = false
  client.query = ((...args: unknown[]) => {
    if (!open) {
      open = true
      stream.cork()
      process.nextTick(() => {
        open = false
        stream.uncork()
      })
    }
    return send(...args)
  }) as typeof client.query
}

async function oneTransaction<T>(pool: pg.Pool, onClient: (c: pg.PoolClient) => TxStore, work: (tx: TxStore, end: TxEnd) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  let committing = false
  // 'begin' goes with the first statement: work that only has a last one is a transaction by that statement alone.
  let begun: Promise<unknown> | undefined
  const begin = () => {
    if (begun) return
    begun = client.query('begin')
    begun.catch(() => {})
  }
  const plain = onClient(client)
  const tx: TxStore = {
    get db() {
      begin()
      return plain.db
    },
    run: (statement, values) => {
      begin()
      return plain.run(statement, values)
    },
  }
  try {
    let last: [Statement, unknown[]] | undefined
    const result = await work(tx, {
      last: (statement, values) => {
        last = [statement, values]
      },
    })
    committing = true
    const ended = last && ask(client, ...last)
    if (begun) {
      ended?.catch(() => {})
      const committed = client.query('commit')
      committed.catch(() => {})
      await begun
      await ended
      if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back by the database')
    } else await ended
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw committing && broken && isPassing(error) ? new Uncertain(error) : error
  } finally {
    client.release(broken)
  }
}

/** The connection was lost between the commit and its answer. */
class Uncertain extends Error {
  readonly code = 'commit.uncertain'
  constructor(cause: unknown) {
    super('nobody knows whether the commit held', { cause })
    this.name = 'Uncertain'
  }
}

const passing = new Set(['40001', '40P01', '57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])
/** A fault that may be gone at the next try and left nothing behind. */
export const isPassing = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return error instanceof Uncertain || (code !== undefined && passing.has(code)) || (message !== undefined && lost.test(message))
}
/** What the driver says without a code. Its wait for a free connection (10 s) is no fault to try again: see `isAway`. */
const lost = /^(Connection terminated|Client has encountered a connection error)/
/**
 * What the database says when it could not do now what it would do at another time, by class: out of connections, room or memory (53),
 * ended or out of time by order (57), a fault of its disk (58), a connection that idled in a change (25P03). Sockets have codes of their own.
 */
const notNow = /^(53...|57...|58...|25P03|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ERR_STREAM_DESTROYED|ERR_STREAM_WRITE_AFTER_END)$/
const noAnswer = /^(timeout exceeded when trying to connect|Query read timeout|Client was closed and is not queryable|Cannot use a pool after calling end)/
/** The store cannot be had now: a passing fault, a database without room or time, or an answer or a connection waited for in vain. */
export const isAway = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return isPassing(error) || notNow.test(code) || noAnswer.test(message)
}

async function retrying<T>(attempt: () => Promise<T>, repeatable: boolean): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 4 || !isPassing(error) || (error instanceof Uncertain && !repeatable)) throw error
      await new Promise((resolve) => setTimeout(resolve, 50 * 3 ** tries))
    }
  }
}
