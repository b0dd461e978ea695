import type { DeskLine, DeskTicket } from '#contract/desk'
import type { Employee, Me } from '#contract/staff'

/** A made-up desk for pictures and checks of the screens; no rule of the service is repeated here. */
export const now = '2026-11-23T07:40:00.000Z'
const hours = (count: number) => new Date(Date.parse(now) + count * 3_600_000).toISOString()
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const person = (n: number, name: string, login: string, roles: Employee['roles'], teams: Employee['teams']): Employee => ({
  id: id(n),
  name,
  login,
  roles,
  teams,
  lang: 'ru',
  state: n === 5 ? 'invited' : n === 6 ? 'blocked' : 'active',
  factors: n === 5 ? [] : n === 3 ? ['totp', 'passkey'] : ['totp'],
  lastSeenAt: n === 5 ? null : hours(-n),
})
export const staff: Employee[] = [
  person(1, 'Ветрова Анна', 'anna', ['operator'], ['first_line']),
  person(2, 'Громов Петр', 'petr', ['specialist'], ['documents']),
  person(3, 'Ильина Ольга', 'olga', ['supervisor', 'admin', 'security_officer'], ['first_line', 'documents']),
  person(4, 'Тихий Денис', 'denis', ['technician'], ['technical']),
  person(5, 'Новая Сотрудница', 'new', ['operator'], ['first_line']),
  person(6, 'Бывший Сотрудник', 'gone', ['operator'], []),
]
export const meOf = (it: Employee): Me => ({
  id: it.id,
  name: it.name,
  login: it.login,
  roles: it.roles,
  teams: it.teams,
  lang: 'ru',
  idleUntil: new Date(Date.now() + 15 * 60_000).toISOString(),
  endsAt: new Date(Date.now() + 8 * 3_600_000).toISOString(),
  provedAt: new Date().toISOString(),
})

const subjects = [
  'Не сохраняется скан справки',
  'Не приходит код для входа, хотя номер прежний',
  'Заявление 77-1 не меняет статус шестой час',
  'Смена фамилии после брака: какие документы приложить и где посмотреть решение',
  'Кто-то сменил мою почту в кабинете',
  'Страница услуги открывается пустой',
]
const topics = ['tech.upload', 'access.second_factor', 'service.status', 'data.name', 'account.suspicious', 'tech.display'] as const
const statuses = ['in_progress', 'registered', 'waiting_citizen', 'waiting_external', 'assigned', 'resolved'] as const
const classes = ['standard', 'standard', 'standard', 'complex', 'urgent', 'standard'] as const
const dueStates = ['ok', 'soon', 'late', 'ok', 'soon', 'done'] as const

export const lines: DeskLine[] = Array.from({ length: 40 }, (_, n) => {
  const k = n % 6
  const dueState = dueStates[k]!
  return {
    id: id(1000 + n),
    number: `26-${String(1234 + n).padStart(4, '0')}-5678-${n % 10}`,
    version: 3,
    subject: subjects[k]!,
    topic: topics[k]!,
    category: 'technical',
    kind: k === 4 ? 'suspicious' : 'problem',
    priorityClass: classes[k]!,
    status: statuses[k]!,
    channel: k === 1 ? 'email' : 'form',
    team: k === 3 ? 'documents' : 'first_line',
    holder: k === 1 ? null : { id: staff[k % 3]!.id, name: staff[k % 3]!.name },
    receivedAt: hours(-20 - n),
    firstResponseBy: hours(4 - n),
    firstResponseAt: k === 1 ? null : hours(-10),
    dueAt: dueState === 'late' ? hours(-20) : dueState === 'soon' ? '2026-11-23T15:00:00.000Z' : '2026-11-27T15:00:00.000Z',
    provisional: k === 3,
    dueState,
    workingDaysLeft: dueState === 'late' ? -1 : dueState === 'soon' ? 0 : 4,
    workingMinutesLeft: dueState === 'late' ? -300 : dueState === 'soon' ? 440 : 2200,
    escalated: k === 2,
  }
})

const actions = [
  'take',
  'assign',
  'start',
  'ask',
  'reply',
  'note',
  'askExternal',
  'externalReply',
  'extend',
  'approveExtension',
  'reclassify',
  'escalate',
] as const
const ends = ['resolve', 'decline', 'transfer', 'merge', 'reopen', 'reveal', 'erase'] as const

