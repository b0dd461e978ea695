import { type Static, Type } from 'typebox'
import { Day, Instant, Lang, Line, NumberInPath, Uuid, Words } from './common.ts'
import { Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { formKinds, priorityClasses, topics } from './topics.ts'

/** The machine `request` of the spec: 12 states, as staff see them. */
export const statuses = [
  'draft',
  'registered',
  'assigned',
  'in_progress',
  'waiting_citizen',
  'waiting_external',
  'resolved',
  'closed',
  'declined',
  'transferred',
  'withdrawn',
  'merged',
] as const
/** The 7 statuses a citizen sees, and the 3 ends. */
export const citizenStatuses = [
  'accepted',
  'in_progress',
  'waiting_you',
  'waiting_body',
  'answer_ready',
  'closed',
  'declined',
  'withdrawn',
  'transferred',
  'merged',
] as const
export const channels = ['form', 'phone', 'chat', 'email', 'office', 'app'] as const
export const scanStates = ['clean', 'not_scanned', 'quarantined', 'infected'] as const
export type Status = (typeof statuses)[number]
export type CitizenStatus = (typeof citizenStatuses)[number]
export type Channel = (typeof channels)[number]

export const limits = {
  subject: { min: 5, max: 150 }, // FORM-3
  description: { min: 20, max: 5000 }, // FORM-4
  desiredOutcome: { max: 1000 },
  /** A whole form fits, subject and description: it may be added to a similar request (PREP-2). */
  message: { max: 5200 },
  files: { count: 10, bytes: 5 * 1024 * 1024 }, // FORM-8, PREP-3
} as const

export const FileView = Exactly({ id: Uuid, name: Type.String(), type: Type.String(), bytes: Type.Integer(), scan: OneOf(scanStates) })
export type FileView = Static<typeof FileView>

/** Why this date: plain facts, no prose; the screens make sentences of them. */
export const WhyDate = Exactly({
  receivedAt: Instant,
  registeredOn: Day,
  /** Received after closing or on a day off, and the policy registers on the next working day. */
  afterClosing: Type.Boolean(),
  priorityClass: OneOf(priorityClasses),
  workingDays: Type.Integer(),
  counted: Type.Array(Day),
  skipped: Type.Array(Exactly({ day: Day, reason: OneOf(['weekend', 'holiday', 'moved', 'regional']) })),
  closesAt: Type.String(), // 18:00
  zone: Type.String(),
  provisional: Type.Boolean(),
  ruleVersion: Type.String(),
  /** The date was moved: extension, new class, reopening or a new calendar; oldest first. */
  moves: Type.Array(Exactly({ at: Instant, from: Instant, to: Instant, reason: Type.String() })),
})
export type WhyDate = Static<typeof WhyDate>

export const Due = Exactly({
  firstResponseBy: Instant,
  firstResponseAt: Nullable(Instant),
  dueAt: Instant,
  /** The date before the last move, when it was moved. */
  previousDueAt: Nullable(Instant),
  provisional: Type.Boolean(),
  /** ok, soon (the marks of SLA section 3), late, done. */
  state: OneOf(['ok', 'soon', 'late', 'done']),
  workingDaysLeft: Type.Integer(),
  workingMinutesLeft: Type.Integer(),
  why: WhyDate,
})
export type Due = Static<typeof Due>

/** What a citizen types. The site keeps it in a draft; an API client may send it at once. */
export const Intake = Exactly({
  topic: OneOf(topics),
  kind: OneOf(formKinds),
  subject: Line({ maxLength: 1000 }),
  description: Words({ maxLength: 20000 }),
  desiredOutcome: Type.Optional(Words({ maxLength: 5000 })),
  relatedNumber: Type.Optional(Line({ maxLength: 60 })),
  /** TECH-1, TECH-6: carried over from an error page. */
  errorCode: Type.Optional(Line({ maxLength: 40 })),
  errorAt: Type.Optional(Line({ maxLength: 40 })),
  name: Type.Optional(Line({ maxLength: 200 })),
  phone: Type.Optional(Line({ maxLength: 60 })),
  email: Type.Optional(Line({ maxLength: 320 })),
  /** K12: optional for guests, never asked from signed-in citizens. */
  snils: Type.Optional(Line({ maxLength: 20 })),
  inn: Type.Optional(Line({ maxLength: 20 })),
  lang: Type.Optional(Lang),
  /** IANA zone of the citizen's device, for local times. */
  zone: Type.Optional(Line({ maxLength: 60 })),
  fileIds: Type.Optional(Type.Array(Uuid, { maxItems: 10, uniqueItems: true })),
  /** PREP-2: adds to a similar request of the same person instead of making a new one. */
  addTo: Type.Optional(NumberInPath),
})
export type Intake = Static<typeof Intake>

export const Receipt = Exactly({
  number: Type.String(), // 26-1234-5678-1
  subject: Type.String(),
  topic: OneOf(topics),
  receivedAt: Instant,
  sentTo: Exactly({ email: Nullable(Type.String()), phone: Nullable(Type.String()) }), // masked
  due: Due,
  files: Type.Array(FileView),
  /** Secrets found in the text and masked before storage: shown so that the citizen knows. */
  masked: Type.Array(Type.String()),
})
export type Receipt = Static<typeof Receipt>

export const Message = Exactly({
  id: Uuid,
  at: Instant,
  /** Citizens see from whom by role; staff see the person. */
  from: OneOf(['citizen', 'staff', 'system']),
  author: Nullable(Type.String()),
  kind: OneOf(['intake', 'words', 'reply', 'question', 'note', 'answer', 'refusal', 'transfer', 'extension']),
  text: Type.String(),
  files: Type.Array(FileView),
  /** Came by mail: whether its sender was proved to be the citizen. */
  mail: Nullable(OneOf(['proved', 'unproved'])),
})
export type Message = Static<typeof Message>

/** A line of the citizen's history: what happened, when; `details` fill the text. */
export const HistoryLine = Exactly({ at: Instant, event: Type.String(), details: Type.Record(Type.String(), Type.Any()) })

/** An address that refuses what we send about the request, masked. */
export const DeadAddress = Exactly({ kind: OneOf(['email', 'phone']), masked: Type.String(), at: Instant })
export type DeadAddress = Static<typeof DeadAddress>

export const citizenActions = ['reply', 'addFile', 'withdraw', 'reopen', 'close', 'rate', 'object'] as const
export const TicketForCitizen = Exactly({
  number: Type.String(),
  version: Type.Integer(),
  subject: Type.String(),
  topic: OneOf(topics),
  kind: Type.String(),
  status: OneOf(citizenStatuses),
  /** Whose move it is. */
  move: OneOf(['agency', 'citizen', 'nobody']),
  replyBy: Nullable(Instant),
  reopenBy: Nullable(Instant),
  receivedAt: Instant,
  desiredOutcome: Nullable(Type.String()),
  relatedNumber: Nullable(Type.String()),
  mergedInto: Nullable(Type.String()),
  rating: Nullable(Type.Integer()),
  due: Due,
  messages: Type.Array(Message),
  history: Type.Array(HistoryLine),
  /** FORM-15, who looked: when and in which role. */
  views: Type.Array(Exactly({ at: Instant, role: Type.String() })),
  dead: Type.Array(DeadAddress),
  can: Flags(citizenActions),
})
export type TicketForCitizen = Static<typeof TicketForCitizen>

export const TicketLine = Exactly({
  number: Type.String(),
  subject: Type.String(),
  topic: OneOf(topics),
  status: OneOf(citizenStatuses),
  move: OneOf(['agency', 'citizen', 'nobody']),
  receivedAt: Instant,
  dueAt: Instant,
  late: Type.Boolean(),
})
export type TicketLine = Static<typeof TicketLine>

const ByNumber = Exactly({ number: NumberInPath })
export const Expected = Type.Optional(Type.Integer({ minimum: 0, description: 'version the person saw; a newer one refuses the write with 409' }))

export const createTicket = route({ method: 'POST', path: '/api/tickets', body: Intake, reply: Receipt, status: 201, summary: 'File a request' })
export const myTickets = route({
  method: 'GET',
  path: '/api/tickets',
  summary: 'Requests this person may open, newest first',
  query: Exactly({
    show: Type.Optional(OneOf(['waiting', 'open', 'all'])),
    q: Type.Optional(Line({ maxLength: 200 })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }),
  reply: Exactly({ items: Type.Array(TicketLine), page: Type.Integer(), pages: Type.Integer() }),
})
export const ticketReceipt = route({ method: 'GET', path: '/api/tickets/:number/receipt', params: ByNumber, reply: Receipt, summary: 'The confirmation again' })
export const ticketReceiptPdf = route({
  method: 'GET',
  path: '/api/tickets/:number/receipt.pdf',
  params: ByNumber,
  answers: 'bytes',
  summary: 'The confirmation as PDF',
})
export const readTicket = route({
  method: 'GET',
  path: '/api/tickets/:number',
  params: ByNumber,
  reply: TicketForCitizen,
  summary: 'One request with its conversation, as its citizen sees it',
})
export const ticketEvents = route({
  method: 'GET',
  path: '/api/tickets/:number/events',
  params: ByNumber,
  summary: 'What changed after version N',
  query: Exactly({ after: Type.Integer({ minimum: 0 }) }),
  reply: Exactly({ version: Type.Integer(), events: Type.Array(Exactly({ version: Type.Integer(), event: Type.String(), at: Instant })) }),
})
export const readToEnd = route({
  method: 'PUT',
  path: '/api/tickets/:number/reading',
  params: ByNumber,
  body: Exactly({}),
  summary: 'The citizen has read all that was answered so far',
})
export const addWords = route({
  method: 'POST',
  path: '/api/tickets/:number/messages',
  params: ByNumber,
  status: 201,
  summary: 'Add words and files to a request, or answer a question',
  body: Exactly({ text: Words({ maxLength: 20000 }), fileIds: Type.Optional(Type.Array(Uuid, { maxItems: 10, uniqueItems: true })) }),
  reply: Exactly({ version: Type.Integer(), masked: Type.Array(Type.String()) }),
})
export const uploadTicketFile = route({
  method: 'POST',
  path: '/api/tickets/:number/files',
  params: ByNumber,
  form: 'multipart',
  status: 201,
  summary: 'Upload files for the next message of this request',
  reply: Exactly({ files: Type.Array(FileView), problems: Type.Array(Exactly({ name: Type.String(), code: Type.String() })) }),
})
export const ticketFile = route({
  method: 'GET',
  path: '/api/tickets/:number/files/:fileId',
  params: Exactly({ number: NumberInPath, fileId: Uuid }),
  answers: 'bytes',
  summary: 'One attached file',
})
export const withdrawTicket = route({
  method: 'POST',
  path: '/api/tickets/:number/withdrawal',
  params: ByNumber,
  body: Exactly({ expected: Expected }),
  summary: 'Withdraw a request',
})
export const reopenTicket = route({
  method: 'POST',
  path: '/api/tickets/:number/reopening',
  params: ByNumber,
  body: Exactly({ text: Words({ maxLength: 20000 }), expected: Expected }),
  summary: 'Return an answered request to work',
})
export const confirmAnswer = route({
  method: 'POST',
  path: '/api/tickets/:number/closure',
  params: ByNumber,
  body: Exactly({ expected: Expected }),
  summary: 'The answer helped: close',
})
export const rateTicket = route({
  method: 'PUT',
  path: '/api/tickets/:number/rating',
  params: ByNumber,
  body: Exactly({ score: Type.Integer({ minimum: 1, maximum: 5 }), comment: Type.Optional(Words({ maxLength: 1000 })) }),
  summary: 'Rate the answer',
})
export const objectToTerm = route({
  method: 'POST',
  path: '/api/tickets/:number/objection',
  params: ByNumber,
  body: Exactly({ text: Words({ maxLength: 20000 }) }),
  summary: 'Object to the date: a supervisor looks',
})
