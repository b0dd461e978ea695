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
  reply: Exactly({ messages: Type.Array(Correction), topics: Type.Array(Type.String()), /** A language model can be asked. */ advice: Type.Boolean() }),
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

const DecidedWording = Exactly({ text: Words({ maxLength: 4000 }), topic: Topic, article: Nullable(ArticleName) })
export type Decided = Static<typeof DecidedWording>
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
        approved: Nullable(DecidedWording),
      }),
      { minItems: 1, maxItems: learningLimits.batch, uniqueItems: true },
    ),
  }),
  reply: Exactly({ decided: Type.Integer() }),
  summary: 'Take wordings over or refuse them, all or nothing',
})

const Judged = Exactly({ texts: Type.Integer(), right: Type.Integer(), amongThree: Type.Integer() })
export const modelStates = ['live', 'kept', 'refused'] as const
export const ModelLine = Exactly({
  version: Type.String(),
  at: Instant,
  /** Null: by itself, at night. */
  by: Nullable(Type.String()),
  wordings: Type.Integer(),
  state: OneOf(modelStates),
  /** On the frozen set; `reasons` are codes such as `fewer-right` and `worse:two_factor`. */
  verdict: Exactly({ before: Judged, after: Judged, reasons: Type.Array(Type.String()) }),
  tookMs: Type.Integer(),
})
export type ModelLine = Static<typeof ModelLine>
export const models = route({
  method: 'GET',
  path: '/api/desk/learning/models',
  reply: Exactly({
    items: Type.Array(ModelLine),
    live: Type.String(),
    shipped: Type.String(),
    /** Wordings taken over since the last model was made. */
    fresh: Type.Integer(),
  }),
  summary: 'Models made of what people taught, newest first',
})
export const trainModel = route({
  method: 'POST',
  path: '/api/desk/learning/models',
  body: Exactly({}),
  reply: Exactly({ version: Type.String(), state: OneOf(['live', 'refused']), reasons: Type.Array(Type.String()) }),
  summary: 'Learn anew; the new model goes live if it is nowhere worse on the frozen set',
})
export const chooseModel = route({
  method: 'PUT',
  path: '/api/desk/learning/live',
  body: Exactly({ version: Nullable(Type.String({ pattern: '^[0-9a-f]{16}$' })) }),
  reply: Exactly({ version: Type.String() }),
  summary: 'Use an earlier model again, or with null the one that came with the service',
})

const Week = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** Counts of messages that the assistant heard. `unseen` is the mean share of words and parts of words in no text that it learned from. */
const WeekOfMessages = Exactly({
  /** Its Monday. */
  week: Week,
  heard: Type.Integer(),
  answered: Type.Integer(),
  suggested: Type.Integer(),
  asked: Type.Integer(),
  handedOver: Type.Integer(),
  unseen: Type.Number(),
})
const TopicOfWeek = Exactly({
  week: Week,
  topic: Type.String(),
  /** Pressed under an answer. */
  helped: Type.Integer(),
  notHelped: Type.Integer(),
  /** Said by employees about the guess. */
  confirmed: Type.Integer(),
  corrected: Type.Integer(),
})
export const Measures = Exactly({ weeks: Type.Array(WeekOfMessages), topics: Type.Array(TopicOfWeek) })
export type Measures = Static<typeof Measures>
export const measures = route({
  method: 'GET',
  path: '/api/desk/learning/measures',
  reply: Measures,
  summary: 'What the assistant did with messages and how it went, by week and topic',
})
export const Cluster = Exactly({
  size: Type.Integer(),
  /** Masked. */
  examples: Type.Array(Type.String()),
  lang: OneOf(['ru', 'en']),
  /** What it would be taken for now. */
  topic: Type.String(),
})
export type Cluster = Static<typeof Cluster>
export const unknownQuestions = route({
  method: 'GET',
  path: '/api/desk/learning/unknown',
  reply: Exactly({ messages: Type.Integer(), clusters: Type.Array(Cluster) }),
  summary: 'Messages of the last weeks that the assistant had no answer to, those that are alike together, the largest groups first',
})

export const draftOfChat = route({
  method: 'POST',
  path: '/api/desk/chats/:id/article',
  params: OfChat,
  body: Exactly({}),
  reply: Exactly({ id: Type.String() }),
  summary: 'Make a draft of an article of an ended talk: question and answer without names and numbers; an editor publishes it',
})

export const adviceForChat = route({
  method: 'POST',
  path: '/api/desk/chats/:id/advice',
  params: OfChat,
  body: Exactly({}),
  reply: Exactly({ article: Nullable(ArticleTitle), draft: Nullable(Type.String()) }),
  summary: 'What the language model would answer: one of the found articles and a draft, for the employee to check',
})
