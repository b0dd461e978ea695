/** GSM 03.38: one septet each. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
/** Of its extension table: two septets each. */
const extended = new Set('^{}\\[~]|€\f')

/** Units of one message alone, and of each part where there are several. */
const room = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } }

export interface SmsParts {
  alphabet: 'gsm' | 'ucs2'
  units: number
  parts: number
}

/**
 * How many parts a text message takes: one up to 160 characters of the GSM alphabet or 70 of any other, parts of 153 or 67 beyond.
 * A sign that takes two units is never cut in two.
 */
export function smsParts(text: string): SmsParts {
  const { alphabet, units, pieces } = cutSms(text)
  return { alphabet, units, parts: pieces.length }
}

/** The same, with the text of each part. */
export function cutSms(text: string): Omit<SmsParts, 'parts'> & { pieces: string[] } {
  const signs = [...text]
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign))
  const alphabet = isGsm ? 'gsm' : 'ucs2'
  const sizes = signs.map((sign) => (isGsm ? (extended.has(sign) ? 2 : 1) : sign.length))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const { alone, part } = room[alphabet]
  if (units <= alone) return { alphabet, units, pieces: [text] }
  const pieces = ['']
  let used = 0
  for (const [i, sign] of signs.entries()) {
    if (used + sizes[i]! > part) {
      pieces.push('')
      used = 0
    }
    pieces[pieces.length - 1] += sign
    used += sizes[i]!
  }
  return { alphabet, units, pieces }
}
