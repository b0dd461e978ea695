let made = Math.floor(Math.random() * 90_000_000)

/** Twelve digits in their right sum, each call others. */
export function anInn(): string {
  const base = String(5_000_000_000 + ++made)
  const sum = (digits: string, weights: readonly number[]) => (weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0) % 11) % 10
  const eleven = base + sum(base, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  return eleven + sum(eleven, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
}
