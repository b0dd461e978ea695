import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import pg from 'pg'

let noted: { statements: string[]; hashes: number } | null = null

// Laid over both before anything connects: a connection binds its way of asking when it is opened.
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
  const [first] = asked as [string | { name?: string; text?: string }]
  noted?.statements.push(typeof first === 'string' ? first : (first.name ?? first.text ?? '?'))
  return (query as (...all: unknown[]) => unknown).apply(this, asked)
} as typeof query
const { argon2 } = crypto
crypto.argon2 = ((...asked: Parameters<typeof argon2>) => {
  if (noted) noted.hashes++
  return argon2(...asked)
}) as typeof argon2
syncBuiltinESMExports()

/** What a piece of work asked of the database, statement by statement, and how many passwords it hashed. Nothing else may run meanwhile. */
export async function workOf(work: () => Promise<unknown>): Promise<{ statements: string[]; hashes: number }> {
  const own = { statements: [] as string[], hashes: 0 }
  noted = own
  try {
    await work()
  } finally {
    noted = null
  }
  return own
}
