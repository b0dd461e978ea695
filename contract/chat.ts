import { type Static, Type } from 'typebox'
import { Instant, Lang, Line, Uuid, Words } from './common.ts'
import { Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { FileView } from './tickets.ts'
import { topics } from './topics.ts'

export { chatProblems } from './chat-problems.ts'

/** The machine `chat` of the spec. `offline_request` and `ended` are its ends. */
export const chatStates = ['bot', 'queued', 'with_operator', 'with_specialist', 'waiting_citizen', 'offline_request', 'ended'] as const
export type ChatState = (typeof chatStates)[number]
/** How a talk ended: `helped` says the citizen of the assistant, `idle` nobody wrote; the others are the employee's choice (machine, `end`). */
export const chatResults = ['solved', 'request_created', 'redirected', 'not_solved', 'abuse', 'helped', 'left', 'idle'] as const
export type ChatResult = (typeof chatResults)[number]

export const chatLimits = {
  text: 4000, // CHAT-10
  /** From so many characters on the topic is guessed while the person types. */
  guessFrom: 12,
  /** Messages in one reading. */
  page: 100,
  files: 5,
} as const

/** What happened, said by the service itself; the screens make sentences of it. */
export const chatEvents = [
  'queued',
  'accepted',
  'handed-over',
  'returned',
  'waiting',
  'request-made',
  'ended',
  'topic-changed',
  'secret-hidden',
  'place-kept',
  'closed-hours',
  'warned',
  'review-unfair',
  'sign-in-asked',
  'signed-in',
] as const
export type ChatEvent = (typeof chatEvents)[number]

/** A numbered button under an assistant's message. `article`: show it; `topic`: it is about this; `operator`, `request`, `helped`, `not-helped`, `sign-in`: do it. */
export const ChatOption = Exactly({
  id: Type.String(),
  does: OneOf(['article', 'topic', 'operator', 'request', 'helped', 'not-helped', 'sign-in']),
  /** Title of the article; otherwise the screens have the words. */
  label: Nullable(Type.String()),
  topic: Nullable(OneOf(topics)),
})
export type ChatOption = Static<typeof ChatOption>

export const ChatMessage = Exactly({
  /** 1, 2, 3 ... without gaps in each talk; what a reader may not see (a note) is left out. */
  seq: Type.Integer(),
  id: Uuid,
  at: Instant,
  from: OneOf(['citizen', 'assistant', 'staff', 'system']),
  /** Who of the staff: first name for the citizen, name for colleagues. */
  author: Nullable(Type.String()),
  kind: OneOf(['words', 'greeting', 'answer', 'suggestion', 'question', 'miss', 'event', 'note']),
  /** As written, secrets masked. Of an assistant's `answer` the article's text; empty where the screens have the words (greeting, question, miss, event). */
  text: Type.String(),
  event: Nullable(OneOf(chatEvents)),
  details: Type.Record(Type.String(), Type.Any()),
  options: Type.Array(ChatOption),
  article: Nullable(Exactly({ id: Type.String(), title: Type.String() })),
  files: Type.Array(FileView),
})
export type ChatMessage = Static<typeof ChatMessage>

/** Place in line and an honest range of the wait, from recent service; null where nothing recent tells. Minutes. */
export const QueuePlace = Exactly({
  place: Type.Integer(),
  wait: Nullable(Exactly({ from: Type.Integer(), to: Type.Integer() })),
  at: Instant,
  kept: Type.Boolean(),
})
export type QueuePlace = Static<typeof QueuePlace>

export const chatActions = ['write', 'callOperator', 'end', 'rate', 'makeRequest', 'keepPlace', 'addFile', 'join'] as const
export const Chat = Exactly({
  id: Uuid,
  /** YY-NNNN-NNNN-C, out of the same numbers as requests. */
  number: Type.String(),
  state: OneOf(chatStates),
  lang: Lang,
  topic: Nullable(OneOf(topics)),
  /** CHAT-3: what else it may be about; the citizen chooses. */
  guesses: Type.Array(OneOf(topics)),
  openedAt: Instant,
  endedAt: Nullable(Instant),
  result: Nullable(OneOf(chatResults)),
  /** First question and result in a sentence each, once it has ended (CHAT-13). */
  summary: Nullable(Exactly({ question: Type.String(), solution: Type.String() })),
  lastSeq: Type.Integer(),
  /** Up to where each side has read. */
  citizenReadSeq: Type.Integer(),
  staffReadSeq: Type.Integer(),
  queue: Nullable(QueuePlace),
  /** Who answers now. */
  with: Nullable(Exactly({ role: OneOf(['operator', 'specialist']), name: Type.String() })),
  /** Number of the request made of it. */
  request: Nullable(Type.String()),
  rating: Nullable(Type.Integer()),
  /** Somebody signed in to an account; a guest gets general help only (K11). */
  account: Type.Boolean(),
  /** Up to here it was said as a guest, before it became the account's. */
  joinedSeq: Nullable(Type.Integer()),
  /** Staff ask to sign in, or to prove it again. */
  signIn: Nullable(OneOf(['sign-in', 'step-up'])),
  can: Flags(chatActions),
})
export type Chat = Static<typeof Chat>

export const ChatLine = Exactly({
  id: Uuid,
  number: Type.String(),
  state: OneOf(chatStates),
  topic: Nullable(OneOf(topics)),
  openedAt: Instant,
  endedAt: Nullable(Instant),
  /** The first words of the citizen, one line. */
  question: Type.String(),
  unread: Type.Integer(),
  request: Nullable(Type.String()),
})
export type ChatLine = Static<typeof ChatLine>

export const OfChat = Exactly({ id: Uuid })
export const ChatText = Words({ minLength: 1, maxLength: 20000 })
export const ChatFileIds = Type.Optional(Type.Array(Uuid, { maxItems: chatLimits.files, uniqueItems: true }))

/** What a write answers: up to where the talk has come, and the secrets that were hidden in what was written. */
export const ChatSent = Exactly({ seq: Type.Integer(), state: OneOf(chatStates), masked: Type.Array(Type.String()) })
export const ChatPage = Exactly({
  lastSeq: Type.Integer(),
  messages: Type.Array(ChatMessage),
  /** There are older ones before the first of these. */
  earlier: Type.Boolean(),
})
export type ChatPage = Static<typeof ChatPage>
export const ChatPageQuery = Exactly({
  /** Those that came after this number ... */
  after: Type.Optional(Type.Integer({ minimum: 0 })),
  /** ... or the last ones before this number; with neither the newest. */
  before: Type.Optional(Type.Integer({ minimum: 1 })),
})

export const chatHours = route({
  method: 'GET',
  path: '/api/chat-hours',
  reply: Exactly({
    open: Type.Boolean(),
    changesAt: Nullable(Instant),
    hours: Type.String(),
    wait: Nullable(Exactly({ from: Type.Integer(), to: Type.Integer() })),
  }),
  summary: 'Whether people answer now, and the usual wait in minutes',
})
export const guessTopic = route({
  method: 'POST',
  path: '/api/chat-guess',
  body: Exactly({ text: Words({ maxLength: chatLimits.text }) }),
  reply: Exactly({ topics: Type.Array(OneOf(topics)), articles: Type.Array(Exactly({ id: Type.String(), title: Type.String() })), secrets: Type.Boolean() }),
  summary: 'What a text may be about, while it is typed; nothing is kept',
})
export const openChat = route({
  method: 'POST',
  path: '/api/chats',
  status: 201,
  body: Exactly({
    text: Type.Optional(ChatText),
    topic: Type.Optional(OneOf(topics)),
    lang: Type.Optional(Lang),
    zone: Type.Optional(Line({ maxLength: 60 })),
  }),
  reply: Exactly({ id: Uuid, ...ChatSent.properties }),
  summary: 'Begin a talk, best with the first question',
})
export const myChats = route({
  method: 'GET',
  path: '/api/chats',
  query: Exactly({ q: Type.Optional(Line({ maxLength: 200 })), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
  reply: Exactly({ items: Type.Array(ChatLine), page: Type.Integer(), pages: Type.Integer() }),
  summary: 'Talks of this person, newest first; `q` finds by number and by words that were said (CHAT-6)',
})
export const readChat = route({ method: 'GET', path: '/api/chats/:id', params: OfChat, reply: Chat, summary: 'One talk, as its citizen sees it' })
export const chatMessages = route({
  method: 'GET',
  path: '/api/chats/:id/messages',
  params: OfChat,
  query: ChatPageQuery,
  reply: ChatPage,
  summary: 'What was said; a client that lost its connection asks from its last number',
})
export const sendChat = route({
  method: 'POST',
  path: '/api/chats/:id/messages',
  params: OfChat,
  status: 201,
  body: Exactly({
    text: Type.Optional(ChatText),
    fileIds: ChatFileIds,
    option: Type.Optional(Exactly({ seq: Type.Integer({ minimum: 1 }), id: Type.String({ maxLength: 80 }) })),
  }),
  reply: ChatSent,
  summary: 'Say something, send files, or press a button of the assistant; stored when answered',
})
export const readUpTo = route({
  method: 'PUT',
  path: '/api/chats/:id/reading',
  params: OfChat,
  body: Exactly({ seq: Type.Integer({ minimum: 0 }) }),
  summary: 'The citizen has read up to here',
})
export const callOperator = route({
  method: 'POST',
  path: '/api/chats/:id/operator',
  params: OfChat,
  body: Exactly({}),
  reply: ChatSent,
  summary: 'A person, please: always possible',
})
export const keepPlace = route({
  method: 'POST',
  path: '/api/chats/:id/place',
  params: OfChat,
  body: Exactly({ email: Type.Optional(Line({ maxLength: 320 })) }),
  reply: ChatSent,
  summary: 'Keep my place and tell me when somebody answers; a guest gives an address',
})
export const chatTopic = route({
  method: 'PUT',
  path: '/api/chats/:id/topic',
  params: OfChat,
  body: Exactly({ topic: OneOf(topics) }),
  reply: ChatSent,
  summary: 'Correct what it is about (CHAT-3)',
})
export const requestOfChat = route({
  method: 'POST',
  path: '/api/chats/:id/request',
  params: OfChat,
  body: Exactly({
    subject: Type.Optional(Line({ maxLength: 1000 })),
    topic: Type.Optional(OneOf(topics)),
    email: Type.Optional(Line({ maxLength: 320 })),
    phone: Type.Optional(Line({ maxLength: 60 })),
  }),
  reply: Exactly({ number: Type.String(), seq: Type.Integer(), state: OneOf(chatStates) }),
  summary: 'Make a request of this talk: its words go along, number and date come back',
})
export const endChat = route({
  method: 'POST',
  path: '/api/chats/:id/end',
  params: OfChat,
  body: Exactly({ helped: Type.Optional(Type.Boolean()), email: Type.Optional(Line({ maxLength: 320 })) }),
  reply: ChatSent,
  summary: 'End the talk; a guest may give an address for the summary (CHAT-6)',
})
export const rateChat = route({
  method: 'PUT',
  path: '/api/chats/:id/rating',
  params: OfChat,
  body: Exactly({ score: Type.Integer({ minimum: 1, maximum: 5 }), comment: Type.Optional(Words({ maxLength: 1000 })) }),
  summary: 'Rate the help',
})
export const ChatUploaded = Exactly({ files: Type.Array(FileView), problems: Type.Array(Exactly({ name: Type.String(), code: Type.String() })) })
export const uploadChatFile = route({
  method: 'POST',
  path: '/api/chats/:id/files',
  params: OfChat,
  form: 'multipart',
  status: 201,
  reply: ChatUploaded,
  summary: 'Upload files for the next message of this talk',
})
export const chatFile = route({
  method: 'GET',
  path: '/api/chats/:id/files/:fileId',
  params: Exactly({ id: Uuid, fileId: Uuid }),
  answers: 'bytes',
  summary: 'One file of the talk',
})
export const chatTranscript = route({
  method: 'GET',
  path: '/api/chats/:id/transcript',
  params: OfChat,
  query: Exactly({ as: OneOf(['txt', 'pdf']) }),
  answers: 'bytes',
  summary: 'The whole talk as a file (CHAT-6)',
})
