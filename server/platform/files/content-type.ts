export type FileType = 'image/jpeg' | 'image/png' | 'application/pdf' | 'text/plain'

/** Extensions that agree with a type; the first is given to a file whose name says something else. */
export const EXTENSIONS: Record<FileType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log'],
}

const SIGNATURES: readonly (readonly [FileType, Buffer])[] = [
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['application/pdf', Buffer.from('%PDF-')],
]

/**
 * The type that the first bytes declare, or null.
 * A signature counts only at offset 0: readers of PDF search the first KiB for it, which is how one file is made to be two.
 */
export function declaredType(bytes: Buffer): FileType | null {
  for (const [type, signature] of SIGNATURES) if (bytes.subarray(0, signature.length).equals(signature)) return type
  return null
}

const ZIP_END = Buffer.from('PK\x05\x06', 'latin1')
const ZIP_END_BYTES = 22

/** Whether a ZIP reader (Java too) would open these bytes: its directory's end stands in the last 64 KiB with a comment that fits. */
export function isAlsoZip(bytes: Buffer): boolean {
  for (let at = bytes.lastIndexOf(ZIP_END); at >= 0 && at >= bytes.length - ZIP_END_BYTES - 0xffff; at = at === 0 ? -1 : bytes.lastIndexOf(ZIP_END, at - 1)) {
    if (at + ZIP_END_BYTES <= bytes.length && at + ZIP_END_BYTES + bytes.readUInt16LE(at + 20) <= bytes.length) return true
  }
  return false
}
