import { type Static, Type } from 'typebox'
import { OneOf } from './route.ts'

/** Client to server on /api/live. A room is `ticket:<uuid>` (desk), `request:<11 digits>` (citizen), `chat:<uuid>` (both), `team:<team>`, `line:<team>`, `mine:<own id>`. */
export const LiveAsk = Type.Object(
  { type: OneOf(['join', 'leave', 'doing']), room: Type.String({ maxLength: 80 }), doing: Type.Optional(OneOf(['reading', 'writing'])) },
  { additionalProperties: false },
)
export type LiveAsk = Static<typeof LiveAsk>
/** Server to client: names what changed; the client asks again over HTTP. */
export type LiveMessage =
  | { type: 'joined'; room: string }
  | { type: 'refused'; room: string }
  | { type: 'left'; room: string }
  | { type: 'changed'; room: string; what: string; version?: number }
  | { type: 'people'; room: string; people: { id: string; name: string; doing: 'reading' | 'writing' }[] }
  /** In `chat:<uuid>`, to the others in it: this side writes, or has stopped. Without a name, so that both sides may hear it. */
  | { type: 'typing'; room: string; from: 'citizen' | 'staff'; on: boolean }
