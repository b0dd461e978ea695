import type { Lang } from '#contract/common'
import type { QuietHours } from '#contract/notice-choices'
import type { PushPayload } from '#contract/push'
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
  lane: 0 | 1 | 2
  /** This try counted: 1 at the first. */
  attempts: number
  /** The token of this lease. */
  leases: number
  /** Of the last try, or why it had to wait; null: nobody has looked at it yet. */
  answer: string | null
  expires_at: Date | null
}
export type ChannelName = 'email' | 'sms' | 'push'

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
  /** Of a notice about a request. */
  mail?: { replyTo: string | null; said: { text: string; quoted: string; hasFiles: boolean } | null; identify: boolean }
  /** The address that this notice would go to was refused for good before. */
  isDead?: boolean
  /** When push and text messages that may wait do wait: clock times in `zone`; equal ones mean never. */
  quiet?: QuietHours
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
  /** The secret of an account's notice, sealed anew after its own was wiped; null: it had none, or it cannot be told again. */
  secretAgain: (ctx: Ctx, notice: NoticeRow) => Promise<Buffer | null>
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
  /** With a signed reference; absent where nobody reads answers. */
  replyTo?: string
  /** Ends optional mail of this kind (RFC 8058); absent on mail that cannot be switched off. */
  unsubscribe?: string
}

export interface SentSms {
  /** E.164. */
  to: string
  text: string
}

/** A push as it was shown; `to` names the push services and nothing of the browser. */
export interface SentPush {
  to: string
  title: string
  text: string
}
export type Sent = SentMail | SentSms | SentPush

/** One browser's address, opened. */
export interface PushAddress {
  id: string
  lang: Lang
  endpoint: string
  p256dh: string
  auth: string
}
export interface PushMessage {
  shown: SentPush
  each: { address: PushAddress; payload: PushPayload }[]
  expiresAt: Date | null
}

/** An address or a message that the gateway will never take: trying again is of no use. */
export class Undeliverable extends Error {
  readonly code: string
  /** It is the address: nobody is there, and nothing else will be taken for it. */
  readonly isAddress: boolean
  constructor(code: string, { isAddress = false } = {}) {
    super(`undeliverable: ${code}`)
    this.name = 'Undeliverable'
    this.code = code
    this.isAddress = isAddress
  }
}

/** What a gateway said when it took a message. */
export interface Taken {
  /** Its words, without addresses and numbers. */
  answer: string
  /** Names that it gave to the parts; its receipts will come under them. */
  parts?: readonly string[]
}

export interface Transport<Message> {
  /** Messages that it can have under way at once. */
  atOnce: number
  /** Throws `Undeliverable`, or any other error for "not now". The id is the same at each try of a notice. Lanes below 2 wait for no other. */
  send: (message: Message, messageId: string, lane: NoticeRow['lane']) => Promise<Taken>
  /** Whether the gateway lets us in, asked without sending anything. */
  reachable: () => Promise<boolean>
  close: () => void
}
