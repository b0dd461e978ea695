/** Who has lost the socket comes back between one and so many milliseconds: a server that starts anew meets everybody spread over that time. */
const first = 10_000
const longest = 20_000

/** Milliseconds until the next try after so many in vain; `chance` lies between 0 and 1. */
export const comeBackAfter = (tries: number, chance = Math.random()): number => 1000 + chance * (Math.min(first * Math.max(tries, 1), longest) - 1000)
