import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import pg from 'pg'
import { ask } from './ask.ts'

/** Kysely on one client or on the pool, with every text prepared once per connection: half of the database's work is planning. */
export const driverOn = (source: pg.Pool | pg.PoolClient): Driver => {
  const isPool = 'totalCount' in source
  return {
    init: async () => {},
    acquireConnection: async () => new Connection(isPool ? await (source as pg.Pool).connect() : (source as pg.PoolClient)),
    // Transactions belong to `store.transaction`: one way to begin, one way to retry.
    beginTransaction: () => {
      throw new Error('use store.transaction')
    },
    commitTransaction: () => {
      throw new Error('use store.transaction')
    },
    rollbackTransaction: () => {
      throw new Error('use store.transaction')
    },
    releaseConnection: async (connection) => {
      if (isPool) (connection as Connection).release()
    },
    destroy: async () => {},
  }
}

const names = new Map<string, string>()
/** Texts are few (no lists of unknown length are spelled out); past the cap a text runs unprepared. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= 600 || text.startsWith('/* plan anew */')) return undefined
  const name = `q${names.size}`
  names.set(text, name)
  return name
}

class Connection implements DatabaseConnection {
  readonly client: pg.PoolClient
  #broken: Error | undefined
  constructor(client: pg.PoolClient) {
    this.client = client
  }

  /** What failed without the database's word on it (a lost or silent connection) is not for the next one to use. */
  release(): void {
    this.client.release(this.#broken)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(query.sql)
    const values = [...query.parameters]
    const asked: Promise<pg.QueryResult> = name ? ask(this.client, { name, text: query.sql }, values) : this.client.query(query.sql, values)
    const result = await asked.catch((error: Error) => {
      if (!(error instanceof pg.DatabaseError)) this.#broken = error
      throw error
    })
    return result.command === 'SELECT' ? { rows: result.rows as R[] } : { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  // biome-ignore lint/correctness/useYield: streaming is not offered; lists are paged
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are paged, not streamed')
  }
}
