import type { FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'

/** Live: the process answers. Ready: it can take work; says which part it lacks (R26), never why in detail. */
export function health(app: FastifyInstance, platform: Platform, closing: () => boolean): void {
  app.get('/api/health/live', { config: { access: 'anyone', page: true } }, async () => ({ status: 'ok' }))
  app.get('/api/health/ready', { config: { access: 'anyone', page: true } }, async (_, reply) => {
    const parts = {
      store: await platform.store.ping().then(
        () => true,
        () => false,
      ),
      files: await platform.files.reachable().catch(() => false),
      taking: !closing(),
    }
    return reply
      .code(parts.store && parts.taking ? 200 : 503)
      .send({ status: parts.store && parts.taking ? (parts.files ? 'ok' : 'degraded') : 'not-ready', parts })
  })
}
