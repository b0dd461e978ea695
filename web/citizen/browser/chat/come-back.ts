/**
 * Who has lost the socket tries again between one and ten seconds later: a server that starts anew meets everybody spread over that time.
 * Where it stays away, over half a minute.
 */
const soon = 10_000
const later = 30_000
const patient = 6

/** Milliseconds until the next try after so many in vain; `chance` lies between 0 and 1. */
export const comeBackAfter = (tries: number, chance = Math.random()): number => 1000 + chance * ((tries < patient ? soon : later) - 1000)
