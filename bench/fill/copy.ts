import type { Client, Connection } from 'pg'

/** One value in COPY's text format; Buffers become bytea, arrays of bigint `{1,2}`. */
export function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.join(',')}}`
  return String(value).replace(/[\\\n\r\t]/g, (sign) => (sign === '\\' ? '\\\\' : sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : '\\t'))
}

/** Rows of one table on their way into COPY. */
export class Rows {
  readonly table: string
  readonly columns: readonly string[]
  #lines: string[] = []
  constructor(table: string, columns: string) {
    this.table = table
    this.columns = columns.split(/,\s*/)
  }
  add(...values: unknown[]): void {
    if (values.length !== this.columns.length) throw new Error(`${this.table}: ${values.length} values for ${this.columns.length} columns`)
    this.#lines.push(values.map(field).join('\t'))
  }
  /** Sends what was gathered and begins anew. */
  async flush(client: Client): Promise<void> {
    if (this.#lines.length === 0) return
    const text = `${this.#lines.join('\n')}\n`
    this.#lines = []
    await copyIn(client, `copy ${this.table} (${this.columns.join(', ')}) from stdin`, text)
  }
}

interface CopyConnection extends Connection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** COPY through the driver's own door for protocols it does not know itself (a "submittable"). */
function copyIn(client: Client, statement: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null
    const submittable = {
      submit: (connection: CopyConnection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(Buffer.from(text))
        connection.endCopyFrom()
      },
      handleError: (error: Error) => {
        failure = error
        reject(error)
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => {
        if (!failure) resolve()
      },
    }
    client.query(submittable as never)
  })
}
