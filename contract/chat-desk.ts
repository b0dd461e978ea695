import { type Static, type TSchema, Type } from 'typebox'
import { ChatFileIds, ChatPage, ChatPageQuery, ChatSent, ChatText, ChatUploaded, chatResults, chatStates, OfChat } from './chat.ts'
import { Instant, Lang, Line, Uuid, Words } from './common.ts'
import { Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { teams } from './staff.ts'
import { priorityClasses, topics } from './topics.ts'

/** How an employee ends a talk (machine `chat`, `end`). */
export const deskResults = ['solved', 'request_created', 'redirected', 'not_solved', 'abuse'] as const
export const chatReviews = ['due', 'fair', 'unfair'] as const
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
  /** Of an end for abuse: what a supervisor found, or `due` (ETIQ-6). */
  review: Nullable(OneOf(chatReviews)),
})
export type DeskChatLine = Static<typeof DeskChatLine>

export const deskChatActions = [
  'accept',
  'decline',
  'write',
  'note',
  'transfer',
  'wait',
  'end',
  'makeRequest',
  'setTopic',
  'askSignIn',
  'warn',
  'review',
] as const
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
  joinedSeq: Nullable(Type.Integer()),
  /** CHAT-8, the least that helps: level, language and what else is open. */
  citizen: Exactly({
    id: Uuid,
    account: Type.Boolean(),
    name: Nullable(Type.String()),
    level: Nullable(OneOf(['0', '1', '2'])),
    zone: Type.String(),
    /** The last sign-in or fresh proof inside this talk. */
    provedAt: Nullable(Instant),
    openRequests: Type.Array(Exactly({ number: Type.String(), subject: Type.String(), status: Type.String(), dueAt: Instant })),
  }),
  can: Flags(deskChatActions),
})
export type DeskChat = Static<typeof DeskChat>

const deskRoute = <const P extends string, B extends Record<string, TSchema>>(path: P, summary: string, body: B) =>
  route({ method: 'POST', path: `/api/desk/chats/:id/${path}` as const, params: OfChat, body: Exactly(body), reply: ChatSent, summary })

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
  params: OfChat,
  reply: DeskChat,
  summary: 'One talk at the desk; the look is recorded',
})
export const deskChatMessages = route({
  method: 'GET',
  path: '/api/desk/chats/:id/messages',
  params: OfChat,
  query: ChatPageQuery,
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
  text: Type.Optional(ChatText),
  fileIds: ChatFileIds,
  article: Type.Optional(Type.String({ maxLength: 80 })),
})
export const noteChat = deskRoute('notes', 'Whisper to colleagues: the citizen never sees it', { text: ChatText })
export const transferChat = deskRoute('transfer', 'Hand over with everything said: to a colleague, or into the line of a team', {
  staffId: Type.Optional(Uuid),
  team: Type.Optional(OneOf(teams)),
  note: Type.Optional(Words({ maxLength: 2000 })),
})
export const waitForCitizen = deskRoute('waiting', 'Wait for the citizen', {})
export const warnCitizen = deskRoute('warning', 'Warn the citizen, once: the next insult ends the talk (ETIQ-6)', {})
export const reviewChat = deskRoute('review', 'A supervisor says whether a talk was rightly ended for abuse (ETIQ-6)', { fair: Type.Boolean() })
export const askSignIn = deskRoute('sign-in', 'Ask the citizen to sign in, or to show a second factor again', {})
export const deskChatTopic = deskRoute('topic', 'Correct what it is about', { topic: OneOf(topics) })
export const endDeskChat = deskRoute('end', 'End with a result; the summary goes to the citizen', {
  result: OneOf(deskResults),
  /** What was solved, in a sentence. */
  solution: Words({ minLength: 3, maxLength: 1000 }),
})
export const deskRequestOfChat = route({
  method: 'POST',
  path: '/api/desk/chats/:id/request',
  params: OfChat,
  body: Exactly({ subject: Line({ minLength: 5, maxLength: 150 }), topic: OneOf(topics) }),
  reply: Exactly({ number: Type.String(), seq: Type.Integer(), state: OneOf(chatStates) }),
  summary: 'Make a request of this talk',
})
export const deskReadUpTo = route({
  method: 'PUT',
  path: '/api/desk/chats/:id/reading',
  params: OfChat,
  body: Exactly({ seq: Type.Integer({ minimum: 0 }) }),
  summary: 'Staff have read up to here',
})
export const uploadDeskChatFile = route({
  method: 'POST',
  path: '/api/desk/chats/:id/files',
  params: OfChat,
  form: 'multipart',
  status: 201,
  reply: ChatUploaded,
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
