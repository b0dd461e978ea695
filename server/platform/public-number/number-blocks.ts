import type { Query } from '#platform/vault/index'
import { SEQUENCES } from './permute.ts'
import { publicNumber } from './public-number.ts'

const RESERVE = `insert into number_block (year, next_sequence) values ($1, $2)
  on conflict (year) do update set next_sequence = number_block.next_sequence + $2
  where number_block.next_sequence + $2 <= ${SEQUENCES}
  returning next_sequence`

/** All hundred million numbers of a year are given out. */
export class NumbersExhausted extends Error {
  constructor(year: number) {
    super(`the public numbers of ${year} are used up`)
    this.name = 'NumbersExhausted'
  }
}

type Supply = { ranges: { next: number; end: number }[]; left: number; refill: Promise<void> | undefined }

/**
 * Hands out public numbers from blocks that this process reserved, so that no two processes share one and none waits for another.
 * What is left of a block when the process ends is never used. The reservation is a statement of its own, outside any change's
 * transaction: `query` must not be bound to one.
 */
export class NumberBlocks {
  readonly #query: Query
  readonly #key: Buffer
  readonly #blockSize: number
  readonly #supplies = new Map<number, Supply>()

  constructor(query: Query, key: Buffer, blockSize = 50) {
    if (!Number.isInteger(blockSize) || blockSize < 1 || blockSize > 1_000_000) throw new RangeError('a block has 1 to 1,000,000 numbers')
    this.#query = query
    this.#key = key
    this.#blockSize = blockSize
  }

  /** A number at once, or undefined when the block is empty (then `next` waits for a new one). `year` is the agency's. */
  nextNow(year: number): string | undefined {
    const supply = this.#supplyOf(year)
    const range = supply.ranges[0]
    // The next block is asked for when half of this one is left. A failure is not lost: the next caller asks again and hears of it.
    if (supply.left <= this.#blockSize / 2) this.#refill(year, supply).catch(() => {})
    if (range === undefined) return undefined
    const sequence = range.next++
    supply.left--
    if (range.next === range.end) supply.ranges.shift()
    return publicNumber(year, sequence, this.#key)
  }

  /** A number, after a round trip to the database only when the block is empty. Throws `NumbersExhausted`. */
  async next(year: number): Promise<string> {
    for (;;) {
      const number = this.nextNow(year)
      if (number !== undefined) return number
      await this.#refill(year, this.#supplyOf(year))
    }
  }

  #supplyOf(year: number): Supply {
    let supply = this.#supplies.get(year)
    if (supply === undefined) {
      supply = { ranges: [], left: 0, refill: undefined }
      this.#supplies.set(year, supply)
    }
    return supply
  }

  #refill(year: number, supply: Supply): Promise<void> {
    supply.refill ??= this.#reserve(year, supply).finally(() => {
      supply.refill = undefined
    })
    return supply.refill
  }

  async #reserve(year: number, supply: Supply): Promise<void> {
    const rows = await this.#query(RESERVE, [year, this.#blockSize])
    if (rows.length === 0) throw new NumbersExhausted(year)
    const end = Number(rows[0]!['next_sequence'])
    supply.ranges.push({ next: end - this.#blockSize, end })
    supply.left += this.#blockSize
  }
}
