import { Client } from 'pg'
import type { Connection } from '#platform/db/launch'
import type { Platform } from '#platform/platform'
import { demoFact, isHalfMade, WorldRefused } from '../../server/world/state.ts'

/** What a demonstration shares with the installation it stands in. */
const kept = new Set(['schema_migration', 'service_key', 'calendar_year'])

/** Empties a demonstration, whole or half made. Refuses any other store. As the owner of the schema: the service itself may remove no record. */
export async function emptyDemo(platform: Platform, owner: Connection): Promise<void> {
  if (!(await demoFact(platform)) && !(await isHalfMade(platform))) throw new WorldRefused('There is no demonstration in this store: nothing was removed.')
  const client = new Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition",
    )
    const names = rows.map(({ name }) => name).filter((name) => !kept.has(name))
    await client.query(`truncate ${names.map((name) => client.escapeIdentifier(name)).join(', ')}`)
  } finally {
    await client.end()
  }
}
