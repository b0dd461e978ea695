import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Recorded } from './platform.ts'

/** Passes what was recorded to the live rooms of all processes. */
export interface Fanout {
  publish: (records: readonly Recorded[]) => void
  stop: () => Promise<void>
}

/** One process does all: no way round. */
export const withinProcess = (announce: (records: readonly Recorded[]) => void): Fanout => ({ publish: announce, stop: async () => {} })

const CHANNEL = 'opora_live'
/** PostgreSQL takes 8,000 bytes; ids and versions of one change stay far below. */
const MOST_BYTES = 7_500
const AGAIN_MS = 1000

/**
 * Several processes over one store: records travel by NOTIFY, outside the change, in one call for all of a few milliseconds.
 * What is lost while a connection is renewed costs nobody anything: clients ask for what they missed by number.
 */
export async function throughPostgres(
  connection: pg.ClientConfig,
  announce: (records: readonly Recorded[]) => void,
  onError: (error: Error) => void,
): Promise<Fanout> {
  let stopped = false
  let client: pg.Client | undefined
  let waiting: Recorded[] = []
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...connection, application_name: 'opora-live', keepAlive: true })
    fresh.on('error', onError)
    fresh.on('notification', ({ payload }) => announce(JSON.parse(payload ?? '[]') as Recorded[]))
    await fresh.connect()
    await fresh.query(`listen ${CHANNEL}`)
    fresh.once('end', () => {
      client = undefined
      if (!stopped) void again()
    })
    client = fresh
  }
  /** A database that starts anew refuses for a while: asked every second until it lets us in. */
  async function again(): Promise<void> {
    while (!stopped && !client) {
      await pause(AGAIN_MS, undefined, { ref: false })
      await connect().catch(onError)
    }
  }
  async function flush(): Promise<void> {
    const records = waiting
    waiting = []
    timer = undefined
    for (const part of portions(records)) await client?.query('select pg_notify($1, $2)', [CHANNEL, part]).catch(onError)
  }

  await connect()
  return {
    publish: (records) => {
      waiting.push(...records)
      timer ??= setTimeout(() => void flush(), 5)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}

/** Records as JSON texts that fit into one notification each. */
export function portions(records: readonly Recorded[]): string[] {
  const parts: string[] = []
  let open: string[] = []
  let size = 2
  for (const record of records) {
    const text = JSON.stringify(record)
    if (text.length * 3 > MOST_BYTES) continue
    if (size + text.length + 1 > MOST_BYTES / 3 && open.length) {
      parts.push(`[${open.join(',')}]`)
      open = []
      size = 2
    }
    open.push(text)
    size += text.length + 1
  }
  if (open.length) parts.push(`[${open.join(',')}]`)
  return parts
}
