import { useState } from 'react'
import type { DeskTicket } from '#contract/desk'
import type { BodyOf, ReplyOf, Route } from '#contract/route'
import type { Ask } from '../../api/call.ts'
import { isStale } from '../../api/problem.ts'
import { useSend } from '../../api/send.ts'
import { digitsOf, useRefreshTicket } from './queries.ts'

type WithoutExpected<R> = R extends Route ? Omit<NonNullable<BodyOf<R>>, 'expected'> : never

/**
 * One action on one request. It carries the version that the person saw; when the request moved on meanwhile, nothing is
 * overwritten: `staleSince` names the version from which on to show what changed, and sending again takes the new one.
 */
export function useAction<R extends Route>(route: R, ticket: DeskTicket) {
  const send = useSend(route)
  const refresh = useRefreshTicket()
  const [staleSince, setStaleSince] = useState<number | null>(null)
  const number = digitsOf(ticket.line.number)
  const act = async (body: WithoutExpected<R>): Promise<ReplyOf<R> | null> => {
    const expected = ticket.line.version
    try {
      const reply = await send.mutateAsync({ params: { number }, body: { ...body, expected } } as unknown as Ask<R>)
      setStaleSince(null)
      await refresh(number)
      return reply
    } catch (error) {
      if (isStale(error)) {
        setStaleSince(expected)
        await refresh(number)
      }
      return null
    }
  }
  return { act, busy: send.isPending, error: send.error && !isStale(send.error) ? send.error : null, staleSince, forget: send.reset }
}
