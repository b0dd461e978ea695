import type { FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'

/** Asked of parts that stand outside; a part that keeps silent counts as away. */
const PATIENCE_MS = 2000
/** What was found is told again for so long: whoever asks often costs the parts nothing. */
const FRESH_MS = 2000

/** Whether an outside part works, by its name. */
export type OutsideParts = Record<string, () => Promise<boolean>>

/**
 * Live: the process answers. Ready: it can take work; says which part it lacks (R26), never why in detail. Without the store nothing works
 * and the answer is 503; without the file store, the scanner or an outside part the rest goes on, and the status is "degraded".
 */
export function health(app: FastifyInstance, platform: Platform, closing: () => boolean, outside: OutsideParts = {}): void {
  const asked: OutsideParts = {
    files: () => platform.files.reachable(),
    // An empty file is clean to every scanner that answers.
    scanner: async () => (await platform.scan(Buffer.alloc(0))) !== 'unavailable',
    ...outside,
  }
  let known: { at: number; parts: Promise<Record<string, boolean>> } | undefined
  const outsideNow = () => {
    const at = platform.monotonicMs()
    if (!known || at - known.at > FRESH_MS) known = { at, parts: askAll(asked) }
    return known.parts
  }
  app.get('/api/health/live', { config: { access: 'anyone', page: true } }, async () => ({ status: 'ok' }))
  app.get('/api/health/ready', { config: { access: 'anyone', page: true } }, async (_, reply) => {
    const taking = !closing()
    const store = await platform.store.ping().then(
      () => true,
      () => false,
    )
    // Some outside parts are asked by way of the store.
    const others = store ? await outsideNow() : {}
    const status = !store || !taking ? 'not-ready' : Object.values(others).includes(false) ? 'degraded' : 'ok'
    return reply.code(store && taking ? 200 : 503).send({ status, parts: { store, ...others, taking } })
  })
}

const askAll = async (parts: OutsideParts): Promise<Record<string, boolean>> =>
  Object.fromEntries(await Promise.all(Object.entries(parts).map(async ([name, ask]) => [name, await inTime(ask)] as const)))

async function inTime(ask: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  return Promise.race([ask().catch(() => false), late]).finally(() => clearTimeout(timer))
}
