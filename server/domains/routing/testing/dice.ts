/** mulberry32: the same seed throws the same numbers, 0 up to 1. */
export function diceOf(seed: number) {
  let state = seed
  const throwOne = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    throwOne,
    /** Mean `mean`, no memory. */
    gap: (mean: number) => -Math.log(1 - throwOne()) * mean,
    /** Times around `median` as talks have them: many short, some very long. */
    lasting: (median: number, spread: number) => median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - throwOne())) * Math.cos(2 * Math.PI * throwOne())),
    oneOf: <T>(weighted: readonly (readonly [T, number])[]): T => {
      let left = throwOne() * weighted.reduce((all, [, weight]) => all + weight, 0)
      for (const [one, weight] of weighted) {
        left -= weight
        if (left < 0) return one
      }
      return weighted.at(-1)![0]
    },
  }
}
