/** Writes server/migrations/tables.ts: the types of all tables, read from a freshly migrated database. Run after a new migration: node tools/tables.ts */
import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { testDatabase } from '#testing/database'

const file = new URL('../server/migrations/tables.ts', import.meta.url)
const scalar: Record<string, [read: string, write?: string]> = {
  uuid: ['string'],
  text: ['string'],
  bool: ['boolean'],
  int2: ['number'],
  int4: ['number'],
  int8: ['number', 'number | string'],
  date: ['string'],
  bytea: ['Buffer'],
  timestamptz: ['Date'],
  jsonb: ['unknown', 'string'],
  _text: ['string[]'],
  _int8: ['string[]', 'bigint[] | string[]'],
  _timestamptz: ['Date[]'],
  _uuid: ['string[]'],
}
const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, c: string) => c.toUpperCase())

export async function tablesSource(): Promise<string> {
  const { ownerConnection } = await testDatabase()
  const client = new pg.Client(ownerConnection)
  await client.connect()
  const { rows } = await client.query<{ table_name: string; column_name: string; udt_name: string; is_nullable: string; column_default: string | null }>(
    `select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default from information_schema.columns c join pg_class k on k.relname = c.table_name and k.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and k.relkind in ('r', 'p') and not k.relispartition order by 1, c.ordinal_position`,
  )
  await client.end()
  const tables = Map.groupBy(rows, (r) => r.table_name)
  const body = [...tables].map(([name, columns]) => `export interface ${pascal(name)}Table {\n${columns.map(member).join('\n')}\n}`).join('\n\n')
  return `/* Made by tools/tables.ts from the migrations; not edited by hand. */\nimport type { ColumnType, Generated } from 'kysely'\n\n${body}\n\nexport interface Tables {\n${[...tables.keys()].map((t) => `  ${t}: ${pascal(t)}Table`).join('\n')}\n}\n`
}

function member(c: { column_name: string; udt_name: string; is_nullable: string; column_default: string | null }): string {
  const [read, write] =
    scalar[c.udt_name] ??
    (() => {
      throw new Error(`no TypeScript type for ${c.udt_name}`)
    })()
  const orNull = c.is_nullable === 'YES' ? ' | null' : ''
  const type = write
    ? `ColumnType<${read}${orNull}, ${write}${orNull}${c.column_default ? ' | undefined' : ''}, ${write}${orNull}>`
    : c.column_default
      ? `Generated<${read}${orNull}>`
      : `${read}${orNull}`
  return `  ${c.column_name}: ${type}`
}

if (import.meta.main) {
  const source = await tablesSource()
  const changed =
    source !==
    (() => {
      try {
        return readFileSync(file, 'utf8')
      } catch {
        return ''
      }
    })()
  if (changed) writeFileSync(file, source)
  console.log(changed ? 'server/migrations/tables.ts written' : 'server/migrations/tables.ts was up to date')
  process.exit(0)
}
