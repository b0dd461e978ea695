import type { Chat, ChatLine, ChatMessage } from '#contract/chat'
import type { HistoryItem } from '#contract/history'
import { scan } from './world.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const chatId = id(500)
const at = (time: string, day = '20'): string => `2026-11-${day}T${time}:00.000Z`

const message = (seq: number, rest: Partial<ChatMessage>): ChatMessage => ({
  seq,
  id: id(600 + seq),
  at: at(`10:${String(40 + seq).padStart(2, '0')}`),
  from: 'system',
  author: null,
  kind: 'event',
  text: '',
  event: null,
  details: {},
  options: [],
  article: null,
  files: [],
  ...rest,
})

const talk: ChatMessage[] = [
  message(1, { from: 'assistant', kind: 'greeting', at: at('16:02', '19') }),
  message(2, { from: 'citizen', kind: 'words', text: 'Не приходит код', at: at('16:02', '19') }),
  message(3, {
    from: 'assistant',
    kind: 'answer',
    text: 'Проверьте папку «Спам». Порядок: https://help.example.org/code.',
    article: { id: 'code', title: 'Код не приходит' },
    options: [
      { id: 'a1', does: 'article', label: 'Резервный код', topic: null },
      { id: 't1', does: 'topic', label: null, topic: 'access.second_factor' },
      { id: 'no', does: 'not-helped', label: null, topic: null },
      { id: 'yes', does: 'helped', label: null, topic: null },
    ],
  }),
]
const called = [
  ...talk,
  message(4, { from: 'citizen', kind: 'words', text: 'Мой код ••••••', files: [scan] }),
  message(5, { event: 'secret-hidden', details: { kinds: ['code', 'code'] } }),
  message(6, { from: 'citizen', kind: 'words', details: { option: { id: 'no', does: 'not-helped', label: null, topic: null } } }),
  message(7, { event: 'queued' }),
  message(8, { event: 'closed-hours', options: [{ id: 'request', does: 'request', label: null, topic: null }] }),
]
const answered = [
  ...called,
  message(9, { event: 'accepted', details: { role: 'operator' } }),
  message(10, { from: 'staff', kind: 'words', author: 'Анна', text: 'Отправила новый код.\nПроверьте почту.' }),
]

const chat: Chat = {
  id: chatId,
  number: '26-7000-0001-3',
  state: 'bot',
  lang: 'ru',
  topic: 'access.second_factor',
  guesses: ['access.signin', 'access.password'],
  openedAt: at('16:02', '19'),
  endedAt: null,
  result: null,
  summary: null,
  lastSeq: talk.length,
  citizenReadSeq: 1,
  staffReadSeq: 0,
  queue: null,
  with: null,
  request: null,
  rating: null,
  joinedSeq: null,
  signIn: null,
  account: false,
  can: { write: true, callOperator: true, end: true, rate: false, makeRequest: true, keepPlace: false, addFile: true, join: false },
}
const over = { ...chat.can, write: false, callOperator: false, end: false, makeRequest: false, addFile: false }
const queued: Chat = {
  ...chat,
  state: 'queued',
  lastSeq: called.length,
  queue: { place: 3, wait: { from: 3, to: 6 }, at: at('11:05'), kept: false },
  can: { ...chat.can, callOperator: false, keepPlace: true },
}
const withOperator: Chat = {
  ...chat,
  state: 'with_operator',
  lastSeq: answered.length,
  staffReadSeq: 4,
  with: { role: 'operator', name: 'Анна' },
  can: { ...chat.can, callOperator: false },
}

const signInAsked = [...answered, message(11, { event: 'sign-in-asked', details: { how: 'sign-in' } })]
const signedIn = [...signInAsked, message(12, { event: 'signed-in', details: { level: '2', strong: false } })]

