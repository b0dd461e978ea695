import { createCipheriv, createHash, createHmac, hkdfSync, type KeyObject, hash as oneShotHash, randomFillSync, timingSafeEqual } from 'node:crypto'

// Random bytes come from a pool: one call to the system's generator serves some hundred nonces and tokens.
const POOL_BYTES = 8192
const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/** `count` fresh random bytes, in a buffer of their own. */
export function randomBytes(count: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(count)
  if (count > POOL_BYTES / 4) return randomFillSync(bytes)
  if (used + count > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(bytes, 0, used, used + count)
  pool.fill(0, used, used + count) // what was handed out is not kept
  used += count
  return bytes
}

/** An unguessable token, base64url without padding; 32 bytes (256 bits) unless told. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** A uniformly distributed code of `digits` decimal digits, leading zeros kept ('004821'); at most 9 digits. */
export function randomDigits(digits: number): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 9) throw new RangeError('randomDigits makes 1 to 9 digits')
  const range = 10 ** digits
  const fair = Math.floor(0x1_0000_0000 / range) * range
  for (;;) {
    const value = randomBytes(4).readUInt32BE()
    if (value < fair) return String(value % range).padStart(digits, '0') // values above are thrown away: no digit is likelier
  }
}

/** SHA-256, 32 bytes. For tokens that are random already; never for passwords. */
export const sha256 = (value: string | Uint8Array): Buffer => oneShotHash('sha256', value, 'buffer')

/** SHA-256 of a stream of pieces (a file read in parts), 32 bytes. */
export async function sha256OfStream(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const digest = createHash('sha256')
  for await (const piece of pieces) digest.update(piece)
  return digest.digest()
}

/** HMAC-SHA-256, 32 bytes. */
export const hmac = (key: Buffer | KeyObject, value: string | Uint8Array): Buffer => createHmac('sha256', key).update(value).digest()

/** Equal or not, in a time that does not tell where they differ; values of different length are unequal. */
export function sameBytes(left: string | Uint8Array, right: string | Uint8Array): boolean {
  const a = typeof left === 'string' ? Buffer.from(left) : left
  const b = typeof right === 'string' ? Buffer.from(right) : right
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

/** A key for one purpose out of a key for many (HKDF-SHA-256), 32 bytes. */
export const deriveKey = (key: Buffer | KeyObject, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32))

/** `bytes` pseudo-random bytes that depend on the key and the purpose only (AES-256-CTR over zeros): tables for keyed permutations. */
export function keyStream(key: Buffer, purpose: string, bytes: number): Buffer {
  return createCipheriv('aes-256-ctr', deriveKey(key, purpose), Buffer.alloc(16)).update(Buffer.alloc(bytes))
}

/** Each 16-byte block under AES-128 by itself: a pseudo-random function of short fixed inputs, never for anything that must be opened again. */
export function blocks(key: Buffer, input: Buffer): Buffer {
  return createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(input)
}
