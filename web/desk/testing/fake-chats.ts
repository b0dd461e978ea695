import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ChatMessage } from '#contract/chat'
import type { DeskChat, DeskChatLine } from '#contract/chat-desk'
import type { Presence } from '#contract/presence'
import { lines as requests, staff } from './fake-world.ts'

const id = (n: number) => `00000000-0000-7000-8000-0000000c0${String(n).padStart(3, '0')}`
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

const line = (n: number, question: string, more: Partial<DeskChatLine> = {}): DeskChatLine => ({
  id: id(n),
  number: `26-00${n}0-0007-${n % 10}`,
  state: 'with_operator',
  topic: 'access.second_factor',
  priorityClass: 'standard',
  lang: 'ru',
  waitingSince: ago(130),
  openedAt: ago(900),
  question,
  unread: 0,
  holder: { id: staff[2]!.id, name: staff[2]!.name },
  reason: null,
  offeredUntil: null,
  review: null,
  ...more,
})
const waiting = (n: number, question: string, more: Partial<DeskChatLine>) => line(n, question, { state: 'queued', holder: null, ...more })

/** Talks of the person at the desk, the line, and those that ended. */
export const talks = {
  mine: [
    line(1, 'Не приходит код для входа, хотя номер прежний', { unread: 2 }),
    line(2, 'I cannot upload the scan of a certificate', { lang: 'en', topic: 'tech.upload', waitingSince: ago(640), priorityClass: 'urgent' }),
    line(3, 'Где мое заявление', { state: 'waiting_citizen', topic: 'service.status', waitingSince: null }),
  ],
  queue: [
    waiting(4, 'Мне звонил «сотрудник» и я сказал ему код', { priorityClass: 'urgent', reason: 'leaked-code', topic: 'account.suspicious' }),
    waiting(5, 'Не открывается страница услуги', { reason: 'second-miss', topic: 'tech.display', offeredUntil: null }),
    waiting(6, 'Позовите человека', { topic: null, waitingSince: ago(20) }),
  ],
  ended: [line(7, 'Сменить фамилию после брака', { state: 'ended', topic: 'data.name', waitingSince: null })],
}

const said = (seq: number, from: ChatMessage['from'], text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  seq,
  id: randomUUID(),
  at: ago(900 - seq * 30),
  from,
  author: from === 'staff' ? staff[2]!.name : null,
  kind: 'words',
  text,
  event: null,
  details: {},
  options: [],
  article: null,
  files: [],
  ...more,
})
const event = (seq: number, name: NonNullable<ChatMessage['event']>, details: Record<string, unknown> = {}) =>
  said(seq, 'system', '', { kind: 'event', event: name, details })
const option = (n: string, does: ChatMessage['options'][number]['does'], label: string | null = null) => ({ id: n, does, label, topic: null })

export const log: ChatMessage[] = [
  said(21, 'assistant', '', { kind: 'greeting' }),
  said(22, 'citizen', 'Не приходит код для входа, хотя номер прежний'),
  said(23, 'assistant', 'Похоже, вопрос о коде входа.', {
    kind: 'suggestion',
    options: [option('1', 'article', 'Отправить код еще раз'), option('2', 'article', 'Войти по резервному коду'), option('3', 'operator')],
  }),
  said(24, 'citizen', '', { details: { option: option('1', 'article', 'Отправить код еще раз') } }),
  said(25, 'assistant', 'Подождите минуту и попросите код снова.', {
    kind: 'answer',
    article: { id: 'kb-14', title: 'Код не приходит' },
    options: [option('1', 'helped'), option('2', 'not-helped'), option('3', 'operator')],
  }),
  said(26, 'citizen', 'мой код ••••••'),
  event(27, 'secret-hidden'),
  event(28, 'queued', { reason: 'second-miss' }),
  event(29, 'accepted', { role: 'operator' }),
  said(30, 'staff', 'Здравствуйте. Проверил отправку: оператор связи принял сообщение в 10:31.'),
  said(31, 'staff', 'Сверить, не стоит ли запрет на короткие номера.', { kind: 'note' }),
  said(32, 'citizen', 'Вот снимок экрана', {
    files: [{ id: id(90), name: 'Снимок экрана (2).png', type: 'image/png', bytes: 48_211, scan: 'clean' }],
  }),
  said(33, 'citizen', 'Код так и не пришел'),
]
const talkOf = (it: DeskChatLine): DeskChat => ({
  ...it,
  guesses: ['access.second_factor', 'access.signin', 'tech.notifications'],
  lastSeq: 33,
  citizenReadSeq: 30,
  staffReadSeq: it.unread ? 31 : 33,
  endedAt: it.state === 'ended' ? ago(60) : null,
  result: it.state === 'ended' ? 'solved' : null,
  summary: it.state === 'ended' ? { question: it.question, solution: 'Документы приняты, решение придет в кабинет.' } : null,
  request: null,
  joinedSeq: null,
  rating: it.state === 'ended' ? 5 : null,
  citizen: {
    id: id(80),
    account: it.state !== 'queued',
    name: it.state === 'queued' ? null : 'И*** П***',
    level: it.state === 'queued' ? null : '2',
    zone: 'Asia/Yekaterinburg',
    provedAt: null,
    openRequests: requests.slice(0, 2).map(({ number, subject, status, dueAt }) => ({ number, subject, status, dueAt })),
  },
  can: {
    accept: it.state === 'queued',
    warn: it.state.startsWith('with_'),
    review: false,
    decline: it.offeredUntil !== null,
    write: it.state.startsWith('with_') || it.state === 'waiting_citizen',
    note: it.state.startsWith('with_') || it.state === 'waiting_citizen',
    transfer: it.state.startsWith('with_'),
    wait: it.state.startsWith('with_'),
    end: it.state.startsWith('with_') || it.state === 'waiting_citizen',
    makeRequest: it.state.startsWith('with_') || it.state === 'waiting_citizen',
    setTopic: it.state !== 'ended',
    askSignIn: it.state.startsWith('with_'),
  },
})

