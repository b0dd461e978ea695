/** '+79000000001' as '+7 900 ***-**-01'. Numbers elsewhere show their first 3 digits and the last 2. */
export function maskPhone(e164: string): string {
  const plus7 = /^\+7(\d{3})\d{5}(\d{2})$/.exec(e164)
  return plus7 ? `+7 ${plus7[1]} ***-**-${plus7[2]}` : `${e164.slice(0, 4)} ***-**-${e164.slice(-2)}`
}

/** 'user@example.org' as 'u***@example.org': always three stars, so that the length is not told. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${Array.from(address.slice(0, at))[0] ?? ''}***${address.slice(at)}`
}

/** 'Петрова Анна' as 'П*** А***': enough to talk to, too little to look anyone up. */
export const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0]}***`)
    .join(' ')

/** A document number with only its last signs left: '*********95'. `keep` is 2 to 4, and never more than half of it. */
export function maskNumber(digits: string, keep: 2 | 3 | 4 = 2): string {
  const shown = Math.min(keep, Math.floor(digits.length / 2))
  return '*'.repeat(digits.length - shown) + digits.slice(digits.length - shown)
}
