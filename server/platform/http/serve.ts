import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '#contract/route'
import type { Role } from '#contract/staff'
import type { Ctx } from '../ctx.ts'
import { Refusal } from '../refusal.ts'

/**
 * Who may call a route:
 * anyone: no session needed; visitor: a browser with its own session (made at its first write), signed in to an account or not;
 * citizen-half: gave the password and not yet the factor, or more; citizen: signed in to an account;
 * half: staff who gave the password and not yet the factor; staff: any employee with a factor; or a list of roles.
 */
export type Access = 'anyone' | 'visitor' | 'citizen-half' | 'citizen' | 'half' | 'staff' | readonly Role[]

export interface Asked<R extends Route> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  request: FastifyRequest
  reply: FastifyReply
}
export type Answer<R extends Route> = R extends { answers: 'bytes' } ? BytesReply : ReplyOf<R>
/** A file: always a download, on no account shown as a page (C10). */
export interface BytesReply {
  bytes: Buffer
  headers: Record<string, string>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    contract?: Route
    page?: boolean
    ahead?: Ahead<unknown, unknown>
  }
  interface FastifyRequest {
    ctx: Ctx
    /** What `ahead` reads; for the route's own use, once the gate has let the caller in. */
    begun?: Promise<unknown>
  }
}

/**
 * What a route reads whoever calls it. The gate asks it together with the session, so both cost one trip to the database.
 * It must not write, nor look at `ctx.actor`: nobody is known yet. Whether the caller may see what came is asked afterwards, as always.
 */
export type Ahead<P, A> = (ctx: Ctx, params: P) => Promise<A>

/** Serves one operation of the contract. A route says who, what and where to; no more. */
export function serve<R extends Route, A = unknown>(
  app: FastifyInstance,
  route: R,
  access: Access,
  run: (ctx: Ctx, asked: Asked<R>, begun: Promise<A>) => Promise<Answer<R>>,
  ahead?: Ahead<ParamsOf<R>, A>,
): void {
  app.route({
    method: route.method,
    url: route.path,
    ...((route as Route).bodyBytes && { bodyLimit: (route as Route).bodyBytes }),
    config: { access, contract: route, ...(ahead && { ahead: ahead as Ahead<unknown, unknown> }) },
    schema: { ...(route.params && { params: route.params }), ...(route.query && { querystring: route.query }), ...(route.body && { body: route.body }) },
    handler: async (request, reply) => {
      // Before anything is looked for: a body that is no form is the same mistake on every address.
      if ((route as Route).form === 'multipart' && !request.isMultipart()) throw new Refusal('unsupported', 'body.type')
      const asked = { params: request.params, query: request.query, body: request.body, request, reply } as unknown as Asked<R>
      const begun = (request.begun ?? ahead?.(request.ctx, asked.params)) as Promise<A>
      const answer = await run(request.ctx, asked, begun)
      if (route.answers === 'bytes') {
        const { bytes, headers } = answer as BytesReply
        return reply.headers(headers).send(bytes)
      }
      if (!route.reply) return reply.code(204).send()
      return reply.code(route.status ?? 200).send(answer)
    },
  })
}
