import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** What every answer of the API carries, errors included (ASVS 3.4); pages set a policy of their own. */
export function headers(app: FastifyInstance, config: Config): void {
  const https = config.http.publicUrl.startsWith('https:')
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    reply.header('x-request-id', request.id)
  })
}
