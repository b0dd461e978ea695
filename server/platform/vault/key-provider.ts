import type { MasterKey } from './data-key.ts'

/**
 * Where the master keys (key encryption keys, 32 bytes each) are: the only secrets outside the database.
 * A file and the environment are here; a key management service or PKCS#11 token can take the same shape.
 */
export type KeyProvider = {
  /** The key that wraps new keys now. */
  active(): MasterKey
  /** Numbers of all keys, rising. */
  ids(): number[]
  /** Throws `UnknownMasterKey`. */
  byId(id: number): Buffer
  /** Makes a new key, active from now on; answers its id. */
  add(): Promise<number>
  /** Destroys a key that nothing is wrapped by any more. The active key cannot be retired. */
  retire(id: number): Promise<void>
}

export class UnknownMasterKey extends Error {
  constructor(id: number, where: string) {
    super(`wrong master key: no key number ${id} in ${where}. Restore the master keys that belong to this database.`)
    this.name = 'UnknownMasterKey'
  }
}

/** The active key is the one with the highest id: keys are only ever added at the end. */
export function newest(keys: ReadonlyMap<number, Buffer>, where: string): MasterKey {
  if (keys.size === 0) throw new Error(`no master key in ${where}`)
  const id = Math.max(...keys.keys())
  return { id, key: keys.get(id)! }
}

/** Reads `id -> base64 of 32 bytes`; anything else is an error that names the entry and never shows it. */
export function readKeys(entries: Iterable<[string, unknown]>, where: string): Map<number, Buffer> {
  const keys = new Map<number, Buffer>()
  for (const [name, value] of entries) {
    const id = Number(name)
    const key = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0)
    if (!Number.isInteger(id) || id < 1 || id > 0x7fffffff) throw new Error(`${where}: master key numbers are 1 to 2147483647`)
    if (key.length !== 32) throw new Error(`${where}: master key ${id} is not 32 bytes in base64`)
    keys.set(id, key)
  }
  return keys
}
