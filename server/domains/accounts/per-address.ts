import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'

const HOUR = 3_600_000
/** Addresses remembered at once; a flood from more is the proxy's work, and memory must not be its victim. */
const MOST_KNOWN = 100_000
let windowStart = 0
let taken = new Map<string, number>()

/** How often in an hour, as multiples of INTAKE_PER_ADDRESS_PER_HOUR: a person who files one request saves its draft many times. */
const share = { intake: 1, chat: 20, guess: 100, help: 100, vote: 5, guest: 1 / 2, session: 5, upload: 5, draft: 100, password: 20 } as const

/**
 * An office's shared address passes, a script does not. Counted apart by what is done, per address (IPv6: per /64), in this
 * process's memory: losing it at a restart only forgives.
 */
export function perAddress(ctx: Ctx, what: keyof typeof share, address: string): void {
  const start = Math.floor(ctx.now.getTime() / HOUR) * HOUR
  if (start !== windowStart || taken.size > MOST_KNOWN) {
    windowStart = start
    taken = new Map()
  }
  const key = `${what} ${addressGroup(address)}`
  const count = (taken.get(key) ?? 0) + 1
  taken.set(key, count)
  if (count > ctx.app.config.intake.perAddressPerHour * share[what])
    throw new Refusal('too-many', `${what}.wait`, { retryAfterSeconds: Math.ceil((start + HOUR - ctx.now.getTime()) / 1000) })
}
