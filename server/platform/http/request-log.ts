import type { FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'
import { isOfOwnPage } from './own-page.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Code of the refusal this request was answered with. */
    refusalCode?: string
  }
}

/** One line a request: its route, never its address, which may carry numbers and words. Calls of our own pages are told by the page's line. */
export function logRequests(app: FastifyInstance, { log }: Platform): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isOfOwnPage(request) && reply.statusCode < 500) return
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      code: request.refusalCode,
    }
    if (/^\/(desk\/)?assets\/|^\/api\/health\//.test(line.route) && reply.statusCode < 400) return
    log.info(line, reply.statusCode >= 400 ? 'refused' : 'answered')
  })
}
