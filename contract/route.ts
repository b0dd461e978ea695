import { type Static, type TObject, type TSchema, Type } from 'typebox'

/** One HTTP operation as all sides see it: the server serves it, the citizen site and the desk call it, OpenAPI prints it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for each member of `params`. */
  path: `/api/${string}`
  params?: TObject
  query?: TObject
  body?: TSchema
  /** What is answered on success; leave it out for 204. */
  reply?: TSchema
  /** Success status; 200, or 204 without a reply. */
  status?: 200 | 201 | 202 | 204
  /** The largest body, where a file comes as words; 256 KiB otherwise. */
  bodyBytes?: number
  /** 'multipart' takes files; 'bytes' answers a file instead of JSON. */
  form?: 'multipart'
  answers?: 'bytes'
  summary: string
}

export const route = <const R extends Route>(r: R): R => r

type Of<R, K extends keyof Route, Otherwise> = R extends { [P in K]: infer S extends TSchema } ? Static<S> : Otherwise
export type ParamsOf<R extends Route> = Of<R, 'params', Record<never, never>>
export type QueryOf<R extends Route> = Of<R, 'query', Record<never, never>>
export type BodyOf<R extends Route> = Of<R, 'body', undefined>
export type ReplyOf<R extends Route> = Of<R, 'reply', void>

/** An object that refuses members it does not know (C2: no mass assignment). */
export const Exactly = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
export const OneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: values })
export const Nullable = <T extends TSchema>(schema: T) => Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] })

const each = <const K extends readonly string[], V>(keys: K, type: string) =>
  Type.Unsafe<Record<K[number], V>>({
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, { type }])),
    required: [...keys],
    additionalProperties: false,
  })
/** A yes or no for each of these. */
export const Flags = <const K extends readonly string[]>(keys: K) => each<K, boolean>(keys, 'boolean')
/** A count for each of these. */
export const Counts = <const K extends readonly string[]>(keys: K) => each<K, number>(keys, 'integer')
