import { keyStream } from '#platform/vault/index'

/** Sequence numbers are 0 to 99,999,999. */
export const SEQUENCES = 100_000_000
const ROUNDS = 10

/** One table of ROUNDS x side values: each round's secret function from half to half. */
const tables = new Map<string, Uint32Array>()

function tableFor(key: Buffer, side: number): Uint32Array {
  const name = `${side}|${key.toString('base64')}`
  let table = tables.get(name)
  if (table === undefined) {
    const bytes = keyStream(key, `public number|${side}`, ROUNDS * side * 4)
    table = Uint32Array.from({ length: ROUNDS * side }, (_, i) => bytes.readUInt32LE(i * 4) % side)
    if (tables.size >= 8) tables.clear()
    tables.set(name, table)
  }
  return table
}

/**
 * A keyed shuffle of the numbers 0 to side^2 - 1: each comes out once, in an order that nobody without the key can see or continue.
 * A Feistel network over two halves of base `side`, added instead of xor-ed, so the domain fits exactly and nothing has to be walked.
 * The default `side` of 10,000 gives 0 to 99,999,999.
 */
export function permute(sequence: number, key: Buffer, side = 10_000): number {
  if (!Number.isInteger(sequence) || sequence < 0 || sequence >= side * side) throw new RangeError(`a sequence number is 0 to ${side * side - 1}`)
  const table = tableFor(key, side)
  let left = Math.floor(sequence / side)
  let right = sequence % side
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = (left + table[round * side + right]!) % side
    left = right
    right = mixed
  }
  return left * side + right
}
