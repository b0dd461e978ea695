import { type Static, Type } from 'typebox'
import { OfChat } from './chat.ts'
import { Instant, Uuid, Words } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

/** What people teach the assistant. Topics are those of the assistant, as in the knowledge base. */
export const learningLimits = { text: 1000, batch: 100 } as const
export const understoodAs = ['answer', 'suggest', 'ask', 'miss', 'handOver'] as const

const Topic = Type.String({ maxLength: 60 })
const ArticleName = Type.String({ maxLength: 80, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const ArticleTitle = Exactly({ id: Type.String(), title: Type.String() })

/** What the assistant made of a message when it came; null for one that it never heard. */
const Guess = Exactly({ topic: Type.String(), p: Type.Number(), does: OneOf(understoodAs) })
export const Correction = Exactly({
  seq: Type.Integer(),
  /** As it would be kept: secrets, names and numbers masked. */
  text: Type.String(),
  guess: Nullable(Guess),
  /** What it would be taken for now, the likeliest first. */
  topics: Type.Array(Type.String()),
  articles: Type.Array(ArticleTitle),
  /** What an employee has said of it. */
  proposal: Nullable(Exactly({ topic: Type.String(), article: Nullable(Type.String()) })),
})
export type Correction = Static<typeof Correction>

export const corrections = route({
  method: 'GET',
  path: '/api/desk/chats/:id/corrections',
  params: OfChat,
  reply: Exactly({ messages: Type.Array(Correction), topics: Type.Array(Type.String()) }),
  summary: "The citizen's messages of a talk, what the assistant made of them and what people say of it",
})
const OfMessage = Exactly({ id: Uuid, seq: Type.Integer({ minimum: 1 }) })
export const correct = route({
  method: 'PUT',
  path: '/api/desk/chats/:id/corrections/:seq',
  params: OfMessage,
  body: Exactly({ topic: Type.Optional(Topic), article: Type.Optional(ArticleName) }),
  reply: Exactly({ id: Uuid }),
  summary: 'Say what a message was about, or which article would have answered: an editor decides',
})
export const takeBackCorrection = route({
  method: 'DELETE',
  path: '/api/desk/chats/:id/corrections/:seq',
  params: OfMessage,
  summary: 'Take a correction back, as long as no editor has decided',
})

export const Wording = Exactly({
  id: Uuid,
  text: Type.String(),
  topic: Type.String(),
  article: Nullable(Type.String()),
  guess: Nullable(Guess),
  proposedAt: Instant,
  by: Nullable(Type.String()),
})
export type Wording = Static<typeof Wording>
export const wordings = route({
  method: 'GET',
  path: '/api/desk/learning/wordings',
  query: Exactly({ state: OneOf(['proposed', 'approved']) }),
  reply: Exactly({
    items: Type.Array(Wording),
    /** Of all, where more are there than are listed. */
    all: Type.Integer(),
    topics: Type.Array(Type.String()),
    articles: Type.Array(ArticleTitle),
  }),
  summary: 'Wordings that wait for an editor, or those taken over; the oldest first',
})
export const decideWordings = route({
  method: 'POST',
  path: '/api/desk/learning/decisions',
  body: Exactly({
    decisions: Type.Array(
      Exactly({
        id: Uuid,
        /** None: refused. */
        approved: Nullable(Exactly({ text: Words({ maxLength: 4000 }), topic: Topic, article: Nullable(ArticleName) })),
      }),
      { minItems: 1, maxItems: learningLimits.batch, uniqueItems: true },
    ),
  }),
  reply: Exactly({ decided: Type.Integer() }),
  summary: 'Take wordings over or refuse them, all or nothing',
})
