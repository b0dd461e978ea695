import type { Client } from 'pg'

/** Oldest PostgreSQL that every migration runs on. */
const oldestVersion = 15

/**
 * Makes sure that the database can hold and find Russian text; throws with what to do when it cannot. `owner` may create
 * extensions in it. A database in SQL_ASCII, or one whose letters stop at Z, accepts every row and then finds none of them.
 */
export async function checkDatabase(owner: Client): Promise<void> {
  const { rows } = await owner.query(`select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`)
  const { version, encoding } = rows[0] as { version: number; encoding: string }
  if (version < oldestVersion) throw new Error(`PostgreSQL ${version} is too old; ${oldestVersion} or later is needed.`)
  if (encoding !== 'UTF8')
    throw new Error(`The database has the encoding ${encoding}; create it with: create database opora encoding 'UTF8' template template0`)
  try {
    await owner.query('create extension if not exists pg_trgm')
  } catch (error) {
    throw new Error(
      `The extension pg_trgm is missing and this login may not create it (${(error as Error).message}). Ask an administrator: create extension pg_trgm`,
    )
  }
  const trigrams = await owner.query(`select cardinality(show_trgm('жалоба')) as found`)
  if (trigrams.rows[0].found !== 7)
    throw new Error(
      `The database's locale does not know Russian letters, so searches would find nothing. Create it with: create database opora encoding 'UTF8' locale 'C.UTF-8' template template0`,
    )
}
