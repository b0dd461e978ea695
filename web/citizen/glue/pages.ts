import type { FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Api } from './api.ts'
import type { Site } from './site-context.ts'

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** What a page is asked. `body` is the form as sent; a multipart body stays unread for `api.upload`. */
export interface Ask<Key extends string = string> {
  site: Site
  api: Api
  params: { [Name in Names<Key>]: string }
  query: Record<string, string | undefined>
  body: URLSearchParams
  request: FastifyRequest
}

export type Answer =
  | { kind: 'page'; view: VNode; status: number; cookies: string[] }
  | { kind: 'redirect'; to: string; flash: string | undefined; cookies: string[] }
  | { kind: 'file'; bytes: Buffer; headers: Record<string, string> }

/** The whole vocabulary of a page: show something, or go somewhere (`flash` is a key of the texts, shown once). */
export const page = (view: VNode, status = 200, cookies: string[] = []): Answer => ({ kind: 'page', view, status, cookies })
export const redirect = (to: string, flash?: string, cookies: string[] = []): Answer => ({ kind: 'redirect', to, flash, cookies })
export const file = (got: { bytes: Buffer; headers: Record<string, string> }): Answer => ({ kind: 'file', ...got })

export type Handler<Key extends string> = (ask: Ask<Key>) => Answer | Promise<Answer>
export type Table = Record<string, Handler<never>>
/** A route table: `'GET /requests/:number': async ({ api, params }) => page(...)`. */
export const pages = <Key extends string>(table: { [K in Key]: Handler<K> }): Table => table as Table
