import { unwrapDataKey, wrapDataKey } from './data-key.ts'
import { keyIdOf } from './envelope.ts'
import type { KeyProvider } from './key-provider.ts'
import { type Query, unwrapServiceKey, wrapServiceKey } from './service-keys.ts'

/** A table that holds wrapped data keys. Names come from the code, never from outside: they go into the statement as they are. */
export type WrappedColumn = { table: string; id: string; wrapped: string; keyId: string }

export type RotationOptions = {
  /** Rows re-wrapped by one statement. */
  batch?: number
  /** Where wrapped data keys are; `citizen (id, wrapped_key, key_id)` unless told. */
  columns?: readonly WrappedColumn[]
  /** How long to wait, in ms, before the last look: a transaction open since before the new key may still commit an old wrapping. */
  graceMs?: number
  /** Stays with the active key (already added, by the environment for instance) and leaves retiring to the operator. */
  useActive?: boolean
}

export type RotationProgress = { keyId: number; serviceKeys: number; dataKeys: number }
export type RotationResult = RotationProgress & { retired: number[] }

const CITIZENS: WrappedColumn = { table: 'citizen', id: 'id', wrapped: 'wrapped_key', keyId: 'key_id' }

/**
 * Puts all keys under a new master key while the service runs: adds it, re-wraps the service keys and every data key in batches,
 * waits, re-wraps what came meanwhile until nothing is left, then retires the older master keys. Each update is guarded by the old
 * bytes, so a key that was changed or erased meanwhile is left alone. Broken off at any moment it can be started again.
 * A key that does not open stops the rotation with its row's id and retires nothing.
 */
export async function rotateMaster(
  query: Query,
  provider: KeyProvider,
  options: RotationOptions = {},
  onProgress: (progress: RotationProgress) => void = () => {},
): Promise<RotationResult> {
  const { batch = 500, columns = [CITIZENS], graceMs = 60_000, useActive = false } = options
  if (!useActive) await provider.add()
  const keyId = provider.active().id
  const progress: RotationProgress = { keyId, serviceKeys: 0, dataKeys: 0 }
  for (let changed = 1, pass = 0; changed > 0 || pass < 2; pass++) {
    if (pass > 0 && graceMs > 0) await new Promise((resume) => setTimeout(resume, graceMs))
    changed = await rewrapServiceKeys(query, provider)
    progress.serviceKeys += changed
    for (const column of columns) {
      for (let moved = await rewrapBatch(query, provider, column, batch); moved.seen > 0; moved = await rewrapBatch(query, provider, column, batch)) {
        progress.dataKeys += moved.done
        changed += moved.done
        onProgress({ ...progress })
      }
    }
  }
  if (useActive) return { ...progress, retired: [] }
  const target = provider.active().id
  for (const column of columns) await refuseIfUsed(query, column, target)
  const retired = provider.ids().filter((id) => id !== target)
  for (const id of retired) await provider.retire(id)
  return { ...progress, retired }
}

/** The last gate before a key is destroyed reads the wrapped bytes themselves, not the number kept beside them. */
async function refuseIfUsed(query: Query, { table, wrapped }: WrappedColumn, keyId: number): Promise<void> {
  const kid = Buffer.alloc(4)
  kid.writeUInt32BE(keyId)
  const rows = await query(`select count(*)::int as count from ${table} where ${wrapped} is not null and substring(${wrapped} from 3 for 4) <> $1`, [kid])
  const count = Number(rows[0]?.['count'])
  if (count !== 0) throw new Error(`${count} keys in ${table} are still wrapped by an older master key: nothing was retired, start the rotation again`)
}

async function rewrapServiceKeys(query: Query, provider: KeyProvider): Promise<number> {
  const rows = await query('select name, version, wrapped from service_key where key_id <> $1', [provider.active().id])
  let changed = 0
  for (const row of rows as { name: string; version: number; wrapped: Buffer }[]) {
    const fresh = wrapServiceKey(provider, row.name, row.version, unwrapServiceKey(provider, row.name, row.version, row.wrapped))
    const updated = await query('update service_key set wrapped = $4, key_id = $5 where name = $1 and version = $2 and wrapped = $3 returning name', [
      row.name,
      row.version,
      row.wrapped,
      fresh.wrapped,
      fresh.keyId,
    ])
    changed += updated.length
  }
  return changed
}

async function rewrapBatch(query: Query, provider: KeyProvider, column: WrappedColumn, batch: number) {
  const { table, id, wrapped, keyId } = column
  const master = provider.active()
  const rows = (await query(`select ${id}::text as id, ${wrapped} as wrapped from ${table} where ${keyId} <> $1 and ${wrapped} is not null limit $2`, [
    master.id,
    batch,
  ])) as { id: string; wrapped: Buffer }[]
  if (rows.length === 0) return { seen: 0, done: 0 }
  const fresh = rows.map((row) => {
    const from = keyIdOf(row.wrapped, { table, column: wrapped, id: row.id })
    const material = unwrapDataKey({ id: from, key: provider.byId(from) }, row.id, row.wrapped)
    const rewrapped = wrapDataKey(master, row.id, material)
    material.fill(0)
    return rewrapped
  })
  const updated = await query(
    `update ${table} as kept set ${wrapped} = v.fresh, ${keyId} = $1
     from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as v (id, old, fresh)
     where kept.${id} = v.id and kept.${wrapped} = v.old returning kept.${id}`,
    [master.id, rows.map((row) => row.id), rows.map((row) => row.wrapped), fresh],
  )
  return { seen: rows.length, done: updated.length }
}
