import { type Static, Type } from 'typebox'
import { Instant, Uuid } from './common.ts'
import { noticeGroups } from './notice-choices.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

/** One way that a notice went, or did not: the proof. */
export const NoticeWay = Exactly({
  channel: OneOf(['email', 'sms', 'push', 'inapp']),
  state: OneOf(['queued', 'sending', 'sent', 'delivered', 'failed', 'skipped']),
  /** Masked; empty where it is not known (any more). */
  to: Type.String(),
  queuedAt: Instant,
  /** When it went out, or arrived where that is known. */
  sentAt: Nullable(Instant),
  /** When it is tried next. */
  nextAt: Nullable(Instant),
  /** Why it did not go, or waits: a code of ours, or the gateway's. */
  answer: Nullable(Type.String()),
})
export type NoticeWay = Static<typeof NoticeWay>
export const OwnNotice = Exactly({
  id: Uuid,
  at: Instant,
  event: Type.String(),
  group: OneOf(noticeGroups),
  title: Type.String(),
  /** Null where it held a code or a link that works once. */
  text: Nullable(Type.String()),
  /** Of the request that it is about. */
  number: Nullable(Type.String()),
  chatId: Nullable(Uuid),
  isRead: Type.Boolean(),
  ways: Type.Array(NoticeWay),
})
export type OwnNotice = Static<typeof OwnNotice>
export const OwnNotices = Exactly({
  items: Type.Array(OwnNotice),
  /** Give it as `before` for the earlier ones; null: there are none. */
  next: Nullable(Uuid),
  /** Counted up to 100. */
  unread: Type.Integer(),
  /** How to know that a message is ours: what it comes from, the name of text messages, the one host that links lead to. */
  known: Exactly({ from: Type.String(), smsSender: Nullable(Type.String()), host: Type.String() }),
})
export type OwnNotices = Static<typeof OwnNotices>

export const UnreadNotices = Exactly({
  /** Counted up to 100. */
  unread: Type.Integer(),
  room: Type.String(),
  /** Contacts one signs in with that refuse what we send. */
  refused: Type.Array(Exactly({ id: Uuid, kind: OneOf(['phone', 'email']), masked: Type.String() })),
})
export type UnreadNotices = Static<typeof UnreadNotices>

export const myNotices = route({
  method: 'GET',
  path: '/api/account/notices',
  query: Exactly({ group: Type.Optional(OneOf(noticeGroups)), before: Type.Optional(Uuid) }),
  reply: OwnNotices,
  summary: 'Everything the agency has told me, newest first, with the proof of each way it went',
})
export const unreadNotices = route({
  method: 'GET',
  path: '/api/account/notices/unread',
  reply: UnreadNotices,
  summary: 'How many notices I have not read, the room that rings when one comes, and contacts of mine that do not work',
})
export const readNotices = route({
  method: 'POST',
  path: '/api/account/notices/read',
  body: Exactly({ upTo: Uuid }),
  reply: Exactly({ unread: Type.Integer() }),
  summary: 'My notices up to this one are read',
})

const UnsubscribeToken = Type.String({ pattern: '^[A-Za-z0-9_-]{40,300}$' })
export const readUnsubscribe = route({
  method: 'POST',
  path: '/api/unsubscribe-links',
  body: Exactly({ token: UnsubscribeToken }),
  reply: Exactly({ group: OneOf(noticeGroups) }),
  summary: 'What kind of optional mail a link of a mail ends',
})
export const unsubscribe = route({
  method: 'POST',
  path: '/api/unsubscriptions',
  body: Exactly({ token: UnsubscribeToken }),
  reply: Exactly({ group: OneOf(noticeGroups) }),
  summary: 'No more optional mail of this kind; no sign-in, and the link opens nothing else (RFC 8058)',
})
