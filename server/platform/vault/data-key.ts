import { createSecretKey, type KeyObject } from 'node:crypto'
import { openSealed, type Place, sealBytes } from './envelope.ts'
import { deriveKey, randomBytes } from './primitives.ts'

/**
 * The key of one citizen's data. The material sits in a KeyObject, so printing or serialising a DataKey shows nothing.
 * `id` is a fingerprint that leads each value sealed by it: a value of another person is told apart from a damaged one.
 */
export class DataKey {
  readonly id: number
  readonly #key: KeyObject
  constructor(material: Buffer) {
    if (material.length !== 32) throw new RangeError('a data key has 32 bytes')
    this.#key = createSecretKey(material)
    this.id = deriveKey(material, 'opora data key id').readUInt32BE()
  }
  seal(place: Place, plain: string | Uint8Array): Buffer {
    return sealBytes(this.#key, this.id, place, plain)
  }
  openBytes(place: Place, sealed: Uint8Array): Buffer {
    return openSealed(this.#key, this.id, place, sealed)
  }
}

const placeOf = (subjectId: string): Place => ({ table: 'data_key', column: 'wrapped', id: subjectId })

export type MasterKey = { id: number; key: Buffer }

/** A data key's 32 bytes under a master key: 66 bytes, led by version, algorithm and the master key's id. */
export const wrapDataKey = (master: MasterKey, subjectId: string, material: Buffer): Buffer =>
  sealBytes(createSecretKey(master.key), master.id, placeOf(subjectId), material)

/** The data key's 32 bytes. Throws `SealBroken` when the bytes were changed or belong to another subject. */
export const unwrapDataKey = (master: MasterKey, subjectId: string, wrapped: Uint8Array): Buffer =>
  openSealed(createSecretKey(master.key), master.id, placeOf(subjectId), wrapped)

export const newDataKeyMaterial = (): Buffer => randomBytes(32)

/**
 * Opened data keys, the least recently used thrown out first. An entry answers only for the very wrapped bytes it was made from,
 * so a re-wrapped or erased key is never served from memory.
 */
export class DataKeyCache {
  readonly #entries = new Map<string, { wrapped: Buffer; key: DataKey }>()
  readonly #limit: number
  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('the cache needs room for one key at least')
    this.#limit = limit
  }
  get size(): number {
    return this.#entries.size
  }
  get(subjectId: string, wrapped: Uint8Array): DataKey | undefined {
    const entry = this.#entries.get(subjectId)
    if (entry === undefined || !entry.wrapped.equals(wrapped)) return undefined
    this.#entries.delete(subjectId)
    this.#entries.set(subjectId, entry)
    return entry.key
  }
  put(subjectId: string, wrapped: Uint8Array, key: DataKey): void {
    this.#entries.delete(subjectId)
    this.#entries.set(subjectId, { wrapped: Buffer.from(wrapped), key })
    if (this.#entries.size > this.#limit) this.#entries.delete(this.#entries.keys().next().value!)
  }
  forget(subjectId: string): void {
    this.#entries.delete(subjectId)
  }
}