/** The same talk in each state that a citizen can meet. */
export const talks: Record<string, { chat: Chat; messages: ChatMessage[] }> = {
  bot: { chat, messages: talk },
  queued: { chat: queued, messages: called },
  kept: { chat: { ...queued, account: true, queue: { place: 1, wait: null, at: at('11:05'), kept: true } }, messages: called },
  with_operator: { chat: withOperator, messages: answered },
  with_specialist: { chat: { ...withOperator, state: 'with_specialist', with: { role: 'specialist', name: 'Петр' } }, messages: answered },
  waiting: { chat: { ...withOperator, state: 'waiting_citizen', topic: null, guesses: [] }, messages: answered },
  request: {
    chat: { ...chat, state: 'offline_request', request: '26-1234-5678-1', result: 'request_created', endedAt: at('11:00'), lastSeq: called.length, can: over },
    messages: [...called, message(9, { event: 'request-made', details: { number: '26123456781' } })],
  },
  ended: {
    chat: {
      ...withOperator,
      state: 'ended',
      with: null,
      endedAt: at('11:00'),
      result: 'solved',
      summary: { question: 'Не приходит код', solution: 'Код отправлен заново' },
      can: { ...over, rate: true },
    },
    messages: [...answered, message(11, { event: 'ended' })],
  },
  asked: {
    chat: { ...withOperator, signIn: 'sign-in' },
    messages: [...signInAsked, message(12, { from: 'assistant', kind: 'suggestion', options: [{ id: 'sign-in', does: 'sign-in', label: null, topic: null }] })],
  },
  joinable: { chat: { ...withOperator, can: { ...withOperator.can, join: true } }, messages: signInAsked },
  joined: { chat: { ...withOperator, account: true, joinedSeq: 12 }, messages: signedIn },
  'step-up': {
    chat: { ...withOperator, account: true, signIn: 'step-up' },
    messages: [...answered, message(11, { event: 'sign-in-asked', details: { how: 'step-up' } })],
  },
  rated: {
    chat: { ...withOperator, state: 'ended', with: null, endedAt: at('11:00'), result: 'idle', rating: 4, account: true, can: over },
    messages: answered,
  },
}

/** Of the one history: a talk, the request made of it, and one that waits to be read. */
export const historyLines: HistoryItem[] = [
  {
    kind: 'request',
    id: id(603),
    number: '26-1234-5678-1',
    at: at('12:00', '12'),
    channel: 'chat',
    topic: 'access.signin',
    subject: 'Не приходит код',
    state: 'answer_ready',
    last: { by: 'staff', at: at('13:00', '12') },
    unread: 1,
    linked: { kind: 'talk', id: id(602), number: '26-7000-0002-1' },
  },
  {
    kind: 'talk',
    id: id(602),
    number: '26-7000-0002-1',
    at: at('10:00', '10'),
    channel: 'chat',
    topic: null,
    subject: '',
    state: 'offline_request',
    last: null,
    unread: 0,
    linked: { kind: 'request', id: id(603), number: '26-1234-5678-1' },
  },
  {
    kind: 'request',
    id: id(601),
    number: '26-1234-5678-1',
    at: at('09:00', '10'),
    channel: 'form',
    topic: 'service.howto',
    subject: 'Не приходит код',
    state: 'in_progress',
    last: { by: 'citizen', at: at('09:00', '10') },
    unread: 0,
    linked: null,
  },
]

export const chatLines: ChatLine[] = [
  {
    id: chatId,
    number: chat.number,
    state: 'waiting_citizen',
    topic: chat.topic,
    openedAt: chat.openedAt,
    endedAt: null,
    question: 'Не приходит код',
    unread: 2,
    request: null,
  },
  {
    id: id(501),
    number: '26-7000-0002-1',
    state: 'offline_request',
    topic: null,
    openedAt: at('10:00', '10'),
    endedAt: at('10:20', '10'),
    question: '',
    unread: 0,
    request: '26-1234-5678-1',
  },
]
