import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ReplyOf, Route } from '#contract/route'
import { type Ask, call } from './call.ts'
import { mayHaveHappened } from './problem.ts'

/**
 * Sends writes of one route. A write whose outcome is unknown (no answer, 5xx) keeps its idempotency key, so that the
 * same words sent again are done once; a clear refusal or other words are a new intent with a new key.
 */
export function useSend<R extends Route>(route: R) {
  const open = useRef<{ key: string; of: string } | null>(null)
  return useMutation<ReplyOf<R>, Error, Ask<R>>({
    mutationFn: async (ask) => {
      const of = fingerprint(ask)
      const key = open.current?.of === of ? open.current.key : crypto.randomUUID()
      open.current = { key, of }
      try {
        const reply = await call(route, { ...ask, intent: key })
        open.current = null
        return reply
      } catch (error) {
        if (!mayHaveHappened(error)) open.current = null
        throw error
      }
    },
  })
}

const fingerprint = (ask: object) => {
  const { params, body } = ask as { params?: unknown; body?: unknown }
  return JSON.stringify([
    params,
    body instanceof FormData
      ? [...body].map(([name, value]) => (value instanceof File ? [name, value.name, value.size, value.lastModified] : [name, value]))
      : body,
  ])
}
