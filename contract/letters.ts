import { type Static, Type } from 'typebox'
import { Instant, Line, NumberInPath, Uuid, Words } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { limits } from './tickets.ts'

/** Why nothing is made of a letter; each has its words at the desk. */
export const dropReasons = ['own-loop', 'bounce', 'auto-reply', 'bulk', 'spam', 'not-for-us', 'duplicate'] as const
/** Why a letter waits for a person. */
export const quarantineReasons = [
  'too-large',
  'too-slow',
  'too-deep',
  'too-many-parts',
  'unreadable',
  'no-sender',
  'two-senders',
  'bad-sender',
  'two-references',
  'empty',
  'flood',
  'broken',
] as const
export const letterReasons = [...dropReasons, ...quarantineReasons] as const
export const staffDropReasons = ['spam', 'not-for-us', 'duplicate'] as const

export const SenderProof = Exactly({
  /** What our own mail server said; 'none' when it said nothing. */
  dmarc: OneOf(['pass', 'fail', 'none']),
  spf: Nullable(Type.String()),
  dkim: Nullable(Type.String()),
  /** DMARC passed for the domain of the sender's address. */
  aligned: Type.Boolean(),
})
export const LetterLine = Exactly({
  id: Uuid,
  at: Instant,
  bytes: Type.Integer(),
  state: OneOf(['quarantine', 'dropped']),
  reason: Type.String(),
  /** Masked; null when the letter could not be read. */
  from: Nullable(Type.String()),
})
export type LetterLine = Static<typeof LetterLine>
/** A letter opened: personal, so the look is recorded. */
export const OpenedLetter = Exactly({
  from: Type.String(),
  name: Type.String(),
  subject: Type.String(),
  proof: SenderProof,
  /** The beginning of the letter as it came, for those who know how to read it. */
  head: Type.String(),
  text: Type.String(),
  /** Safe to be shown in a frame without rights; empty when there is none. */
  html: Type.String(),
  parts: Type.Array(Exactly({ name: Type.String(), type: Type.String(), bytes: Type.Integer() })),
  /** False: the letter could not be read, and `text` is what stands in it. */
  readable: Type.Boolean(),
})
export type OpenedLetter = Static<typeof OpenedLetter>

const ById = Exactly({ id: Uuid })
export const letters = route({
  method: 'GET',
  path: '/api/desk/letters',
  query: Exactly({ show: OneOf(['quarantine', 'dropped']) }),
  reply: Exactly({ items: Type.Array(LetterLine), waiting: Type.Integer() }),
  summary: 'Letters that wait for a person, or that were dropped: the newest 100',
})
export const openLetter = route({
  method: 'GET',
  path: '/api/desk/letters/:id',
  params: ById,
  reply: OpenedLetter,
  summary: 'One letter out of quarantine; the look is recorded',
})
export const retryLetter = route({
  method: 'POST',
  path: '/api/desk/letters/:id/retry',
  params: ById,
  body: Exactly({}),
  summary: 'Try again to make a request of it',
})
export const dropLetter = route({
  method: 'POST',
  path: '/api/desk/letters/:id/drop',
  params: ById,
  body: Exactly({ reason: OneOf(staffDropReasons) }),
  summary: 'Drop it; it can still be looked at for the time that the settings name',
})
export const requestOfLetter = route({
  method: 'POST',
  path: '/api/desk/letters/:id/request',
  params: ById,
  body: Exactly({
    subject: Line({ maxLength: limits.subject.max }),
    description: Words({ maxLength: limits.description.max }),
    email: Line({ maxLength: 320 }),
  }),
  status: 201,
  reply: Exactly({ number: Type.String() }),
  summary: 'Make a request of it: who reads it says what it is about',
})
export const TicketLetter = Exactly({
  id: Uuid,
  /** Of the request's own message it is the request's id. */
  messageId: Uuid,
  /** Masked. */
  from: Type.String(),
  proof: SenderProof,
  /** The sender is who may write on this request. */
  proved: Type.Boolean(),
  hasHtml: Type.Boolean(),
})
export type TicketLetter = Static<typeof TicketLetter>
export const lettersOfTicket = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/letters',
  params: Exactly({ number: NumberInPath }),
  reply: Type.Array(TicketLetter),
  summary: 'Which messages of a request came by mail, and whether their senders are proved',
})
export const openTicketLetter = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/letters/:id',
  params: Exactly({ number: NumberInPath, id: Uuid }),
  reply: OpenedLetter,
  summary: 'The letter that a message was made of; the look is recorded',
})
