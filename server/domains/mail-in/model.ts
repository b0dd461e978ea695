import type { dropReasons, quarantineReasons } from '#contract/letters'
import type { Place } from '#platform/vault/index'

/** Who handed a letter over, and the addresses of ours it was handed over for; from the transport, not from the letter. */
export interface Envelope {
  /** Empty for bounces. */
  from: string
  to: readonly string[]
}

export interface Mailbox {
  name: string
  address: string
}
export interface Enclosed {
  name: string
  type: string
  bytes: Uint8Array
  /** Without its angle brackets; the HTML shows the part by it. */
  contentId: string | null
}
/** A letter as the reader's thread understood it. All words are free of control and direction signs. */
export interface Letter {
  /** Names in lower case, in the order of the letter, cut to what rules ask. */
  headers: readonly (readonly [name: string, value: string])[]
  from: readonly Mailbox[]
  /** More than one `From:` line names nobody. */
  fromLines: number
  to: readonly string[]
  messageId: string
  subject: string
  /** The plain part, or the HTML as text. */
  text: string
  hasHtml: boolean
  enclosed: readonly Enclosed[]
  /** Names of parts beyond the number that is looked at. */
  left: readonly string[]
}

export type DropReason = (typeof dropReasons)[number]
export type QuarantineReason = (typeof quarantineReasons)[number]

/** What lists and the desk show without opening the letter. */
export interface Summary {
  from: string
  name: string
  subject: string
  proof: SenderProof
  hasHtml: boolean
}

/** What our own mail server found out about the sender. */
export interface SenderProof {
  /** 'none': our server has said nothing. */
  dmarc: 'pass' | 'fail' | 'none'
  spf: string | null
  dkim: string | null
  /** DMARC passed for the very domain of `From:`. */
  aligned: boolean
}
export const noProof: SenderProof = { dmarc: 'none', spf: null, dkim: null, aligned: false }

/** Larger ones lie in the file store, so that the table stays small. */
export const MOST_IN_ROW = 64 * 1024

export const placeOfLetter = (id: string, column: 'envelope' | 'raw' | 'summary' | 'file_key'): Place => ({ table: 'mail_in', column, id })
