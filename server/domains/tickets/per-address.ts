import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'

const HOUR = 3_600_000
let windowStart = 0
let taken = new Map<string, number>()

/** An office's shared address passes, a script does not. Counted per /24 (IPv6: /64) in this process's memory: losing it at a restart only forgives. */
export function perAddress(ctx: Ctx, address: string): void {
  const start = Math.floor(ctx.now.getTime() / HOUR) * HOUR
  if (start !== windowStart) {
    windowStart = start
    taken = new Map()
  }
  const net = address.includes(':') ? address.split(':').slice(0, 4).join(':') : address.split('.').slice(0, 3).join('.')
  const count = (taken.get(net) ?? 0) + 1
  taken.set(net, count)
  if (count > ctx.app.config.intake.perAddressPerHour)
    throw new Refusal('too-many', 'intake.wait', { retryAfterSeconds: Math.ceil((start + HOUR - ctx.now.getTime()) / 1000) })
}
