import { randomBytes } from '../vault/index.ts'

/** No look-alikes: read over the telephone without doubt. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new error code, e.g. 7F3K-22QD; also the id of the request in log and journal (TECH-1). */
export function errorCode(): string {
  const bytes = randomBytes(8)
  let code = ''
  for (let i = 0; i < 8; i++) code += (i === 4 ? '-' : '') + letters[bytes[i]! % letters.length]
  return code
}
export const isErrorCode = (text: string): boolean => /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/.test(text)
