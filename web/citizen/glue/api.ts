import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '#contract/common'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '#contract/route'

/** A refusal of the API, thrown by `call`. Its details are for people's texts, never for logs. */
export class ApiProblem extends Error {
  status: number
  problem: Problem
  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.kind} ${problem.code}`)
    this.status = status
    this.problem = problem
  }
}

type Part<Name extends string, T> = T extends undefined ? unknown : Record<never, never> extends T ? { [K in Name]?: T } : { [K in Name]: T }
export type Input<R extends Route> = Part<'params', ParamsOf<R>> & Part<'query', QueryOf<R>> & Part<'body', BodyOf<R>> & { key?: string }

/** The visitor's way into the API: the same HTTP routes, in process, with the visitor's cookie and address. */
export interface Api {
  call<R extends Route>(route: R, input?: Input<R>): Promise<ReplyOf<R>>
  /** Hands the multipart body of the page's request, or what is left of it, on as a stream. */
  upload<R extends Route>(route: R, params?: ParamsOf<R>, rest?: Readable): Promise<ReplyOf<R>>
  /** Answers the bytes and headers of a route with `answers: 'bytes'`. */
  download<R extends Route>(route: R, params: ParamsOf<R>, query?: QueryOf<R>): Promise<{ bytes: Buffer; headers: Record<string, string> }>
}

const fill = (path: string, params: object): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])))

const given = (values: object): [string, string][] => Object.entries(values).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]]))

const passedOn = ['content-type', 'content-length', 'content-disposition', 'content-security-policy', 'x-content-type-options', 'cache-control'] as const

export function apiFor(server: FastifyInstance, request: FastifyRequest, reply: FastifyReply, lang: string, pageHeaders: Record<string, string> = {}): Api {
  const headers = (): Record<string, string> => ({
    accept: 'application/json',
    'accept-language': lang,
    'x-request-id': request.id,
    'user-agent': request.headers['user-agent'] ?? '',
    host: request.headers.host ?? 'localhost',
    // The page's own origin check has passed before any call is made.
    'sec-fetch-site': 'same-origin',
    ...pageHeaders,
    ...(request.headers.cookie ? { cookie: request.headers.cookie } : {}),
  })
  const send = async (route: Route, params: object, query: object, own: Record<string, string>, payload?: string | Readable) => {
    const search = new URLSearchParams(given(query)).toString()
    const answer = await server.inject({
      method: route.method,
      url: fill(route.path, params) + (search && `?${search}`),
      headers: { ...headers(), ...own },
      remoteAddress: request.ip,
      ...(payload === undefined ? {} : { payload }),
    })
    const cookies = answer.headers['set-cookie']
    for (const cookie of cookies === undefined ? [] : [cookies].flat()) reply.header('set-cookie', cookie)
    // Forgetting a browser is forgetting what it keeps of the pages, too.
    const cleared = answer.headers['clear-site-data']
    if (cleared) reply.header('clear-site-data', cleared)
    if (answer.statusCode >= 400) throw new ApiProblem(answer.statusCode, problemOf(answer.body, request.id))
    return answer
  }
  const json = { 'content-type': 'application/json' }
  return {
    async call(route, input) {
      const { params = {}, query = {}, body, key } = (input ?? {}) as { params?: object; query?: object; body?: object; key?: string }
      const own = { ...(body === undefined ? {} : json), ...(key ? { 'idempotency-key': key } : {}) }
      const answer = await send(route, params, query, own, body === undefined ? undefined : JSON.stringify(body))
      return (answer.body === '' ? undefined : answer.json()) as never
    },
    async upload(route, params, rest) {
      const own = { 'content-type': request.headers['content-type'] ?? '' }
      return (await send(route, params ?? {}, {}, own, rest ?? request.raw)).json() as never
    },
    async download(route, params, query) {
      const answer = await send(route, params, query ?? {}, { accept: '*/*' })
      const kept = passedOn.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, String(answer.headers[name])]]))
      return { bytes: answer.rawPayload, headers: Object.fromEntries(kept) as Record<string, string> }
    },
  }
}

function problemOf(body: string, errorCode: string): Problem {
  try {
    const problem = JSON.parse(body) as Problem
    if (typeof problem.code === 'string' && typeof problem.errorCode === 'string') return problem
  } catch {}
  return { kind: 'broken', code: 'broken', errorCode, at: new Date().toISOString() }
}
