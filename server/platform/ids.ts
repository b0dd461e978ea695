import { randomFillSync } from 'node:crypto'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const pool = new Uint8Array(8192)
let used = pool.length
let lastMs = -1
let counter = 0

/** A clock set back by more than this (a test's clock, an import of old rows) is followed; by less, the order of ids is kept. */
const KEPT_IN_ORDER_MS = 60_000

function takeRandom(count: number): number {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return used - count
}

/**
 * A UUIDv7: 48 bits of milliseconds, a 12-bit counter, 62 random bits. Rises within the process, also within one millisecond and when
 * the clock goes back a little (up to a minute). The time is `now`, or the machine's clock.
 */
export function uuidv7(now?: Date): string {
  const ms = now === undefined ? Date.now() : now.getTime()
  if (!(ms >= 0 && ms <= 0xffff_ffff_ffff)) throw new RangeError('uuidv7 needs a valid time after 1970')
  const at = takeRandom(8)
  if (ms > lastMs || lastMs - ms > KEPT_IN_ORDER_MS) {
    lastMs = ms
    counter = ((pool[at]! << 3) | (pool[at + 1]! & 7)) & 0x7ff // starts in the lower half: at least 2,048 more fit into this millisecond
    used -= 8
    takeRandom(2) // those two bytes are spent
    return write(takeRandom(8))
  }
  if (++counter > 0xfff) {
    lastMs++ // borrowed from the next millisecond
    counter = 0
  }
  return write(at)
}

function write(at: number): string {
  const high = Math.floor(lastMs / 0x1_0000)
  const low = lastMs % 0x1_0000
  return (
    HEX[high >>> 24]! +
    HEX[(high >>> 16) & 0xff]! +
    HEX[(high >>> 8) & 0xff]! +
    HEX[high & 0xff]! +
    '-' +
    HEX[low >>> 8]! +
    HEX[low & 0xff]! +
    '-' +
    HEX[0x70 | (counter >>> 8)]! +
    HEX[counter & 0xff]! +
    '-' +
    HEX[0x80 | (pool[at]! & 0x3f)]! +
    HEX[pool[at + 1]!]! +
    '-' +
    HEX[pool[at + 2]!]! +
    HEX[pool[at + 3]!]! +
    HEX[pool[at + 4]!]! +
    HEX[pool[at + 5]!]! +
    HEX[pool[at + 6]!]! +
    HEX[pool[at + 7]!]!
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A UUID of any version in its usual text form, lower case. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

/** The millisecond in which a UUIDv7 was made. */
export const timeOfUuid = (uuid: string): Date => new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16))
