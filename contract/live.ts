import { type Static, Type } from 'typebox'
import type { ChatMessage, ChatState } from './chat.ts'
import { OneOf } from './route.ts'

/**
 * Client to server on /api/live. `news` at a join: what is said in the room is to be brought, where the room can (`chat:`). A room is `ticket:<uuid>` (desk), `request:<11 digits>` (citizen), `chat:<uuid>` (both), `team:<team>`, `line:<team>`, `mine:<own id>`.
 */
export const LiveAsk = Type.Object(
  {
    type: OneOf(['join', 'leave', 'doing']),
    room: Type.String({ maxLength: 80 }),
    doing: Type.Optional(OneOf(['reading', 'writing'])),
    news: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type LiveAsk = Static<typeof LiveAsk>
/** Server to client: names what changed; the client asks again over HTTP. */
export type LiveMessage =
  | { type: 'joined'; room: string }
  | { type: 'refused'; room: string }
  | { type: 'left'; room: string }
  | { type: 'changed'; room: string; what: string; version?: number }
  /** In a room joined with `news`, of what the other side said: what this page may read after the number `after`. Whoever has not all up to there asks. */
  | { type: 'news'; room: string; after: number; upTo: number; news: LiveNews }
  | { type: 'people'; room: string; people: { id: string; name: string; doing: 'reading' | 'writing' }[] }
  /** In `chat:<uuid>`, to the others in it: this side writes, or has stopped. Without a name, so that both sides may hear it. */
  | { type: 'typing'; room: string; from: 'citizen' | 'staff'; on: boolean }

export interface LiveNews {
  state: ChatState
  messages: ChatMessage[]
}
