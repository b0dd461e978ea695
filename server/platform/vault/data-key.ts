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
 * Opened data keys in two generations: what is asked moves to the newer one, and when that holds half the limit the older one goes whole
 * (cheaper than a strict order of use). An entry answers only for the very wrapped bytes it was made from, so a re-wrapped or erased key
 * is never served from memory.
 */
export class DataKeyCache {
  #newer = new Map<string, Entry>()
  #older = new Map<string, Entry>()
  readonly #half: number
  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('the cache needs room for one key at least')
    this.#half = Math.ceil(limit / 2)
  }
  get size(): number {
    return this.#newer.size + this.#older.size
  }
  get(subjectId: string, wrapped: Uint8Array): DataKey | undefined {
    let entry = this.#newer.get(subjectId)
    if (entry === undefined) {
      entry = this.#older.get(subjectId)
      if (entry === undefined || !entry.wrapped.equals(wrapped)) return undefined
      this.#older.delete(subjectId)
      this.#keep(subjectId, entry)
      return entry.key
    }
    return entry.wrapped.equals(wrapped) ? entry.key : undefined
  }
  put(subjectId: string, wrapped: Uint8Array, key: DataKey): void {
    this.forget(subjectId)
    this.#keep(subjectId, { wrapped: Buffer.from(wrapped), key })
  }
  forget(subjectId: string): void {
    this.#newer.delete(subjectId)
    this.#older.delete(subjectId)
  }
  #keep(subjectId: string, entry: Entry): void {
    if (this.#newer.size >= this.#half) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(subjectId, entry)
  }
}
type Entry = { wrapped: Buffer; key: DataKey }
