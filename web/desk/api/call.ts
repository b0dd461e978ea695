import type { Problem } from '#contract/common'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '#contract/route'
import { isSomebodyThere } from './activity.ts'
import { serverNow, setByServer } from './clock.ts'
import { Refused, Unreachable } from './problem.ts'
import { proveAgain } from './step-up.ts'

type Part<K extends string, T> = T extends undefined ? { [P in K]?: undefined } : Record<never, never> extends T ? { [P in K]?: T } : { [P in K]: T }
export type Ask<R extends Route> = Part<'params', ParamsOf<R>> &
  Part<'query', QueryOf<R>> &
  Part<'body', R['form'] extends 'multipart' ? FormData : BodyOf<R>> & {
    /** Idempotency key: made once per intent, the same on each retry. Needed by every write. */
    intent?: string
    signal?: AbortSignal
  }
interface Loose {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  intent?: string
  signal?: AbortSignal
}

const onSignedOut = new Set<() => void>()
/** Told when the service no longer knows who is asking; returns how to stop listening. */
export function whenSignedOut(listener: () => void) {
  onSignedOut.add(listener)
  return () => void onSignedOut.delete(listener)
}

/** The address of a route with its parameters and query filled in. */
export function addressOf(route: Route, ask: Pick<Loose, 'params' | 'query'>) {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(ask.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask.query ?? {})) if (value !== undefined && value !== '') query.set(name, String(value))
  return query.size ? `${path}?${query}` : path
}

/**
 * Calls one operation of the contract. What wants a fresh proof of the second factor asks the person for it and is then called again.
 * @throws Refused when the service says no, Unreachable when it does not answer in its own words.
 */
export async function call<R extends Route>(route: R, ask: Ask<R>): Promise<ReplyOf<R>> {
  try {
    return await callOnce(route, ask)
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== 'step-up.needed' || !(await proveAgain())) throw error
    return callOnce(route, ask)
  }
}

async function callOnce<R extends Route>(route: R, ask: Ask<R>): Promise<ReplyOf<R>> {
  const { body, intent, signal, ...place } = ask as Loose
  const headers = new Headers({ accept: 'application/json' })
  if (!isSomebodyThere()) headers.set('x-activity', 'none')
  if (route.method !== 'GET') headers.set('idempotency-key', intent ?? crypto.randomUUID())
  if (body !== undefined && !(body instanceof FormData)) headers.set('content-type', 'application/json')
  const answer = await reach(addressOf(route, place), {
    method: route.method,
    headers,
    signal,
    body: body === undefined || body instanceof FormData ? (body as FormData | undefined) : JSON.stringify(body),
    credentials: 'same-origin',
  })
  setByServer(answer.headers.get('date'))
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json().catch(unreadable)) as ReplyOf<R>
  const problem = await answer.json().catch(unreadable)
  if (!isProblem(problem)) return unreadable(problem)
  if (problem.kind === 'unauthenticated') for (const tell of onSignedOut) tell()
  throw new Refused(answer.status, problem)
}

async function reach(address: string, init: RequestInit) {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    return unreadable(error)
  }
}

function unreadable(cause: unknown): never {
  throw new Unreachable(new Date(serverNow()).toISOString(), cause)
}

const isProblem = (it: unknown): it is Problem => typeof it === 'object' && it !== null && 'kind' in it && 'code' in it && 'errorCode' in it
