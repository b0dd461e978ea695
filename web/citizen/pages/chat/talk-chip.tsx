import type { ChatState } from '#contract/chat'
import { Icon, useTexts } from '../../parts/small.tsx'

/** How a talk stands, in a list. */
export function TalkChip({ state }: { state: ChatState }) {
  const { chat: t } = useTexts()
  const over = state === 'ended' || state === 'offline_request'
  const waits = state === 'waiting_citizen'
  return (
    <span class={`chip ${over ? 'neutral' : waits ? 'warn strong' : 'info'}`}>
      <Icon name={over ? 'archive' : waits ? 'hand-stop' : 'message'} />
      {t[`state.${state}`]}
    </span>
  )
}
