// The arithmetic of the numbers people type; each takes digits only.

const at = (digits: string, i: number) => digits.charCodeAt(i) - 48

/** Bank cards and medical policies (ЕНП) alike. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = at(digits, i)
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}

/** 11 digits. Numbers up to 001-001-998 have no check digits and pass. */
export function passesSnils(digits: string): boolean {
  if (Number(digits.slice(0, 9)) <= 1_001_998) return Number(digits) > 0
  let sum = 0
  for (let i = 0; i < 9; i++) sum += at(digits, i) * (9 - i)
  return (sum % 101) % 100 === Number(digits.slice(9))
}

const PERSON_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const PERSON_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
const weighted = (digits: string, weights: number[]) => (weights.reduce((sum, weight, i) => sum + weight * at(digits, i), 0) % 11) % 10

/** 12 digits: the taxpayer number of a person. */
export const passesPersonInn = (digits: string): boolean =>
  /[1-9]/.test(digits) && weighted(digits, PERSON_11) === at(digits, 10) && weighted(digits, PERSON_12) === at(digits, 11)
