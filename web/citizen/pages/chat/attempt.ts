import type { Chat, ChatPage, chatHours } from '#contract/chat'
import type { ReplyOf } from '#contract/route'
import type { Refused } from '../../parts/form.tsx'

export type Hours = ReplyOf<typeof chatHours>
export type TalkForm = 'say' | 'operator' | 'place' | 'topic' | 'request' | 'end' | 'rate' | 'join'

/** Which form of a talk was refused, why, and what was typed into it. */
export interface Attempt {
  form: TalkForm
  refused: Refused[]
  typed: Record<string, string>
  /** Files of this message that were already taken. */
  kept?: { id: string; name: string }[]
}

/** One talk as it is shown. */
export interface Shown {
  chat: Chat
  said: ChatPage
  hours: Hours | undefined
  attempt?: Attempt | undefined
}
