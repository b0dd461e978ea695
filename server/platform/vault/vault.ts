import { createSecretKey, type KeyObject } from 'node:crypto'
import { DataKey, DataKeyCache, newDataKeyMaterial, unwrapDataKey, wrapDataKey } from './data-key.ts'
import { keyIdOf, openSealed, type Place, SealBroken, sealBytes } from './envelope.ts'
import type { KeyProvider } from './key-provider.ts'
import { KeyedIndex, weekOf } from './keyed-index.ts'
import { hmac } from './primitives.ts'
import { addServiceKeyVersion, loadServiceKeys, type Query, type ServiceKeys } from './service-keys.ts'

/** Service keys every vault has; more are made when `openVault` is told their names. */
export const SERVICE_KEYS = ['number', 'index', 'journal', 'code', 'link', 'draft', 'staff', 'learning', 'push'] as const

const placeOfKey = (subjectId: string): Place => ({ table: 'data_key', column: 'wrapped', id: subjectId })

export type VaultOptions = {
  /** Names of further service keys. */
  serviceKeys?: readonly string[]
  /** How many citizens' data keys stay open in memory; about 1 KB each. */
  dataKeysInMemory?: number
}

/** Loads the keys of the service, making those that are missing. Throws `WrongMasterKey` or `UnknownMasterKey`: do not start then. */
export async function openVault(query: Query, provider: KeyProvider, options: VaultOptions = {}): Promise<Vault> {
  const names = [...new Set([...SERVICE_KEYS, ...(options.serviceKeys ?? [])])]
  const keys = await loadServiceKeys(query, provider, names)
  return new Vault(query, provider, keys, names, options.dataKeysInMemory ?? 20_000)
}

export class Vault {
  readonly #query: Query
  readonly #provider: KeyProvider
  readonly #names: readonly string[]
  readonly #dataKeys: DataKeyCache
  #keys: ServiceKeys
  #ciphers = new Map<string, KeyObject>()
  #indexes: KeyedIndex[] = []

  constructor(query: Query, provider: KeyProvider, keys: ServiceKeys, names: readonly string[], dataKeysInMemory: number) {
    this.#query = query
    this.#provider = provider
    this.#names = names
    this.#keys = keys
    this.#dataKeys = new DataKeyCache(dataKeysInMemory)
    this.#readIndexes()
  }

  /** A fresh key for a person's data. Store `wrapped` and `keyId` (the master key's number) with the person, in the same transaction. */
  newDataKey(subjectId: string): { key: DataKey; wrapped: Buffer; keyId: number } {
    const master = this.#provider.active()
    const material = newDataKeyMaterial()
    const key = new DataKey(material)
    const wrapped = wrapDataKey(master, subjectId, material)
    material.fill(0)
    return { key, wrapped, keyId: master.id }
  }

