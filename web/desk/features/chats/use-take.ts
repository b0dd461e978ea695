import { useNavigate } from 'react-router'
import { acceptChat, takeNextChat } from '#contract/chat-desk'
import { useSend } from '../../api/send.ts'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { sayProblem } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { useRefreshChat } from './queries.ts'

/** Opens a talk to write in it at once: the person asked for it, so the focus may move. */
export function useOpenTalk() {
  const navigate = useNavigate()
  return (id: string) => navigate(`/chats/${id}`, { state: { write: true } })
}

/** Takes a talk and opens it; a colleague who was faster is named by the refusal's own words. */
export function useTake() {
  const send = useSend(acceptChat)
  const open = useOpenTalk()
  const refresh = useRefreshChat()
  const texts = useTexts()
  const format = useFormat()
  const take = async (id: string) => {
    try {
      await send.mutateAsync({ params: { id }, body: {} })
      await refresh(id)
      await open(id)
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
      await refresh(id)
    }
  }
  return { take, taking: send.isPending ? send.variables.params.id : null }
}

/** The first of the line that this person may serve. */
export function useTakeNext() {
  const send = useSend(takeNextChat)
  const open = useOpenTalk()
  const refresh = useRefreshChat()
  const texts = useTexts()
  const format = useFormat()
  return async () => {
    try {
      const { id } = await send.mutateAsync({ body: {} })
      if (id === null) return tell(texts.t('chats.line-empty'))
      await refresh(id)
      await open(id)
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
    }
  }
}
