// Fills a store of the service and one of the reference with the same N Russian requests of about 600 characters.
// `node bench/fill.ts --count 100000 --dir /tmp/opora-bench/100k`
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { loadConfig } from '#platform/config'
import { startDatabase } from '#platform/db/launch'
import { migrate } from '#platform/db/migrate'
import { uuidv7 } from '#platform/ids'
import { openLog } from '#platform/log'
import { openPlatform } from '../server/open.ts'
import { settleOpen } from './fill/open-requests.ts'
import type { WorkerAsked } from './fill/worker.ts'
import { FIRST_DAY, OPEN_SHARE } from './words/requests.ts'

const { values } = parseArgs({ options: { count: { type: 'string' }, dir: { type: 'string' }, workers: { type: 'string', default: '2' } } })
const count = Number(values.count)
const dir = values.dir ?? ''
if (!Number.isInteger(count) || count < 1000 || !dir) throw new Error('node bench/fill.ts --count N --dir FOLDER, at least 1000')
if (existsSync(join(dir, 'opora'))) throw new Error(`${dir} is filled already; remove it to begin anew`)

const startedAt = performance.now()
const seconds = () => Math.round((performance.now() - startedAt) / 1000)
const say = (line: string) => process.stdout.write(`${String(seconds()).padStart(4)} s  ${line}\n`)
const end = Date.now()

// Nothing is flushed while it fills; at the end all is.
const start = (name: string) => startDatabase({ dataDir: join(dir, name), databaseUrl: null, log: () => {}, throwaway: true })
const [ours, theirs] = [await start('opora'), await start('reference')]
const asSuperuser = async (host: string | undefined) => {
  const client = new pg.Client({ host, user: 'postgres', database: 'opora' })
  await client.connect()
  return client
}
await migrate(ours.ownerConnection)
const [opora, reference] = [await asSuperuser(ours.ownerConnection.host), await asSuperuser(theirs.ownerConnection.host)]
const owner = new pg.Client({ ...theirs.ownerConnection })
await owner.connect()
await owner.query(readFileSync(new URL('./reference/schema.sql', import.meta.url), 'utf8'))
await owner.end()
const month = new Date(FIRST_DAY)
for (month.setUTCDate(1); month.getTime() < end + 100 * 86_400_000; month.setUTCMonth(month.getUTCMonth() + 1))
  await opora.query("select make_month_partition('journal', $1)", [month.toISOString().slice(0, 10)])

// Opening the platform once makes the keys before the workers ask for them.
const config = loadConfig([], { DATA_DIR: join(dir, 'opora') })
const once = await openPlatform(config, { log: openLog('silent'), join: true })
const holders = Array.from({ length: Math.max(4, Math.round((count * OPEN_SHARE * 0.7) / 50)) }, () => uuidv7(new Date(FIRST_DAY)))
for (const [i, id] of holders.entries())
  await opora.query(
    `insert into staff (id, login, name, password_hash, roles, teams, lang, state, created_at) values ($1, $2, $3, 'none', '{operator,specialist}', '{first_line,documents,technical}', 'ru', 'active', now())`,
    [id, `bench${i}`, once.platform.vault.sealService('staff', { table: 'staff', column: 'name', id }, `Сотрудник ${i}`)],
  )
await once.close()

const dropped = await Promise.all([opora, reference].map(dropIndexes))
say(`${holders.length} holders; filling`)
let filled = 0
await Promise.all(
  Array.from({ length: Number(values.workers) }, (_, worker) => {
    const workerData: WorkerAsked = {
      dir,
      count,
      end,
      worker,
      workers: Number(values.workers),
      chunk: 1000,
      holders,
      referenceHost: theirs.ownerConnection.host ?? '',
    }
    const thread = new Worker(new URL('./fill/worker.ts', import.meta.url), { workerData })
    thread.on('message', (more: number) => {
      if (Math.floor((filled + more) / 50_000) > Math.floor(filled / 50_000)) say(`${filled + more} requests`)
      filled += more
    })
    return new Promise<void>((resolve, reject) => {
      thread.on('error', reject)
      thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
    })
  }),
)
await settleOpen(opora, reference, holders, end)
say('indexes')
await Promise.all([opora, reference].map((client, i) => finish(client, dropped[i]!)))
await opora.query(
  `insert into number_block (year, next_sequence) select y, $1 from generate_series(2025, 2030) y on conflict (year) do update set next_sequence = excluded.next_sequence`,
  [count + 1000],
)
await reference.query(`select setval(pg_get_serial_sequence('request', 'id'), $1)`, [count + 1])
say('flushing')
for (const client of [opora, reference]) {
  await client.query('checkpoint')
  await client.end()
}
await ours.stop()
await theirs.stop()
execFileSync('sync')
writeFileSync(join(dir, 'filled.json'), `${JSON.stringify({ count, end, seconds: seconds(), holders: holders.length })}\n`)
say('done')

/** Indexes that are no constraint are made at the end, which is several times faster. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select c.relname as name, pg_get_indexdef(c.oid) as def from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and not i.indisunique and c.relkind = 'i' and t.relkind = 'r' and not t.relispartition`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map((row) => row.def)
}
async function finish(client: pg.Client, indexes: readonly string[]): Promise<void> {
  await client.query("set maintenance_work_mem = '1GB'")
  for (const index of indexes) await client.query(index)
  await client.query('vacuum (analyze)')
}
