import { argon2 } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { randomBytes, sameBytes } from './primitives.ts'

/** `memoryKib` in KiB, `passes` over it. OWASP's least for Argon2id: 19,456 KiB and 2 passes with one lane. */
export type Argon2Cost = { memoryKib: number; passes: number }

export const DEFAULT_COST: Argon2Cost = { memoryKib: 19_456, passes: 2 }
const TAG_BYTES = 32
const SALT_BYTES = 16
/** Each run takes 19 MiB and a thread of libuv's four: more at once would starve files and names look-ups. */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism()))

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift() // the place passes on, `running` stays
    if (next) next()
    else running--
  }
}

/** How many hashes wait for a place: a gauge, and a reason to answer "too many" before the queue grows. */
export const hashesWaiting = (): number => waiting.length

function derive(password: string, salt: Buffer, cost: Argon2Cost, tagLength: number): Promise<Buffer> {
  const parameters = { message: password.normalize('NFC'), nonce: salt, parallelism: 1, tagLength, memory: cost.memoryKib, passes: cost.passes }
  return inTurn(() => new Promise((resolve, reject) => argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))))
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

/** Argon2id off the main thread; answers `$argon2id$v=19$m=...,t=...,p=1$salt$hash` (the usual text form). */
export async function hashPassword(password: string, cost: Argon2Cost = DEFAULT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=1$${base64(salt)}$${base64(await derive(password, salt, cost, TAG_BYTES))}`
}

const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,86})$/

type Parsed = { cost: Argon2Cost; salt: Buffer; tag: Buffer }

function parse(stored: string): Parsed | undefined {
  const parts = FORM.exec(stored)
  if (!parts) return undefined
  return { cost: { memoryKib: Number(parts[1]), passes: Number(parts[2]) }, salt: Buffer.from(parts[3]!, 'base64'), tag: Buffer.from(parts[4]!, 'base64') }
}

// What an unknown account is checked against, so that the answer takes as long as for a known one.
const NOBODY: Parsed = { cost: DEFAULT_COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) }

/**
 * Whether the password is the one that was hashed. With no stored hash (no such account) it works as long and answers false;
 * `cost` is then the cost of that work. Throws on a stored text that is not Argon2id.
 */
export async function verifyPassword(password: string, stored: string | undefined, cost: Argon2Cost = DEFAULT_COST): Promise<boolean> {
  const parsed = stored === undefined ? { ...NOBODY, cost } : parse(stored)
  if (parsed === undefined) throw new Error('the stored password hash is not Argon2id')
  const tag = await derive(password, parsed.salt, parsed.cost, parsed.tag.length)
  return sameBytes(tag, parsed.tag) && stored !== undefined
}

/** Made with other settings than today's: hash again at the next right entry. */
export function isOutdated(stored: string, cost: Argon2Cost = DEFAULT_COST): boolean {
  const parsed = parse(stored)
  return parsed === undefined || parsed.cost.memoryKib !== cost.memoryKib || parsed.cost.passes !== cost.passes
}
