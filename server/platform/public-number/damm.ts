// Damm's quasigroup of order 10: finds every wrong digit and every swap of neighbours.
const TABLE = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'].map(
  (row) => Array.from(row, Number),
)

/** The check digit of a string of digits. Throws on anything that is not a digit. */
export function dammDigit(digits: string): number {
  let interim = 0
  for (const sign of digits) {
    const next = TABLE[interim]![sign.charCodeAt(0) - 48]
    if (next === undefined) throw new RangeError('only the digits 0 to 9 have a check digit')
    interim = next
  }
  return interim
}

/** Whether the last digit is the right check digit of those before it; false for a string that is empty or has other signs. */
export const hasDammDigit = (digits: string): boolean => /^\d{2,64}$/.test(digits) && dammDigit(digits) === 0
