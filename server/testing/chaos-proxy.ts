import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'

export interface ChaosPlan {
  /** Shares, 0 to 1, of the pieces that come back from behind: lost together with their line, swallowed, or held up. */
  reset: number
  swallow: number
  delay: number
  /** At most, when a piece is held up. */
  delayMs: number
}
export interface ChaosProxy {
  port: number
  plan: ChaosPlan
  /** False: every line is cut, and none is let in. */
  open: boolean
  told: { lines: number; reset: number; swallowed: number; delayed: number }
  close: () => Promise<void>
}

/** Stands before a gateway and does by a seed what networks do: it delays, swallows and resets answers, and can be gone for a while. */
export async function chaosProxy(target: number, throwDice: () => number, plan: Partial<ChaosPlan> = {}): Promise<ChaosProxy> {
  const told = { lines: 0, reset: 0, swallowed: 0, delayed: 0 }
  const lines = new Set<Socket>()
  let open = true
  // Small answers go on at once, as they came.
  const server: Server = createServer({ noDelay: true }, (near) => {
    if (!open) return void near.destroy()
    told.lines++
    const far = dial({ port: target, host: '127.0.0.1', noDelay: true })
    for (const one of [near, far]) {
      lines.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        lines.delete(one)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    // In order: what is held up holds up what comes after it.
    let before: Promise<void> = Promise.resolve()
    far.on('data', (piece) => {
      const [reset, swallow, delay] = [throwDice(), throwDice(), throwDice()]
      before = before.then(async () => {
        if (reset < proxy.plan.reset) {
          told.reset++
          near.resetAndDestroy()
          return
        }
        if (swallow < proxy.plan.swallow) return void told.swallowed++
        if (delay < proxy.plan.delay) {
          told.delayed++
          await new Promise((resolve) => setTimeout(resolve, proxy.plan.delayMs * throwDice()))
        }
        if (!near.destroyed) near.write(piece)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const line of lines) line.destroy()
  }
  const proxy: ChaosProxy = {
    port: (server.address() as AddressInfo).port,
    plan: { reset: 0, swallow: 0, delay: 0, delayMs: 0, ...plan },
    get open() {
      return open
    },
    set open(is) {
      open = is
      if (!is) cut()
    },
    told,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
  return proxy
}
