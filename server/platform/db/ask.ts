import pg from 'pg'

/** A statement written by hand for a hot path: planned once per connection under its name. */
export interface Statement {
  name: string
  text: string
}

type Done = (error: Error | null, result: pg.QueryResult) => void
/** The driver's own parts that are leaned on here: its version is pinned, and ask.test.ts tells when they change. */
interface Connection {
  parsedStatements: Record<string, string>
  describe: (what: object) => void
}
interface Columns {
  fields: unknown
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
}
interface DriversQuery {
  name: string
  _result: Columns
  _accumulateRows: boolean
  prepare(connection: Connection): void
  handleCommandComplete(message: unknown, connection: Connection): void
}
const DriversQuery = pg.Query as unknown as new (text: string, values: unknown[], done: Done) => DriversQuery

/** Per connection: the columns of its prepared statements by name, and the same connection without the question for them. */
const known = new WeakMap<Connection, { columns: Map<string, Columns>; silent: Connection }>()
function knownOf(connection: Connection) {
  let of = known.get(connection)
  if (!of) {
    of = { columns: new Map(), silent: Object.assign(Object.create(connection), { describe: () => {} }) }
    known.set(connection, of)
  }
  return of
}

/**
 * One run of a prepared statement. The driver has its columns described each time; the database would refuse a prepared statement whose
 * columns have changed, so here it is once per connection. That spares both sides a sixth of a short question.
 */
class Run extends DriversQuery {
  constructor({ name, text }: Statement, values: unknown[], done: Done) {
    super(text, values, done)
    this.name = name
  }

  override prepare(connection: Connection): void {
    const { columns, silent } = knownOf(connection)
    const before = connection.parsedStatements[this.name] && columns.get(this.name)
    if (before) {
      Object.assign(this._result, before)
      this._accumulateRows = true
    }
    super.prepare(before ? silent : connection)
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    const { columns } = knownOf(connection)
    if (!columns.has(this.name)) {
      const { fields, _parsers, _prebuiltEmptyResultObject } = this._result
      columns.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject })
    }
    super.handleCommandComplete(message, connection)
  }
}

/** Asks a prepared statement on this connection. */
export async function ask(client: pg.PoolClient, statement: Statement, values: unknown[]): Promise<pg.QueryResult> {
  try {
    return await new Promise((resolve, reject) => {
      client.query(new Run(statement, values, (error, result) => (error ? reject(error) : resolve(result))) as never)
    })
  } catch (error) {
    Error.captureStackTrace(error as Error) // of who asked, not of the socket
    throw error
  }
}
