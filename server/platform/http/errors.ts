import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '#contract/common'
import { isAway } from '../db/store.ts'
import { FileError } from '../files/index.ts'
import { bare } from '../log.ts'
import type { Platform } from '../platform.ts'
import { Refusal, statusOf } from '../refusal.ts'
import { securityHeaders } from './headers.ts'
import { fieldProblems } from './validation.ts'

/** One place where a failure becomes an answer: a refusal with its code, anything else "broken" with the code of this request. */
export function answerErrors(app: FastifyInstance, platform: Platform, clock: () => Date): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    const status = statusOf[refusal.kind]
    request.refusalCode = refusal.code
    if (refusal.kind === 'broken' || (refusal.kind === 'unavailable' && !(error instanceof Refusal)))
      platform.log.error({ requestId: request.id, route: request.routeOptions.url, ...bare(error) }, 'a request failed')
    const after = refusal.details?.['retryAfterSeconds'] ?? (refusal.kind === 'unavailable' ? 5 : undefined)
    if (after !== undefined) reply.header('retry-after', String(after))
    return reply
      .code(status)
      .type('application/json')
      .send(JSON.stringify(problem(refusal, request, clock())))
  })
  app.setNotFoundHandler({}, (request, reply) =>
    reply
      .code(404)
      .type('application/json')
      .send(JSON.stringify(problem(new Refusal('not-found', 'route.none'), request, clock()))),
  )
}

/** Addresses that no router can read are refused before any hook runs: the same form and headers, and nothing of the address is quoted. */
export const answerBadAddress =
  (platform: Platform, clock: () => Date) =>
  (_: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const body = JSON.stringify(problem(new Refusal('invalid', 'request.malformed'), request, clock()))
    reply.raw
      .writeHead(400, {
        ...securityHeaders(platform.config),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-request-id': request.id,
      })
      .end(body)
  }

const problem = (refusal: Refusal, request: FastifyRequest, now: Date): Problem => ({
  kind: refusal.kind,
  code: refusal.code,
  ...(refusal.details && { details: refusal.details }),
  ...(refusal.fields && { fields: refusal.fields }),
  errorCode: request.id,
  at: now.toISOString(),
})

/** Fastify's own complaints by their code, the rest by what they are. */
export function refusalOf(error: FastifyError): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof FileError) return ofFile(error)
  if (error.validation) return new Refusal('invalid', 'body.fields', undefined, fieldProblems(error.validation))
  if (isAway(error)) return new Refusal('unavailable', 'store.unavailable')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('too-large', 'body.too-large')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || error.code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new Refusal('unsupported', 'body.type')
  if (error.code === 'FST_FILES_LIMIT' || error.code === 'FST_PARTS_LIMIT' || error.code === 'FST_FIELDS_LIMIT')
    return new Refusal('too-large', 'file.too-many')
  if (error.statusCode === 503) return new Refusal('unavailable', 'service.closing')
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return new Refusal('invalid', 'request.malformed')
  return new Refusal('broken', 'service.broken')
}

function ofFile(error: FileError): Refusal {
  if (error.code === 'storage.full') return new Refusal('full', error.code)
  if (error.code === 'storage.unavailable') return new Refusal('unavailable', error.code)
  if (error.code === 'file.missing') return new Refusal('not-found', error.code)
  if (error.code === 'file.damaged') return new Refusal('conflict', error.code)
  if (error.code === 'file.too-big') return new Refusal('too-large', error.code)
  return new Refusal('unprocessable', error.code)
}
