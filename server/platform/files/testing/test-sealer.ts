import type { Sealer } from '../store.ts'

const NONCE = 12

/** AES-256-GCM bound to a place, as the vault's is, with a key of its own: the stores are tested without the vault. */
export async function testSealer(place: string): Promise<Sealer> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const additionalData = new TextEncoder().encode(place)
  return {
    async seal(plain) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE))
      return Buffer.concat([iv, Buffer.from(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, new Uint8Array(plain)))])
    },
    async open(sealed) {
      const iv = new Uint8Array(sealed.subarray(0, NONCE))
      return Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, new Uint8Array(sealed.subarray(NONCE))))
    },
  }
}

/** A UUIDv7 of this moment. */
export function anId(at: Date, number = 0): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`
}
