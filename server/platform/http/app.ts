import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import type { Platform } from '../platform.ts'
import { errorCode } from './error-code.ts'
import { answerBadAddress, answerErrors } from './errors.ts'
import { gate, type Identities } from './gate.ts'
import { headers } from './headers.ts'
import { readJson } from './json.ts'
import { isOfOwnPage } from './own-page.ts'
import { logRequests } from './request-log.ts'
import { cutSlowBodies } from './slow-body.ts'
import { validation } from './validation.ts'

export interface AppSettings {
  platform: Platform
  identities: Identities
  clock: () => Date
  checkReplies?: boolean
}

/** The HTTP side of the house: one Fastify with every defence on, and no route yet. */
export async function httpApp({ platform, identities, clock, checkReplies = false }: AppSettings): Promise<FastifyInstance> {
  const { http, files } = platform.config
  const app = fastify({
    genReqId: (request) => {
      // The in-process client of the citizen site hands its page's id on; nobody outside can choose one.
      const given = request.headers['x-request-id']
      return typeof given === 'string' && isOfOwnPage(request) ? given : errorCode()
    },
    trustProxy: http.trustProxy.length ? [...http.trustProxy] : false,
    bodyLimit: 256 * 1024,
    requestTimeout: http.requestTimeoutSeconds * 1000,
    connectionTimeout: http.connectionTimeoutSeconds * 1000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200, caseSensitive: true },
    return503OnClosing: true,
    frameworkErrors: answerBadAddress(platform, clock),
  })
  app.server.headersTimeout = http.headersTimeoutSeconds * 1000
  cutSlowBodies(app)
  logRequests(app, platform)
  validation(app, checkReplies)
  readJson(app)
  answerErrors(app, platform, clock)
  headers(app, platform.config)
  // Cookies first: the gate reads them.
  await app.register(cookie)
  gate(app, platform, identities, clock)
  await app.register(multipart, {
    limits: { fileSize: files.maxBytes + 1, files: files.perRequest + 1, fields: 20, fieldSize: 20_000, parts: files.perRequest + 22, headerPairs: 50 },
    throwFileSizeLimit: false,
  })
  await app.register(websocket, { options: { maxPayload: 4096, perMessageDeflate: false } })
  return app
}
