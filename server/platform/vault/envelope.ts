import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { randomBytes } from './primitives.ts'

/**
 * Where a sealed value lives. It is bound into the value: the bytes of one row or column do not open in another.
 * `id` is the row's id (uuid), `table` and `column` are names from the code.
 */
export type Place = { table: string; column: string; id: string }

export const VERSION = 1
/** Algorithm byte: 1 = AES-256-GCM. A certified national cipher would take the next number. */
export const AES_256_GCM = 1
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
/** ver(1) alg(1) kid(4). */
export const HEADER_BYTES = 6
/** How much longer a sealed value is than its plain bytes. */
export const OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES

export type BrokenReason = 'too-short' | 'unknown-version' | 'unknown-algorithm' | 'other-key' | 'not-authentic'

/** A sealed value that does not open: changed, moved to another row, or sealed by another key. Says where, never what. */
export class SealBroken extends Error {
  readonly reason: BrokenReason
  readonly place: Place
  constructor(reason: BrokenReason, place: Place) {
    super(`sealed value does not open (${reason}): ${place.table}.${place.column} ${place.id}`)
    this.name = 'SealBroken'
    this.reason = reason
    this.place = place
  }
}

const boundTo = (place: Place) => Buffer.from(`${place.table}|${place.column}|${place.id}|${VERSION}`)

/** The key id (unsigned, 32 bits) that a sealed value names. */
export function keyIdOf(sealed: Uint8Array, place: Place): number {
  if (sealed.byteLength < OVERHEAD_BYTES) throw new SealBroken('too-short', place)
  return (((sealed[2]! << 24) | (sealed[3]! << 16) | (sealed[4]! << 8) | sealed[5]!) >>> 0) as number
}

/** Bytes: ver(1) alg(1) kid(4) nonce(12) ciphertext tag(16). `keyId` is unsigned, 32 bits. */
export function sealBytes(key: KeyObject, keyId: number, place: Place, plain: string | Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(boundTo(place))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final() // nothing more comes out of GCM, but the tag needs it
  const sealed = Buffer.allocUnsafe(OVERHEAD_BYTES + body.length)
  sealed[0] = VERSION
  sealed[1] = AES_256_GCM
  sealed.writeUInt32BE(keyId, 2)
  nonce.copy(sealed, HEADER_BYTES)
  body.copy(sealed, HEADER_BYTES + NONCE_BYTES)
  cipher.getAuthTag().copy(sealed, sealed.length - TAG_BYTES)
  return sealed
}

/** The plain bytes. Throws `SealBroken`; nothing is handed out before the tag has been checked. */
export function openSealed(key: KeyObject, keyId: number, place: Place, sealed: Uint8Array): Buffer {
  if (sealed.byteLength < OVERHEAD_BYTES) throw new SealBroken('too-short', place)
  if (sealed[0] !== VERSION) throw new SealBroken('unknown-version', place)
  if (sealed[1] !== AES_256_GCM) throw new SealBroken('unknown-algorithm', place)
  if (keyIdOf(sealed, place) !== keyId) throw new SealBroken('other-key', place)
  const bodyStart = HEADER_BYTES + NONCE_BYTES
  const bodyEnd = sealed.byteLength - TAG_BYTES
  // The tag length is said aloud: without it Node would also accept tags of 4 bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(HEADER_BYTES, bodyStart), { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(sealed.subarray(bodyEnd))
  const plain = decipher.update(sealed.subarray(bodyStart, bodyEnd))
  try {
    decipher.final()
  } catch {
    plain.fill(0)
    throw new SealBroken('not-authentic', place)
  }
  return plain
}
