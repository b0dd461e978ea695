import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'

const HOUR = 3_600_000
let windowStart = 0
let taken = new Map<string, number>()

/**
 * An office's shared address passes, a script does not. Requests and codes are counted apart, per address (IPv6: per /64), in this
 * process's memory: losing it at a restart only forgives.
 */
export function perAddress(ctx: Ctx, what: 'intake' | 'guest', address: string): void {
  const start = Math.floor(ctx.now.getTime() / HOUR) * HOUR
  if (start !== windowStart) {
    windowStart = start
    taken = new Map()
  }
  const key = `${what} ${addressGroup(address)}`
  const count = (taken.get(key) ?? 0) + 1
  taken.set(key, count)
  if (count > ctx.app.config.intake.perAddressPerHour)
    throw new Refusal('too-many', `${what}.wait`, { retryAfterSeconds: Math.ceil((start + HOUR - ctx.now.getTime()) / 1000) })
}
