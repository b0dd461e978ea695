import { type Static, Type } from 'typebox'
import { Instant, Lang, Line, Uuid } from './common.ts'
import { Counts, Exactly, Flags, Nullable, OneOf, route } from './route.ts'
import { teams } from './staff.ts'
import { channels, DeadAddress, Due, FileView, Message, statuses } from './tickets.ts'
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
  method: 'POST',
  path: '/api/desk/search',
  summary: 'By number (any spacing), by words, or by exact phone or e-mail (asks a purpose); a POST, so that no phone stands in an address',
  body: Exactly({
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
  /** The other side says that it arrived. */
  deliveredAt: Nullable(Instant),
  /** When it counts as told by the rule for legal notices: stored in the account, or taken by the mail server. */
  servedAt: Nullable(Instant),
  /** Ways that it may be sent again by: what has not arrived by any that can carry it, what went out by its own. */
  resendBy: Type.Array(OneOf(['email', 'sms', 'push'])),
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
  /** Filed by somebody who was signed in: the level of identity of the account. */
  account: Nullable(Exactly({ level: Type.Integer() })),
  /** Contacts proved by a code. */
  proved: Type.Boolean(),
  dead: Type.Array(DeadAddress),
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