  /** The person's data key out of its wrapped form, from memory when it was opened before. */
  dataKey(subjectId: string, wrapped: Buffer): DataKey {
    const known = this.#dataKeys.get(subjectId, wrapped)
    if (known !== undefined) return known
    const id = keyIdOf(wrapped, placeOfKey(subjectId))
    const material = unwrapDataKey({ id, key: this.#provider.byId(id) }, subjectId, wrapped)
    const key = new DataKey(material)
    material.fill(0)
    this.#dataKeys.put(subjectId, wrapped, key)
    return key
  }

  /** Part of erasing a person: the open key leaves this process's memory (the wrapped one is deleted by the caller). */
  forget(subjectId: string): void {
    this.#dataKeys.forget(subjectId)
  }

  seal(key: DataKey, place: Place, plain: string | Uint8Array): Buffer {
    return key.seal(place, plain)
  }

  /** The text. Throws `SealBroken` when the bytes were changed, moved to another row or column, or belong to another person. */
  open(key: DataKey, place: Place, sealed: Uint8Array): string {
    return key.openBytes(place, sealed).toString('utf8')
  }

  openBytes(key: DataKey, place: Place, sealed: Uint8Array): Buffer {
    return key.openBytes(place, sealed)
  }

  /** Seals what belongs to no citizen (drafts, second factors and names of staff) by the newest version of a service key. */
  sealService(name: string, place: Place, plain: string | Uint8Array): Buffer {
    const { version } = this.#newestOf(name)
    return sealBytes(this.#cipherOf(name, version), version, place, plain)
  }

  openService(name: string, place: Place, sealed: Uint8Array): string {
    return this.openServiceBytes(name, place, sealed).toString('utf8')
  }

  openServiceBytes(name: string, place: Place, sealed: Uint8Array): Buffer {
    const version = keyIdOf(sealed, place)
    if (!this.keyVersions(name).includes(version)) throw new SealBroken('other-key', place)
    return openSealed(this.#cipherOf(name, version), version, place, sealed)
  }

  /** A service key's 32 bytes, for MACs and permutations; the newest version unless one is told. */
  serviceKey(name: string, version?: number): Buffer {
    const wanted = version === undefined ? this.#newestOf(name) : this.#versionsOf(name).find((key) => key.version === version)
    if (wanted === undefined) throw new Error(`the service key '${name}' has no version ${version}`)
    return wanted.key
  }

  /** HMAC-SHA-256 under the newest version of a service key: journal rows, codes, bodies of idempotent writes. */
  mac(name: string, data: string | Uint8Array): Buffer {
    return hmac(this.serviceKey(name), data)
  }

  /** Versions of a service key, the newest first. */
  keyVersions(name: string): number[] {
    return this.#versionsOf(name)
      .map(({ version }) => version)
      .reverse()
  }

  /** Adds a version of a service key (the start of its rotation) and reads the keys again; answers the version. */
  async addKeyVersion(name: string): Promise<number> {
    const version = await addServiceKeyVersion(this.#query, this.#provider, name, this.#newestOf(name).version)
    await this.reload()
    return version
  }

  /** Reads the service keys again: other processes call it (on a schedule) to learn of a version added meanwhile. */
  async reload(): Promise<void> {
    this.#keys = await loadServiceKeys(this.#query, this.#provider, this.#names)
    this.#ciphers = new Map()
    this.#readIndexes()
  }

  /** Versions of the index key, the newest first. During its rotation values are written by the newest and looked up by all. */
  indexVersions(): number[] {
    return this.#indexes.map(({ version }) => version)
  }

  /** 16 bytes to look a value up by. The caller normalises: E.164, lower-case address, digits only. */
  lookup(field: string, normalised: string, version?: number): Buffer {
    return this.#index(version).lookup(field, normalised)
  }

  /** The same under every index version, the newest first: `where phone_key = any($1)`. */
  lookups(field: string, normalised: string): Buffer[] {
    return this.#indexes.map((index) => index.lookup(field, normalised))
  }

  /** Keyed stems of a text written at `at`: distinct, rising, at most 512; for a `bigint[]` column. */
  stems(text: string, at: Date, version?: number): bigint[] {
    return this.#index(version).stems(text, weekOf(at))
  }

  /**
   * What somebody looks for, word by word: each answers its stems between two weeks (`weekOf`, both included); a text must have one of them
   * for every word: `where stems && $1 and stems && $2`. Empty only when the query has no word at all.
   */
  queryWords(text: string, version?: number): ((fromWeek: number, toWeek: number) => bigint[])[] {
    return this.#index(version).queryWords(text)
  }

  #readIndexes(): void {
    const before = this.#indexes
    this.#indexes = this.keyVersions('index').map(
      (version) => before.find((index) => index.version === version) ?? new KeyedIndex(version, this.serviceKey('index', version)),
    )
  }

  #index(version: number | undefined): KeyedIndex {
    const index = version === undefined ? this.#indexes[0] : this.#indexes.find((one) => one.version === version)
    if (index === undefined) throw new Error(`the index key has no version ${version}`)
    return index
  }

  #versionsOf(name: string) {
    const versions = this.#keys.get(name)
    if (versions === undefined) throw new Error(`no service key '${name}': name it when the vault is opened`)
    return versions
  }

  #newestOf(name: string) {
    return this.#versionsOf(name).at(-1)!
  }

  #cipherOf(name: string, version: number): KeyObject {
    const id = `${name}/${version}`
    let cipher = this.#ciphers.get(id)
    if (cipher === undefined) {
      cipher = createSecretKey(this.serviceKey(name, version))
      this.#ciphers.set(id, cipher)
    }
    return cipher
  }
}