type Refuse = (reply: FastifyReply, status: number, kind: 'conflict' | 'not-found', code: string) => FastifyReply
/** The chat's part of the made-up service. A hand-over is refused, so that the refusal can be looked at. */
export function chatRoutes(app: FastifyInstance, refuse: Refuse) {
  let presence: Presence = { state: 'offline', since: ago(60), most: 3, talks: 3, waiting: talks.queue.length }
  app.get('/api/desk/presence', () => presence)
  app.put<{ Body: Partial<Presence> }>('/api/desk/presence', ({ body }) => {
    presence = { ...presence, ...body }
    talks.queue[1]!.offeredUntil = presence.state === 'online' ? new Date(Date.now() + 25_000).toISOString() : null
    return presence
  })
  const all = () => [...talks.mine, ...talks.queue, ...talks.ended]
  app.get<{ Querystring: { show: keyof typeof talks } }>('/api/desk/chats', ({ query }) => talks[query.show])
  app.get<{ Params: { id: string } }>('/api/desk/chats/:id', ({ params }, reply) => {
    const found = all().find((it) => it.id === params.id)
    return found ? talkOf(found) : refuse(reply, 404, 'not-found', 'chat.not-found')
  })
  app.get<{ Querystring: { after?: string; before?: string } }>('/api/desk/chats/:id/messages', ({ query }) => {
    const messages = query.before ? [said(20, 'citizen', 'Здравствуйте')] : log.filter(({ seq }) => seq > Number(query.after ?? 0))
    return { lastSeq: 33, messages, earlier: !query.before }
  })
  app.post('/api/desk/chats/next', () => ({ id: talks.queue[0]!.id }))
  app.put('/api/desk/chats/:id/reading', (_, reply) => reply.code(204).send())
  app.post('/api/desk/chats/:id/transfer', (_, reply) => refuse(reply, 409, 'conflict', 'work.taken'))
  app.post('/api/desk/chats/:id/request', () => ({ number: '26-0099-0007-1', seq: 34, state: 'with_operator' }))
  app.post('/api/desk/chats/:id/:action', () => ({ seq: 33, state: 'with_operator', masked: [] }))
  app.get('/api/desk/chats/:id/corrections', () => ({
    messages: [
      {
        seq: 22,
        text: 'Не приходит код для входа, хотя номер прежний',
        guess: { topic: 'two_factor', p: 0.82, does: 'answer' },
        topics: ['two_factor', 'access_recovery', 'notification_missing'],
        articles: [{ id: 'code-missing', title: 'Код подтверждения не приходит: что проверить и куда обратиться' }],
        proposal: null,
      },
      { seq: 33, text: 'Код так и не пришел', guess: null, topics: ['two_factor'], articles: [], proposal: { topic: 'two_factor', article: null } },
    ],
    topics: ['two_factor', 'access_recovery', 'notification_missing'],
    advice: true,
  }))
  app.post('/api/desk/chats/:id/advice', () => ({
    article: { id: 'code-missing', title: 'Код не приходит' },
    draft: 'Подождите минуту и попросите код снова.',
  }))
  app.get('/api/desk/articles', () => [
    { id: 'kb-14', title: 'Код не приходит', text: 'Подождите минуту и попросите код снова. Проверьте, что телефон в сети.' },
    { id: 'kb-15', title: 'Войти по резервному коду', text: 'Возьмите один из десяти резервных кодов. Каждый действует один раз.' },
  ])
}
