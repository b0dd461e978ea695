import type { ChatMessage, ChatOption } from '#contract/chat'

/** The button of the assistant that this message of the citizen pressed. */
export function pressedOption({ from, details }: Pick<ChatMessage, 'from' | 'details'>): ChatOption | undefined {
  const option = details['option'] as ChatOption | undefined
  return from === 'citizen' && option && 'does' in option ? option : undefined
}
