import type { Agency } from '#contract/agency'
import type { Due, Message, Receipt, TicketForCitizen } from '#contract/tickets'
import { topics } from '#contract/topics'

/** Friday, 20 November 2026, 14:05 in Moscow: the moment at which all page tests stand. */
export const now = new Date('2026-11-20T11:05:00.000Z')
export const number = '26-1234-5678-1'

export const agency: Agency = {
  name: { ru: 'Агентство Пример', en: 'Example Agency' },
  domain: 'Поддержка',
  email: 'help@example.org',
  address: { ru: 'г. Примерск, ул. Образцовая, 1', en: '1 Sample Street, Exampletown' },
  phones: [
    { number: '8 000 000-00-01', href: 'tel:+70000000001', cost: 'free' },
    { number: '+7 000 000-00-02', href: 'tel:+70000000002', cost: 'tariff' },
  ],
  zone: 'Europe/Moscow',
  mode: 'demo',
  hotline: { open: true, changesAt: '2026-11-20T17:00:00.000Z', hours: '08:00-20:00' },
  topics: topics.map((id) => ({ id, category: 'technical', priorityClass: 'standard' })),
  terms: { urgent: 1, standard: 5, complex: 10, dataChange: 5, firstResponseHours: 24 },
  account: { recoveryHours: 24, coolDownHours: 72, contactHoldHours: 72, deletionDays: 14 },
  contactRequired: 'both',
  mailWorks: true,
  smsWorks: true,
}

export const due: Due = {
  firstResponseBy: '2026-11-21T11:05:00.000Z',
  firstResponseAt: null,
  dueAt: '2026-11-27T15:00:00.000Z',
  previousDueAt: null,
  provisional: false,
  state: 'ok',
  workingDaysLeft: 5,
  workingMinutesLeft: 2400,
  why: {
    receivedAt: '2026-11-20T11:05:00.000Z',
    registeredOn: '2026-11-20',
    afterClosing: false,
    priorityClass: 'standard',
    workingDays: 5,
    counted: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
    skipped: [
      { day: '2026-11-21', reason: 'weekend' },
      { day: '2026-11-22', reason: 'weekend' },
    ],
    closesAt: '18:00',
    zone: 'Europe/Moscow',
    provisional: false,
    ruleVersion: '2026-1',
    moves: [],
  },
}

const at = (day: string, time: string): string => `2026-11-${day}T${time}:00.000Z`
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const scan = { id: id(90), name: 'скан справки.pdf', type: 'application/pdf', bytes: 1_258_291, scan: 'not_scanned' } as const

const messages: Message[] = [
  {
    id: id(1),
    at: at('20', '11:05'),
    from: 'citizen',
    author: null,
    kind: 'intake',
    text: 'Открыл «Мои услуги», нажал «Прикрепить».\nПоявилось «Файл не сохранен».',
    files: [scan],
    mail: 'unproved',
  },
  { id: id(2), at: at('20', '12:20'), from: 'staff', author: null, kind: 'reply', text: 'Проверили: файл дошел не целиком.', files: [], mail: null },
  { id: id(3), at: at('20', '13:10'), from: 'staff', author: null, kind: 'question', text: 'Пришлите номер ошибки с экрана.', files: [], mail: null },
]

export const ticket: TicketForCitizen = {
  number,
  version: 7,
  subject: 'Не сохраняется скан справки',
  topic: 'tech.upload',
  kind: 'problem',
  status: 'waiting_you',
  move: 'citizen',
  replyBy: at('25', '15:00'),
  reopenBy: null,
  receivedAt: at('20', '11:05'),
  desiredOutcome: 'Принять скан',
  relatedNumber: null,
  mergedInto: null,
  rating: null,
  due: { ...due, firstResponseAt: at('20', '12:20') },
  messages,
  history: [
    { at: at('20', '11:05'), event: 'ticket.registered', details: {} },
    { at: at('20', '11:40'), event: 'ticket.started', details: {} },
    { at: at('20', '12:20'), event: 'ticket.replied', details: {} },
    { at: at('20', '13:10'), event: 'ticket.asked', details: {} },
  ],
  views: [{ at: at('20', '11:40'), role: 'specialist' }],
  dead: [],
  can: { reply: true, addFile: true, withdraw: true, reopen: false, close: false, rate: false, object: true },
}

/** The same request in each state that a citizen can meet. */
export const states: Record<string, TicketForCitizen> = {
  waiting: ticket,
  answered: {
    ...ticket,
    status: 'answer_ready',
    move: 'citizen',
    replyBy: null,
    reopenBy: '2026-12-11T15:00:00.000Z',
    due: { ...due, state: 'done' },
    messages: [...messages, { id: id(4), at: at('24', '09:00'), from: 'staff', author: null, kind: 'answer', text: 'Файл принят.', files: [scan], mail: null }],
    history: [...ticket.history, { at: at('24', '09:00'), event: 'ticket.resolved', details: {} }],
    can: { ...ticket.can, reopen: true, close: true, rate: true },
  },
  extended: {
    ...ticket,
    status: 'in_progress',
    move: 'agency',
    replyBy: null,
    due: {
      ...due,
      previousDueAt: due.dueAt,
      dueAt: '2026-12-04T15:00:00.000Z',
      why: { ...due.why, moves: [{ at: at('24', '10:00'), from: due.dueAt, to: '2026-12-04T15:00:00.000Z', reason: 'missing_information' }] },
    },
    history: [
      ...ticket.history,
      { at: at('24', '10:00'), event: 'ticket.extended', details: { from: due.dueAt, to: '2026-12-04T15:00:00.000Z', reason: 'missing_information' } },
    ],
  },
  late: { ...ticket, status: 'waiting_body', move: 'agency', replyBy: null, due: { ...due, state: 'late', workingDaysLeft: -1, provisional: true } },
  closed: {
    ...ticket,
    status: 'closed',
    move: 'nobody',
    replyBy: null,
    rating: 4,
    due: { ...due, state: 'done' },
    can: { ...ticket.can, reply: false, addFile: false, withdraw: false, object: false },
  },
  merged: { ...ticket, status: 'merged', move: 'nobody', mergedInto: '26-0000-0001-5', due: { ...due, state: 'done' }, can: { ...ticket.can, reply: false } },
  accepted: {
    ...ticket,
    status: 'accepted',
    move: 'agency',
    replyBy: null,
    views: [],
    dead: [{ kind: 'email', masked: 'и***@example.org', at: at('20', '10:00') }],
    messages: messages.slice(0, 1),
    history: ticket.history.slice(0, 1),
    due,
  },
}

export const receipt: Receipt = {
  number,
  subject: ticket.subject,
  topic: ticket.topic,
  receivedAt: ticket.receivedAt,
  sentTo: { email: 'и***@example.org', phone: '+7 000 ***-**-67' },
  due,
  files: [scan],
  masked: ['code'],
}
