import { Client, type ClientConfig } from 'pg'
import { checkDatabase } from './checks.ts'

/** Given to pg as it is: `new Pool({ ...connection, max })`. */
export type Connection = Pick<ClientConfig, 'host' | 'user' | 'database' | 'connectionString' | 'options'>

/** The role that the server works as: reads and writes rows, owns nothing, so it can change neither the schema nor the journal's past. */
export const appRole = 'opora_app'

/** SQL that makes a role unless it is there. Two processes may try at once. */
export const roleUnlessThere = (name: string, options: string): string =>
  `do $$ begin create role ${name} ${options}; exception when duplicate_object or unique_violation then null; end $$`

/**
 * Checks a PostgreSQL that somebody else runs. With one login for everything each of our connections steps down to the app
 * role; where the login may not make that role, `log` says what is lost.
 */
export async function connectExternal(
  url: string,
  ownerUrl: string | null,
  log: (line: string) => void,
): Promise<{ connection: Connection; ownerConnection: Connection }> {
  const ownerConnection = { connectionString: ownerUrl ?? url }
  const owner = new Client({ ...ownerConnection, connectionTimeoutMillis: 10_000 })
  owner.on('error', () => {})
  try {
    await owner.connect()
  } catch (error) {
    throw new Error(`The database of ${ownerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'} cannot be reached: ${(error as Error).message}`)
  }
  try {
    await checkDatabase(owner)
    try {
      await owner.query(roleUnlessThere(appRole, 'nologin'))
      await owner.query(`grant ${appRole} to current_user`)
      if (ownerUrl) {
        const user = decodeURIComponent(new URL(url).username)
        await owner.query(`grant ${appRole} to ${owner.escapeIdentifier(user)}`)
      }
    } catch (error) {
      log(
        `The login may not make the role ${appRole} (${(error as Error).message}); the server works as the owner of its tables. An administrator can mend it: create role ${appRole}; grant ${appRole} to the login`,
      )
      return { connection: { connectionString: url }, ownerConnection }
    }
    return { connection: { connectionString: url, options: `-c role=${appRole}` }, ownerConnection }
  } finally {
    await owner.end()
  }
}
