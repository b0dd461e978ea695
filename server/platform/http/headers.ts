import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** What every answer of the API carries, errors included (ASVS 3.4). */
export const securityHeaders = ({ http }: Config): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  ...(http.publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
})

/** Pages set a policy, and files a life, of their own. */
export function headers(app: FastifyInstance, config: Config): void {
  const own = new Set(['content-security-policy', 'cache-control'])
  const always = Object.entries(securityHeaders(config))
  app.addHook('onSend', async (request, reply) => {
    for (const [name, value] of always) if (!own.has(name) || !reply.hasHeader(name)) reply.header(name, value)
    reply.header('x-request-id', request.id)
  })
}
