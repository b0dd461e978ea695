import { type Static, Type } from 'typebox'
import { Day, Instant, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

export const deliveryChannels = ['email', 'sms', 'push', 'inapp'] as const
const Channel = OneOf(deliveryChannels)

/** Notices made within a span: what became of them by now. */
const Span = Exactly({
  made: Type.Integer(),
  sent: Type.Integer(),
  /** The other side says that it arrived; counted among the sent too. */
  delivered: Type.Integer(),
  failed: Type.Integer(),
  skipped: Type.Integer(),
  waiting: Type.Integer(),
  /** Sent, of those that were to be sent; null while there are none. */
  share: Nullable(Type.Number()),
})
export const spans = ['hour', 'day', 'week'] as const
export const DeliveryBoard = Exactly({
  at: Instant,
  channels: Type.Array(
    Exactly({
      channel: Channel,
      works: Type.Boolean(),
      /** Since when it fails, and the gateway's last word. */
      since: Nullable(Instant),
      answer: Nullable(Type.String()),
      /** Those that may go now. */
      queued: Type.Integer(),
      oldestSeconds: Type.Integer(),
      /** Kept back on purpose: until the reader's morning, and until an unproved address may be written to again. */
      held: Exactly({ quiet: Type.Integer(), limit: Type.Integer() }),
      hour: Span,
      day: Span,
      week: Span,
    }),
  ),
  /** Codes, security, the rest: seconds that the oldest has waited, and what is promised. */
  lanes: Type.Array(Exactly({ lane: Type.Integer(), oldestSeconds: Type.Integer(), promisedSeconds: Type.Integer() })),
  /** Of seven days. */
  reasons: Type.Array(Exactly({ channel: Channel, state: OneOf(['failed', 'skipped']), answer: Nullable(Type.String()), count: Type.Integer() })),
  sms: Exactly({
    budgetPerHour: Type.Integer(),
    takenThisHour: Type.Integer(),
    /** Until when no codes go by text message: the budget of the hour is used up. */
    breakerUntil: Nullable(Instant),
    fewEntered: Type.Boolean(),
  }),
  /** Newest first. */
  incidents: Type.Array(
    Exactly({ id: Uuid, alarm: Type.String(), answer: Type.String(), startedAt: Instant, endedAt: Nullable(Instant), touched: Nullable(Type.Integer()) }),
  ),
})
export type DeliveryBoard = Static<typeof DeliveryBoard>
export const deliveryBoard = route({
  method: 'GET',
  path: '/api/desk/deliveries',
  reply: DeliveryBoard,
  summary: 'Whether notices arrive: queues, shares, gateways, incidents',
})

export const FailedNotice = Exactly({
  id: Uuid,
  event: Type.String(),
  channel: Channel,
  madeAt: Instant,
  attempts: Type.Integer(),
  answer: Nullable(Type.String()),
  /** Of the request it is about; null: news of an account. */
  number: Nullable(Type.String()),
  mayResend: Type.Boolean(),
})
export type FailedNotice = Static<typeof FailedNotice>
export const failedNotices = route({
  method: 'GET',
  path: '/api/desk/deliveries/failed',
  reply: Exactly({ items: Type.Array(FailedNotice), mayLook: Type.Boolean() }),
  summary: 'Notices that failed within seven days, the newest 100: nothing personal',
})
export const lookAtAddress = route({
  method: 'POST',
  path: '/api/desk/deliveries/:id/address',
  params: Exactly({ id: Uuid }),
  reply: Exactly({ to: Type.String() }),
  summary: 'Where a notice went or would go, masked; the look is written down',
})

export const extensionStates = ['in-time', 'waiting', 'late', 'none'] as const
export const ServedExtension = Exactly({
  number: Type.String(),
  at: Instant,
  reason: Type.String(),
  oldDueAt: Instant,
  newDueAt: Instant,
  /** When the citizen was told, in the sense of the rule: stored in the account, or taken by the mail server. */
  servedAt: Nullable(Instant),
  channel: Nullable(Channel),
  state: OneOf(extensionStates),
})
export type ServedExtension = Static<typeof ServedExtension>
export const servedExtensions = route({
  method: 'GET',
  path: '/api/desk/extensions',
  query: Exactly({ from: Day }),
  reply: Exactly({ items: Type.Array(ServedExtension), counts: Exactly({ all: Type.Integer(), late: Type.Integer(), waiting: Type.Integer() }) }),
  summary: 'Extended terms since a day, with when the citizen was told: those told too late, or not at all, first',
})
