import { type Static, Type } from 'typebox'
import { Day, Instant, Lang, Line, NumberInPath, Uuid, Words } from './common.ts'
import { Counts, Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { teams } from './staff.ts'
import { channels, Due, Expected, FileView, Intake, Message, type scanStates, statuses } from './tickets.ts'
import { categories, priorityClasses, topics } from './topics.ts'

export const ticketActions = [
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
  'resolve',
  'decline',
  'transfer',
  'merge',
  'reopen',
  'reveal',
  'erase',
] as const
export type TicketAction = (typeof ticketActions)[number]
/** SLA-5: the only two. */
export const extensionReasons = ['additional_analysis', 'missing_information'] as const
export const declineReasons = ['not_competent', 'no_ground', 'duplicate_answer', 'abusive', 'unreadable', 'other'] as const
export const revealFields = ['name', 'phone', 'email', 'snils', 'inn'] as const
export const revealPurposes = ['call_back', 'write', 'check_identity', 'check_data', 'other'] as const

export const Person = Exactly({ id: Uuid, name: Type.String() })

export const DeskLine = Exactly({
  id: Uuid,
  number: Type.String(),
  version: Type.Integer(),
  subject: Type.String(),
  topic: OneOf(topics),
  category: OneOf(categories),
  kind: Type.String(),
  priorityClass: OneOf(priorityClasses),
  status: OneOf(statuses),
  channel: OneOf(channels),
  team: OneOf(teams),
  holder: Nullable(Person),
  receivedAt: Instant,
  firstResponseBy: Instant,
  firstResponseAt: Nullable(Instant),
  dueAt: Instant,
  provisional: Type.Boolean(),
  dueState: OneOf(['ok', 'soon', 'late', 'done']),
  workingDaysLeft: Type.Integer(),
  workingMinutesLeft: Type.Integer(),
  escalated: Type.Boolean(),
})
export type DeskLine = Static<typeof DeskLine>

export const views = ['mine', 'unassigned', 'team', 'waiting_citizen', 'soon', 'late', 'all'] as const
export const deskLists = route({
  method: 'GET',
  path: '/api/desk/lists',
  reply: Exactly({ counts: Counts(views) }),
  summary: 'How much is in each list',
})
export const deskTickets = route({
  method: 'GET',
  path: '/api/desk/tickets',
  summary: 'One list: security first, then class, then remaining time',
  query: Exactly({
    view: Type.Optional(OneOf(views)),
    status: Type.Optional(OneOf(statuses)),
    topic: Type.Optional(OneOf(topics)),
    priorityClass: Type.Optional(OneOf(priorityClasses)),
    team: Type.Optional(OneOf(teams)),
    closed: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    after: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  reply: Exactly({ items: Type.Array(DeskLine), next: Nullable(Type.String()) }),
})
export const deskSearch = route({
  method: 'GET',
  path: '/api/desk/search',
  summary: 'By number (any spacing), by words, or by exact phone or e-mail (asks a purpose)',
  query: Exactly({
    q: Line({ minLength: 1, maxLength: 300 }),
    purpose: Type.Optional(OneOf(revealPurposes)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  reply: Exactly({ by: OneOf(['number', 'words', 'contact', 'nothing']), items: Type.Array(DeskLine) }),
})

export const JournalLine = Exactly({
  at: Instant,
  actor: Nullable(Type.String()),
  role: Type.String(),
  event: Type.String(),
  details: Type.Record(Type.String(), Type.Any()),
})
export const Delivery = Exactly({
  id: Uuid,
  event: Type.String(),
  channel: OneOf(['email', 'sms', 'push', 'inapp']),
  state: OneOf(['queued', 'sending', 'sent', 'delivered', 'failed', 'skipped']),
  at: Instant,
  attempts: Type.Integer(),
  nextAt: Nullable(Instant),
  answer: Nullable(Type.String()),
  to: Type.String(),
})
export type Delivery = Static<typeof Delivery>

export const DeskTicket = Exactly({
  line: DeskLine,
  due: Due,
  lang: Lang,
  citizenZone: Type.String(),
  /** Masked texts: shown in full only after reveal with a purpose. */
  contacts: Exactly({
    name: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    email: Nullable(Type.String()),
    snils: Nullable(Type.String()),
    inn: Nullable(Type.String()),
  }),
  citizenId: Uuid,
  /** Contacts proved by a code. */
  proved: Type.Boolean(),
  desiredOutcome: Nullable(Type.String()),
  relatedNumber: Nullable(Type.String()),
  errorCode: Nullable(Type.String()),
  errorAt: Nullable(Type.String()),
  replyBy: Nullable(Instant),
  reopenBy: Nullable(Instant),
  reopened: Type.Integer(),
  rating: Nullable(Exactly({ score: Type.Integer(), comment: Nullable(Type.String()) })),
  mergedInto: Nullable(Type.String()),
  merged: Type.Array(Type.String()),
  /** SHA-256 of the intake record as received, hex (REG-6). */
  intakeHash: Type.String(),
  messages: Type.Array(Message),
  journal: Type.Array(JournalLine),
  deliveries: Type.Array(Delivery),
  /** REG-9: other requests with the same contacts; `duplicate` within 24 hours (PREP-2). */
  others: Type.Array(Exactly({ number: Type.String(), subject: Type.String(), status: OneOf(statuses), receivedAt: Instant, duplicate: Type.Boolean() })),
  extension: Nullable(Exactly({ id: Uuid, reason: OneOf(extensionReasons), newDueAt: Instant, askedBy: Person, askedAt: Instant, text: Type.String() })),
  can: Flags(ticketActions),
  /** How many working days an extension may still add. */
  extensionDaysLeft: Type.Integer(),
  attachments: Type.Array(Exactly({ ...FileView.properties, sha256: Type.String() })),
})
export type DeskTicket = Static<typeof DeskTicket>

const ByNumber = Exactly({ number: NumberInPath })
const Done = Exactly({ version: Type.Integer() })
const text = Words({ minLength: 1, maxLength: 20000 })
const fileIds = Type.Optional(Type.Array(Uuid, { maxItems: 10, uniqueItems: true }))
const act = <const P extends string, B extends Record<string, import('typebox').TSchema>>(path: P, summary: string, body: B) =>
  route({
    method: 'POST',
    path: `/api/desk/tickets/:number/${path}` as const,
    params: ByNumber,
    body: Exactly({ ...body, expected: Expected }),
    reply: Done,
    summary,
  })

export const deskTicket = route({
  method: 'GET',
  path: '/api/desk/tickets/:number',
  params: ByNumber,
  reply: DeskTicket,
  summary: 'One request with everything the asker may see; the look is recorded',
})
export const deskEvents = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/events',
  params: ByNumber,
  query: Exactly({ after: Type.Integer({ minimum: 0 }) }),
  summary: 'What changed after version N',
  reply: Exactly({
    version: Type.Integer(),
    events: Type.Array(Exactly({ version: Type.Integer(), event: Type.String(), at: Instant, actor: Nullable(Type.String()) })),
  }),
})
export const deskIntake = route({
  method: 'POST',
  path: '/api/desk/tickets',
  status: 201,
  summary: 'File a request for a citizen who calls, writes or comes',
  body: Exactly({ ...Intake.properties, channel: OneOf(channels) }),
  reply: Exactly({ number: Type.String(), version: Type.Integer() }),
})
export const takeTicket = act('holder', 'Take it: one winner', {})
export const assignTicket = act('assignment', 'Give it to a colleague or to a team', { staffId: Type.Optional(Uuid), team: Type.Optional(OneOf(teams)) })
export const startTicket = act('start', 'Begin work', {})
export const replyToCitizen = act('replies', 'Write to the citizen; the first reply stops the first-response clock', { text, fileIds })
export const writeNote = act('notes', 'Internal note: the citizen never sees it', { text, fileIds })
export const askCitizen = act('questions', 'Ask the citizen; the clock keeps running', { text, replyBy: Day })
export const askExternal = act('inquiries', 'Ask another body; the class becomes complex', {
  body: Line({ minLength: 2, maxLength: 200 }),
  text: Type.Optional(Words({ maxLength: 5000 })),
})
export const recordExternalReply = act('inquiry-answers', 'The other body answered', { text })
export const extendTerm = act('extensions', 'Move the due date: two reasons only, before the date (SLA-5). A specialist asks, a supervisor grants', {
  reason: OneOf(extensionReasons),
  workingDays: Type.Integer({ minimum: 1, maximum: 30 }),
  text,
})
export const decideExtension = act('extension-decisions', 'Grant or refuse what a specialist asked', {
  id: Uuid,
  grant: Type.Boolean(),
  text: Type.Optional(Words({ maxLength: 2000 })),
})
export const reclassify = act('classification', 'Correct topic, category or class; the due date is counted anew from registration', {
  topic: Type.Optional(OneOf(topics)),
  category: Type.Optional(OneOf(categories)),
  priorityClass: Type.Optional(OneOf(priorityClasses)),
})
export const escalate = act('escalation', 'A supervisor watches', { text })
export const resolveTicket = act('resolution', 'Answer in writing', { text, fileIds })
export const declineTicket = act('refusal', 'Decline: reason, ground, how to appeal', {
  reason: OneOf(declineReasons),
  ground: Line({ minLength: 3, maxLength: 500 }),
  text,
})
export const transferTicket = act('transfer', 'Pass on to the competent body', { body: Line({ minLength: 2, maxLength: 200 }), text })
export const mergeTicket = act('merger', 'Merge into another request of the same citizen', { into: NumberInPath })
export const reopenByStaff = act('reopening', 'Return to work (supervisor)', { text })

export const revealContact = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/reveals',
  params: ByNumber,
  summary: 'Show one value: recorded, seen by the citizen',
  body: Exactly({ field: OneOf(revealFields), purpose: OneOf(revealPurposes), note: Type.Optional(Line({ maxLength: 300 })) }),
  reply: Exactly({ value: Type.String(), hideAfterSeconds: Type.Integer() }),
})
export const uploadDeskFile = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/files',
  params: ByNumber,
  form: 'multipart',
  status: 201,
  summary: 'Upload files for the next message',
  reply: Exactly({ files: Type.Array(FileView), problems: Type.Array(Exactly({ name: Type.String(), code: Type.String() })) }),
})
export const deskFile = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/files/:fileId',
  params: Exactly({ number: NumberInPath, fileId: Uuid }),
  answers: 'bytes',
  summary: 'One attached file; recorded',
})
export const colleagues = route({
  method: 'GET',
  path: '/api/desk/colleagues',
  reply: Type.Array(Exactly({ ...Person.properties, teams: Type.Array(OneOf(teams)), roles: Type.Array(Type.String()), load: Type.Integer() })),
  summary: 'To whom work can be given',
})
export const resendNotice = route({
  method: 'POST',
  path: '/api/desk/notices/:id/resend',
  params: Exactly({ id: Uuid }),
  body: Exactly({}),
  summary: 'Send a notice again (TECH-5)',
  status: 202,
  reply: Exactly({ id: Uuid }),
})
export const eraseCitizen = route({
  method: 'POST',
  path: '/api/desk/citizens/:id/erasure',
  params: Exactly({ id: Uuid }),
  body: Exactly({ ground: Line({ minLength: 3, maxLength: 300 }) }),
  summary: 'Erase a person: the data key is dropped, words find nothing (security officer)',
})

export const CalendarYear = Exactly({
  year: Type.Integer(),
  status: OneOf(['official', 'provisional']),
  working: Type.Integer(),
  shortened: Type.Integer(),
  source: Type.String(),
})
export const readCalendar = route({ method: 'GET', path: '/api/calendar', reply: Type.Array(CalendarYear), summary: 'Loaded years of the production calendar' })
export const loadCalendarYear = route({
  method: 'POST',
  path: '/api/calendar',
  status: 201,
  summary: 'Load a year (own JSON or xmlcalendar XML): open due dates are counted anew, an earlier promise stays',
  body: Exactly({
    text: Type.String({ maxLength: 200000 }),
    status: OneOf(['official', 'provisional']),
    source: Line({ maxLength: 300 }),
    apply: Type.Boolean(),
  }),
  reply: Exactly({ year: CalendarYear, later: Type.Integer(), earlier: Type.Integer(), kept: Type.Integer(), applied: Type.Boolean() }),
})
export type ScanState = (typeof scanStates)[number]
