import type { BodyOf, ReplyOf, Route } from '#contract/route'
import type { Ask } from '../../api/call.ts'
import { Refused } from '../../api/problem.ts'
import { useSend } from '../../api/send.ts'
import { useRefreshChat } from './queries.ts'

/** One action on one talk. A refusal because the talk moved on meanwhile shows it as it stands now; what was typed stays. */
export function useChatAction<R extends Route>(route: R, id: string) {
  const send = useSend(route)
  const refresh = useRefreshChat()
  const act = async (body: NonNullable<BodyOf<R>>): Promise<ReplyOf<R> | null> => {
    try {
      const reply = await send.mutateAsync({ params: { id }, body } as unknown as Ask<R>)
      await refresh(id)
      return reply
    } catch (error) {
      if (error instanceof Refused && [403, 404, 409].includes(error.status)) await refresh(id)
      return null
    }
  }
  // What a form of a request's page needs too; a talk has no versions.
  return { act, busy: send.isPending, error: send.error, staleSince: null, forget: send.reset }
}
