import { type Static, Type } from 'typebox'
import { Instant, Lang, Line, Uuid, Words } from './common.ts'
import { Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { FileView } from './tickets.ts'
import { priorityClasses, topics } from './topics.ts'

/** The machine `chat` of the spec. `offline_request` and `ended` are its ends. */
export const chatStates = ['bot', 'queued', 'with_operator', 'with_specialist', 'waiting_citizen', 'offline_request', 'ended'] as const
export type ChatState = (typeof chatStates)[number]
/** How a talk ended: `helped` says the citizen of the assistant, `idle` nobody wrote; the others are the employee's choice (machine, `end`). */
export const chatResults = ['solved', 'request_created', 'redirected', 'not_solved', 'abuse', 'helped', 'left', 'idle'] as const
export type ChatResult = (typeof chatResults)[number]
export const deskResults = ['solved', 'request_created', 'redirected', 'not_solved', 'abuse'] as const

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
  'waited-long',
] as const
export type ChatEvent = (typeof chatEvents)[number]

/** A numbered button under an assistant's message. `article`: show it; `topic`: it is about this; `operator`, `request`, `helped`, `not-helped`: do it. */
export const ChatOption = Exactly({
  id: Type.String(),
  does: OneOf(['article', 'topic', 'operator', 'request', 'helped', 'not-helped']),
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

export const chatActions = ['write', 'callOperator', 'end', 'rate', 'makeRequest', 'keepPlace', 'addFile'] as const
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

const ById = Exactly({ id: Uuid })
const Text = Words({ minLength: 1, maxLength: 20000 })
const FileIds = Type.Optional(Type.Array(Uuid, { maxItems: chatLimits.files, uniqueItems: true }))

/** What a write answers: up to where the talk has come, and the secrets that were hidden in what was written. */
export const ChatSent = Exactly({ seq: Type.Integer(), state: OneOf(chatStates), masked: Type.Array(Type.String()) })
export const ChatPage = Exactly({
  lastSeq: Type.Integer(),
  messages: Type.Array(ChatMessage),
  /** There are older ones before the first of these. */
  earlier: Type.Boolean(),
})
export type ChatPage = Static<typeof ChatPage>
const PageQuery = Exactly({
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
  body: Exactly({ text: Type.Optional(Text), topic: Type.Optional(OneOf(topics)), lang: Type.Optional(Lang), zone: Type.Optional(Line({ maxLength: 60 })) }),
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
export const readChat = route({ method: 'GET', path: '/api/chats/:id', params: ById, reply: Chat, summary: 'One talk, as its citizen sees it' })
export const chatMessages = route({
  method: 'GET',
  path: '/api/chats/:id/messages',
  params: ById,
  query: PageQuery,
  reply: ChatPage,
  summary: 'What was said; a client that lost its connection asks from its last number',
})
export const sendChat = route({
  method: 'POST',
  path: '/api/chats/:id/messages',
  params: ById,
  status: 201,
  body: Exactly({
    text: Type.Optional(Text),
    fileIds: FileIds,
    option: Type.Optional(Exactly({ seq: Type.Integer({ minimum: 1 }), id: Type.String({ maxLength: 80 }) })),
  }),
  reply: ChatSent,
  summary: 'Say something, send files, or press a button of the assistant; stored when answered',
})
export const readUpTo = route({
  method: 'PUT',
  path: '/api/chats/:id/reading',
  params: ById,
  body: Exactly({ seq: Type.Integer({ minimum: 0 }) }),
  summary: 'The citizen has read up to here',
})
export const callOperator = route({
  method: 'POST',
  path: '/api/chats/:id/operator',
  params: ById,
  body: Exactly({}),
  reply: ChatSent,
  summary: 'A person, please: always possible',
})
export const keepPlace = route({
  method: 'POST',
  path: '/api/chats/:id/place',
  params: ById,
  body: Exactly({ email: Type.Optional(Line({ maxLength: 320 })) }),
  reply: ChatSent,
  summary: 'Keep my place and tell me when somebody answers; a guest gives an address',
})
export const chatTopic = route({
  method: 'PUT',
  path: '/api/chats/:id/topic',
  params: ById,
  body: Exactly({ topic: OneOf(topics) }),
  reply: ChatSent,
  summary: 'Correct what it is about (CHAT-3)',
})
export const requestOfChat = route({
  method: 'POST',
  path: '/api/chats/:id/request',
  params: ById,
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
  params: ById,
  body: Exactly({ helped: Type.Optional(Type.Boolean()), email: Type.Optional(Line({ maxLength: 320 })) }),
  reply: ChatSent,
  summary: 'End the talk; a guest may give an address for the summary (CHAT-6)',
})
export const rateChat = route({
  method: 'PUT',
  path: '/api/chats/:id/rating',
  params: ById,
  body: Exactly({ score: Type.Integer({ minimum: 1, maximum: 5 }), comment: Type.Optional(Words({ maxLength: 1000 })) }),
  summary: 'Rate the help',
})
const Uploaded = Exactly({ files: Type.Array(FileView), problems: Type.Array(Exactly({ name: Type.String(), code: Type.String() })) })
export const uploadChatFile = route({
  method: 'POST',
  path: '/api/chats/:id/files',
  params: ById,
  form: 'multipart',
  status: 201,
  reply: Uploaded,
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
  params: ById,
  query: Exactly({ as: OneOf(['txt', 'pdf']) }),
  answers: 'bytes',
  summary: 'The whole talk as a file (CHAT-6)',
})

export const DeskChatLine = Exactly({
  id: Uuid,
  number: Type.String(),
  state: OneOf(chatStates),
  topic: Nullable(OneOf(topics)),
  priorityClass: OneOf(priorityClasses),
  lang: Lang,
  /** Since when the citizen waits for the next word of a person; null where it is not our move. */
  waitingSince: Nullable(Instant),
  openedAt: Instant,
  /** The citizen's first words, one line, masked. */
  question: Type.String(),
  unread: Type.Integer(),
  holder: Nullable(Exactly({ id: Uuid, name: Type.String() })),
  /** Why the assistant gave up, e.g. `crisis`, `second-miss`; null: the citizen asked. */
  reason: Nullable(Type.String()),
  /** Offered to the asker until then. */
  offeredUntil: Nullable(Instant),
})
export type DeskChatLine = Static<typeof DeskChatLine>

export const deskChatActions = ['accept', 'decline', 'write', 'note', 'transfer', 'wait', 'end', 'makeRequest', 'setTopic'] as const
export const DeskChat = Exactly({
  ...DeskChatLine.properties,
  guesses: Type.Array(OneOf(topics)),
  lastSeq: Type.Integer(),
  citizenReadSeq: Type.Integer(),
  staffReadSeq: Type.Integer(),
  endedAt: Nullable(Instant),
  result: Nullable(OneOf(chatResults)),
  summary: Nullable(Exactly({ question: Type.String(), solution: Type.String() })),
  request: Nullable(Type.String()),
  rating: Nullable(Type.Integer()),
  /** CHAT-8, the least that helps: level, language and what else is open. */
  citizen: Exactly({
    id: Uuid,
    account: Type.Boolean(),
    name: Nullable(Type.String()),
    level: Nullable(OneOf(['0', '1', '2'])),
    zone: Type.String(),
    openRequests: Type.Array(Exactly({ number: Type.String(), subject: Type.String(), status: Type.String(), dueAt: Instant })),
    earlierChats: Type.Array(
      Exactly({ id: Uuid, number: Type.String(), openedAt: Instant, topic: Nullable(OneOf(topics)), result: Nullable(OneOf(chatResults)) }),
    ),
  }),
  can: Flags(deskChatActions),
})
export type DeskChat = Static<typeof DeskChat>

const deskRoute = <const P extends string, B extends Record<string, import('typebox').TSchema>>(path: P, summary: string, body: B) =>
  route({ method: 'POST', path: `/api/desk/chats/:id/${path}` as const, params: ById, body: Exactly(body), reply: ChatSent, summary })

export const deskChats = route({
  method: 'GET',
  path: '/api/desk/chats',
  query: Exactly({ show: OneOf(['mine', 'queue', 'ended']) }),
  reply: Type.Array(DeskChatLine),
  summary: "The asker's talks, the line in the order in which it is served, or those ended lately",
})
export const deskChat = route({
  method: 'GET',
  path: '/api/desk/chats/:id',
  params: ById,
  reply: DeskChat,
  summary: 'One talk at the desk; the look is recorded',
})
export const deskChatMessages = route({
  method: 'GET',
  path: '/api/desk/chats/:id/messages',
  params: ById,
  query: PageQuery,
  reply: ChatPage,
  summary: 'What was said, notes included',
})
export const takeNextChat = route({
  method: 'POST',
  path: '/api/desk/chats/next',
  body: Exactly({}),
  reply: Exactly({ id: Nullable(Uuid) }),
  summary: 'Take the first of the line: urgent before standard, then by waiting time; one winner',
})
export const acceptChat = deskRoute('acceptance', 'Take this talk: one winner', {})
export const declineChat = deskRoute('refusal', 'Pass the offer on', {})
export const answerChat = deskRoute('messages', 'Write to the citizen', {
  text: Type.Optional(Text),
  fileIds: FileIds,
  article: Type.Optional(Type.String({ maxLength: 80 })),
})
export const noteChat = deskRoute('notes', 'Whisper to colleagues: the citizen never sees it', { text: Text })
export const transferChat = deskRoute('transfer', 'Hand over with everything said: to a colleague, or into the line of a team', {
  staffId: Type.Optional(Uuid),
  team: Type.Optional(OneOf(['first_line', 'documents', 'technical', 'security'])),
  note: Type.Optional(Words({ maxLength: 2000 })),
})
export const waitForCitizen = deskRoute('waiting', 'Wait for the citizen', {})
export const deskChatTopic = deskRoute('topic', 'Correct what it is about', { topic: OneOf(topics) })
export const endDeskChat = deskRoute('end', 'End with a result; the summary goes to the citizen', {
  result: OneOf(deskResults),
  /** What was solved, in a sentence. */
  solution: Words({ minLength: 3, maxLength: 1000 }),
})
export const deskRequestOfChat = route({
  method: 'POST',
  path: '/api/desk/chats/:id/request',
  params: ById,
  body: Exactly({ subject: Line({ minLength: 5, maxLength: 150 }), topic: OneOf(topics) }),
  reply: Exactly({ number: Type.String(), seq: Type.Integer(), state: OneOf(chatStates) }),
  summary: 'Make a request of this talk',
})
export const deskReadUpTo = route({
  method: 'PUT',
  path: '/api/desk/chats/:id/reading',
  params: ById,
  body: Exactly({ seq: Type.Integer({ minimum: 0 }) }),
  summary: 'Staff have read up to here',
})
export const uploadDeskChatFile = route({
  method: 'POST',
  path: '/api/desk/chats/:id/files',
  params: ById,
  form: 'multipart',
  status: 201,
  reply: Uploaded,
  summary: 'Upload files for the next message',
})
export const deskChatFile = route({
  method: 'GET',
  path: '/api/desk/chats/:id/files/:fileId',
  params: Exactly({ id: Uuid, fileId: Uuid }),
  answers: 'bytes',
  summary: 'One file of the talk; recorded',
})
export const readyAnswers = route({
  method: 'GET',
  path: '/api/desk/articles',
  query: Exactly({ q: Line({ maxLength: 400 }), lang: Lang }),
  reply: Type.Array(Exactly({ id: Type.String(), title: Type.String(), text: Type.String() })),
  summary: 'Published articles for what the citizen asks, nearest first; all of them where nothing is asked',
})

export const presences = ['online', 'pause', 'offline'] as const
export const Presence = Exactly({ state: OneOf(presences), since: Instant, most: Type.Integer(), talks: Type.Integer() })
export type Presence = Static<typeof Presence>
export const readPresence = route({ method: 'GET', path: '/api/desk/presence', reply: Presence, summary: 'Whether chats are offered to the asker' })
export const setPresence = route({
  method: 'PUT',
  path: '/api/desk/presence',
  body: Exactly({ state: OneOf(presences), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })) }),
  reply: Presence,
  summary: 'Come on line, pause, or leave; a talk under way stays',
})