export const ticketOf = (line: DeskLine): DeskTicket => ({
  line,
  due: {
    firstResponseBy: line.firstResponseBy,
    firstResponseAt: line.firstResponseAt,
    dueAt: line.dueAt,
    previousDueAt: '2026-11-25T15:00:00.000Z',
    provisional: line.provisional,
    state: line.dueState,
    workingDaysLeft: line.workingDaysLeft,
    workingMinutesLeft: line.workingMinutesLeft,
    why: {
      receivedAt: line.receivedAt,
      registeredOn: '2026-11-20',
      afterClosing: true,
      priorityClass: line.priorityClass,
      workingDays: 5,
      counted: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
      skipped: [
        { day: '2026-11-21', reason: 'weekend' },
        { day: '2026-11-22', reason: 'weekend' },
      ],
      closesAt: '18:00',
      zone: 'Europe/Moscow',
      provisional: line.provisional,
      ruleVersion: '2026-1',
      moves: [{ at: hours(-5), from: '2026-11-25T15:00:00.000Z', to: line.dueAt, reason: 'missing_information' }],
    },
  },
  lang: 'ru',
  citizenZone: 'Asia/Yekaterinburg',
  contacts: { name: 'П*** И***', phone: '+7 000 ***-**-67', email: 'и***@example.org', snils: null, inn: null },
  citizenId: id(7000),
  proved: true,
  dead: [],
  desiredOutcome: 'Принять скан справки',
  relatedNumber: null,
  errorCode: '7F3K-22',
  errorAt: '10:41',
  replyBy: null,
  reopenBy: null,
  reopened: 0,
  rating: null,
  mergedInto: null,
  merged: [],
  intakeHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  messages: [
    {
      id: id(1),
      at: line.receivedAt,
      from: 'citizen',
      author: null,
      kind: 'intake',
      text: 'Открыл «Мои услуги», нажал «Прикрепить», выбрал скан справки. Полоса дошла до конца, потом страница показала ошибку, а файла в заявлении нет.\n\nПробовал три раза, утром и вечером.',
      files: [
        { id: id(21), name: 'скан.pdf', type: 'application/pdf', bytes: 1_258_291, scan: 'clean' },
        { id: id(22), name: 'экран (2).png', type: 'image/png', bytes: 48_211, scan: 'not_scanned' },
      ],
      mail: null,
    },
    {
      id: id(2),
      at: hours(-10),
      from: 'staff',
      author: staff[0]!.name,
      kind: 'reply',
      text: 'Проверили: файл дошел не целиком. Пришлите, пожалуйста, номер ошибки с экрана.',
      files: [],
      mail: null,
    },
    { id: id(3), at: hours(-9), from: 'staff', author: staff[1]!.name, kind: 'note', text: 'Сверить лимит хранилища.', files: [], mail: null },
    { id: id(4), at: hours(-1), from: 'citizen', author: null, kind: 'words', text: 'На экране было: 7F3K-22, время 10:41.', files: [], mail: null },
  ],
  journal: [
    { at: line.receivedAt, actor: null, role: 'citizen', event: 'ticket.registered', details: {} },
    { at: line.receivedAt, actor: null, role: 'citizen', event: 'ticket.topic-suggested', details: { topic: 'access.recovery', percent: 71 } },
    { at: hours(-12), actor: staff[0]!.name, role: 'operator', event: 'ticket.assigned', details: {} },
    { at: hours(-11), actor: staff[0]!.name, role: 'operator', event: 'ticket.revealed', details: { field: 'phone', purpose: 'call_back' } },
    { at: hours(-10), actor: staff[0]!.name, role: 'operator', event: 'ticket.replied', details: {} },
  ],
  deliveries: [
    {
      id: id(31),
      event: 'request.registered',
      channel: 'email',
      state: 'delivered',
      at: hours(-19),
      attempts: 1,
      nextAt: null,
      answer: '250 2.0.0 Ok',
      to: 'и***@example.org',
      deliveredAt: null,
      servedAt: null,
      resendBy: ['email'],
    },
    {
      id: id(32),
      event: 'request.in_progress',
      channel: 'sms',
      state: 'failed',
      at: hours(-10),
      attempts: 3,
      nextAt: hours(1),
      answer: 'timeout',
      to: '+7 000 ***-**-67',
      deliveredAt: null,
      servedAt: null,
      resendBy: ['email', 'sms', 'push'],
    },
  ],
  others: [
    { number: lines[1]!.number, subject: lines[1]!.subject, status: 'registered', receivedAt: hours(-15), duplicate: true },
    { number: lines[5]!.number, subject: lines[5]!.subject, status: 'resolved', receivedAt: hours(-200), duplicate: false },
  ],
  extension: {
    id: id(41),
    reason: 'missing_information',
    newDueAt: '2026-12-02T15:00:00.000Z',
    askedBy: { id: staff[1]!.id, name: staff[1]!.name },
    askedAt: hours(-2),
    text: 'Ждем ответ хранилища.',
  },
  can: Object.fromEntries([...actions, ...ends].map((action) => [action, action !== 'take' && action !== 'start'])) as DeskTicket['can'],
  extensionDaysLeft: 10,
  account: null,
  attachments: [],
})
