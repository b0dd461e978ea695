import { type Static, Type } from 'typebox'
import { Day } from './common.ts'
import { Exactly, Nullable, route } from './route.ts'

/** Groups smaller than this are not shown: neither a person nor a chance should look like a trend. */
export const FEWEST = 5

/** From the call of a person to the first one who took the talk, in seconds; null where fewer than FEWEST waited. */
const Wait = Nullable(Exactly({ talks: Type.Integer(), median: Type.Integer(), p90: Type.Integer(), inTarget: Type.Number() }))

/** How talks opened in a span of days went (CHAT-14). Shares are 0..1, null where fewer than FEWEST stand under them. No word of a person. */
export const ChatFigures = Exactly({
  from: Day,
  until: Day,
  opened: Type.Integer(),
  /** Ended because the assistant's answer helped. */
  byAssistant: Type.Integer(),
  /** A person ended it as solved, or told where else to go. */
  byPeople: Type.Integer(),
  asRequest: Type.Integer(),
  notSolved: Type.Integer(),
  abuse: Type.Integer(),
  /** The citizen went, or wrote no more. */
  left: Type.Integer(),
  underWay: Type.Integer(),
  /** Went while in the line for a person. */
  leftInLine: Type.Integer(),
  shareByAssistant: Nullable(Type.Number()),
  /** Solved here by anybody, and no request by telephone of the same person within three days after. */
  callsAvoided: Type.Integer(),
  wait: Wait,
  targetMinutes: Type.Integer(),
  rating: Nullable(Exactly({ talks: Type.Integer(), mean: Type.Number() })),
  /** Every day of the span, oldest first. */
  days: Type.Array(Exactly({ day: Day, opened: Type.Integer(), byAssistant: Type.Integer(), byPeople: Type.Integer(), wait: Wait })),
})
export type ChatFigures = Static<typeof ChatFigures>

export const chatFigures = route({
  method: 'GET',
  path: '/api/desk/chat-figures',
  query: Exactly({ days: Type.Integer({ minimum: 1, maximum: 92 }) }),
  reply: ChatFigures,
  summary: 'Waiting, what was solved and by whom, calls avoided, of the talks opened in the last days',
})
