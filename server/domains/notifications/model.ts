import type { Lang } from '#contract/common'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'

/** A row of the outbox as its sender has leased it. */
export interface NoticeRow {
  person_id: string
  id: string
  created_at: Date
  event: string
  audience: 'citizen' | 'staff'
  channel: 'email' | 'sms' | 'push' | 'inapp'
  ticket_id: string | null
  facts: Record<string, unknown>
  secret: Buffer | null
  /** This try counted: 1 at the first. */
  attempts: number
  expires_at: Date | null
}

/** What is personal about a notice, read afresh at the moment of sending. */
export interface Recipient {
  email: string | null
  /** E.164. */
  phone: string | null
  lang: Lang
  zone: string
  /** The person has shown by a code that the address is theirs; to others we write sparingly (C17). */
  proved: boolean
  /** Seals the message as sent; null for staff and for somebody who is registering: a service key seals theirs. */
  key: DataKey | null
  /** Values of placeholders that are personal or written by people: subject, whatIsNeeded, resolutionSummary ... */
  words: Record<string, string>
  /** The address that this notice would go to was refused for good before. */
  isDead?: boolean
  /** When push and text messages that may wait do wait: clock times in `zone`; equal ones mean never. */
  quiet?: { from: string; to: string }
}

/** An address that a gateway refused, or a bounce that came back. Of the contact of an account, or of the request that it was given in. */
export interface Refused {
  personId: string
  contactId?: string | null
  ticketId?: string | null
  chatId?: string | null
  channel: 'email' | 'sms'
  /** The gateway's code, without the address. */
  code: string
  /** False: it may work again later, and nothing is marked. */
  permanent: boolean
}

/** What this domain asks of the domains that know people and requests. */
export interface People {
  /** null: erased or unknown, nothing is sent. */
  recipient: (ctx: Ctx, notice: NoticeRow) => Promise<Recipient | null>
  /** To open what was sent: the person's key; null: a service key sealed it (staff, registrations); 'erased': it opens no more. */
  keyOf: (ctx: Ctx, personId: string, audience: NoticeRow['audience']) => Promise<DataKey | null | 'erased'>
  /** Addresses of an account that a text message which could not be sent goes to instead: ids of its contacts. */
  mailOf: (ctx: Ctx, personId: string) => Promise<string[]>
  mayReadTicket: (ctx: Ctx, ticketId: string) => Promise<boolean>
  /** Nothing more is sent to this address, and its owner is asked for another. May be told twice; an erased person is no error. */
  addressFailed: (ctx: Ctx, refused: Refused) => Promise<void>
}

export interface Rendered {
  subject: string
  text: string
  html: string
}
/** A mail as it went out; kept sealed for 90 days. */
export interface SentMail extends Rendered {
  to: string
}

export interface SentSms {
  /** E.164. */
  to: string
  text: string
}

/** An address or a message that the gateway will never take: trying again is of no use. */
export class Undeliverable extends Error {
  readonly code: string
  constructor(code: string) {
    super(`undeliverable: ${code}`)
    this.name = 'Undeliverable'
    this.code = code
  }
}

export interface Transport<Message> {
  /** Answers the gateway's words. Throws `Undeliverable`, or any other error for "not now". The id is the same at each try of a notice. */
  send: (message: Message, messageId: string) => Promise<string>
  /** Whether the gateway lets us in, asked without sending anything. */
  reachable: () => Promise<boolean>
  close: () => void
}
