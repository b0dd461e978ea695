import { type Static, Type } from 'typebox'
import { Instant } from './common.ts'
import { Exactly, OneOf, route } from './route.ts'

export const presences = ['online', 'pause', 'offline'] as const
/** `most` talks at once is the asker's own wish; `waiting` stand in the line that the asker may serve. */
export const Presence = Exactly({ state: OneOf(presences), since: Instant, most: Type.Integer(), talks: Type.Integer(), waiting: Type.Integer() })
export type Presence = Static<typeof Presence>
export const readPresence = route({ method: 'GET', path: '/api/desk/presence', reply: Presence, summary: 'Whether chats are offered to the asker' })
export const setPresence = route({
  method: 'PUT',
  path: '/api/desk/presence',
  body: Exactly({ state: OneOf(presences), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })) }),
  reply: Presence,
  summary: 'Come on line, pause, or leave; a talk under way stays',
})
