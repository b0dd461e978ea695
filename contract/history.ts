import { type Static, Type } from 'typebox'
import { chatStates, OfChat } from './chat.ts'
import { Instant, Line, NumberInPath, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { channels, citizenStatuses } from './tickets.ts'
import { topics } from './topics.ts'

/** What one history is made of; calls and visits join when they are there. */
export const historyKinds = ['request', 'talk'] as const
export type HistoryKind = (typeof historyKinds)[number]

/** One request or talk of a person (interactionHistory). */
export const HistoryItem = Exactly({
  kind: OneOf(historyKinds),
  /** Ids grow with time: the id is the key of the order and of pages. */
  id: Uuid,
  number: Type.String(),
  /** When it began. */
  at: Instant,
  channel: OneOf(channels),
  topic: Nullable(OneOf(topics)),
  /** Subject of a request, first words of a talk; empty where nothing was said. */
  subject: Type.String(),
  /** As its citizen is told, at the desk too. */
  state: OneOf([...citizenStatuses, ...chatStates]),
  /** Who has spoken last, and when. */
  last: Nullable(Exactly({ by: OneOf(['citizen', 'staff', 'assistant', 'system']), at: Instant })),
  /** What was said to the citizen and not yet read by him. */
  unread: Type.Integer(),
  /** The request that was made of a talk; of a request the talk it was made of. */
  linked: Nullable(Exactly({ kind: OneOf(historyKinds), id: Nullable(Uuid), number: Type.String() })),
})
export type HistoryItem = Static<typeof HistoryItem>

export const HistoryAsked = Exactly({
  kind: Type.Optional(OneOf(historyKinds)),
  /** A number, or words in any of their forms: all of them were said in it. */
  q: Type.Optional(Line({ maxLength: 200 })),
  /** Only what began before this item. */
  before: Type.Optional(Uuid),
})
export type HistoryAsked = Static<typeof HistoryAsked>
export const HistoryPage = Exactly({
  items: Type.Array(HistoryItem),
  /** Ask for what is `before` this; null at the end. */
  next: Nullable(Uuid),
})
export type HistoryPage = Static<typeof HistoryPage>

export const myHistory = route({
  method: 'POST',
  path: '/api/history',
  body: HistoryAsked,
  reply: HistoryPage,
  summary: 'Requests and talks of this person on one line, newest first (CHAT-15); words stand in no address',
})
export const historyOfRequest = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/history',
  params: Exactly({ number: NumberInPath }),
  body: HistoryAsked,
  reply: HistoryPage,
  summary: 'The same line of the person of a request, as far as the asker may read it; the look is recorded',
})
export const historyOfTalk = route({
  method: 'POST',
  path: '/api/desk/chats/:id/history',
  params: OfChat,
  body: HistoryAsked,
  reply: HistoryPage,
  summary: 'The same line of the person of a talk',
})
