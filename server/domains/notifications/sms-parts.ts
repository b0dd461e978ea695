/** GSM 03.38: one septet each. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
/** Of its extension table: two septets each. */
const extended = new Set('^{}\\[~]|€\f')

/** Units of one message alone, and of each part where there are several. */
const room = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } }

/**
 * How many parts a text message takes: one up to 160 characters of the GSM alphabet or 70 of any other, parts of 153 or 67 beyond.
 * A sign that takes two units is never cut in two.
 */
export function smsParts(text: string): { alphabet: 'gsm' | 'ucs2'; units: number; parts: number } {
  const signs = [...text]
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign))
  const alphabet = isGsm ? 'gsm' : 'ucs2'
  const sizes = signs.map((sign) => (isGsm ? (extended.has(sign) ? 2 : 1) : sign.length))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const { alone, part } = room[alphabet]
  if (units <= alone) return { alphabet, units, parts: 1 }
  let [parts, used] = [1, 0]
  for (const size of sizes) {
    if (used + size > part) [parts, used] = [parts + 1, 0]
    used += size
  }
  return { alphabet, units, parts }
}
