// Every dash that phones, mail programs and Word put between digits; the no-break spaces are part of \s.
const BETWEEN = /[\s().\-\u2010-\u2015\u2212\u00ad\u200b]/g

/** The digits of what was typed, spaces, dashes, dots and brackets left out; or the first sign that is none of these. Wide and other written digits of NFKC count. */
export function digitsOf(input: string): { digits: string } | { sign: string } {
  const digits = input.normalize('NFKC').replace(BETWEEN, '')
  const sign = /[^0-9]/u.exec(digits)?.[0]
  return sign === undefined ? { digits } : { sign }
}

export const allZero = (digits: string): boolean => /^0+$/.test(digits)

/** Sum of digit times weight, from the left. */
export const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
