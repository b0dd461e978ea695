import { createSecretKey } from 'node:crypto'
import { type BrokenReason, keyIdOf, openSealed, type Place, SealBroken, sealBytes } from './envelope.ts'
import type { KeyProvider } from './key-provider.ts'
import { randomBytes } from './primitives.ts'

/** Sends one statement; answers its rows. bytea comes and goes as Buffer. */
export type Query = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>

/** Versions of each named key, the newest last. */
export type ServiceKeys = Map<string, { version: number; key: Buffer }[]>

const CANARY = '~canary'
const CANARY_TEXT = Buffer.from('opora: these master keys open this database')
const placeOf = (name: string, version: number): Place => ({ table: 'service_key', column: 'wrapped', id: `${name}/${version}` })

/** A service key under the provider's active master key: what goes into service_key.wrapped, and the master key's id. */
export function wrapServiceKey(provider: KeyProvider, name: string, version: number, key: Buffer): { wrapped: Buffer; keyId: number } {
  const master = provider.active()
  return { wrapped: sealBytes(createSecretKey(master.key), master.id, placeOf(name, version), key), keyId: master.id }
}

export function unwrapServiceKey(provider: KeyProvider, name: string, version: number, wrapped: Buffer): Buffer {
  const place = placeOf(name, version)
  const keyId = keyIdOf(wrapped, place)
  return openSealed(createSecretKey(provider.byId(keyId)), keyId, place, wrapped)
}

/** The master keys are not those of this database, or the database's canary was changed. The process must not go on. */
export class WrongMasterKey extends Error {
  constructor(reason: BrokenReason) {
    super(`wrong master key: the vault's canary does not open (${reason}). Restore the master keys that belong to this database.`)
    this.name = 'WrongMasterKey'
  }
}

async function insertKey(query: Query, provider: KeyProvider, name: string, version: number, key: Buffer): Promise<void> {
  const { wrapped, keyId } = wrapServiceKey(provider, name, version, key)
  await query('insert into service_key (name, version, key_id, wrapped) values ($1, $2, $3, $4) on conflict (name, version) do nothing', [
    name,
    version,
    keyId,
    wrapped,
  ])
}

const readRows = (query: Query) => query('select name, version, wrapped from service_key order by name, version', [])

/**
 * Checks the canary, makes what is missing of `names` and the canary, and reads all keys. Several processes may do so at once on an empty
 * database: each inserts, one wins, all read the winner's.
 */
export async function loadServiceKeys(query: Query, provider: KeyProvider, names: readonly string[]): Promise<ServiceKeys> {
  let rows = await readRows(query)
  const isNew = rows.length === 0
  if (!isNew) checkCanary(rows, provider)
  const have = new Set(rows.map((row) => row['name']))
  if (isNew) {
    await insertKey(query, provider, CANARY, 1, CANARY_TEXT)
    rows = await readRows(query)
    checkCanary(rows, provider) // before any other key is made: the winner may have had another master key
  }
  const missing = names.filter((name) => !have.has(name))
  for (const name of missing) await insertKey(query, provider, name, 1, randomBytes(32))
  if (missing.length > 0) rows = await readRows(query)
  const keys: ServiceKeys = new Map()
  for (const row of rows) {
    const { name, version, wrapped } = row as { name: string; version: number; wrapped: Buffer }
    if (name === CANARY) continue
    const versions = keys.get(name) ?? []
    versions.push({ version, key: unwrapServiceKey(provider, name, version, wrapped) })
    keys.set(name, versions)
  }
  return keys
}

/** Adds the next version of a key; answers its number. Two processes that do so at once get one and the same version. */
export async function addServiceKeyVersion(query: Query, provider: KeyProvider, name: string, after: number): Promise<number> {
  await insertKey(query, provider, name, after + 1, randomBytes(32))
  return after + 1
}

function checkCanary(rows: Record<string, unknown>[], provider: KeyProvider): void {
  const row = rows.find(({ name }) => name === CANARY)
  if (row === undefined) throw new Error('the vault has keys but no canary row: service_key was changed by hand')
  try {
    if (unwrapServiceKey(provider, CANARY, 1, row['wrapped'] as Buffer).equals(CANARY_TEXT)) return
  } catch (error) {
    if (error instanceof SealBroken) throw new WrongMasterKey(error.reason)
    throw error
  }
  throw new WrongMasterKey('not-authentic')
}
