import type { Place } from '#platform/vault/index'

/** What the assistant made of a message, in codes and numbers: kept with the message, and with a wording that corrects it. */
export interface UnderstoodFact {
  topic: string
  p: number
  does: 'answer' | 'suggest' | 'ask' | 'miss' | 'handOver'
  /** Why a person was called. */
  reason?: string
  /** Share of the message that the model had never seen, 0 to 1. */
  unseen: number
  model: string
}

/** Counts of a model on the frozen set. */
export interface Judged {
  texts: number
  right: number
  amongThree: number
}
export interface Verdict {
  before: Judged
  after: Judged
  /** Why it was refused; empty when it may go live. */
  reasons: string[]
}

export const placeOfWording = (id: string): Place => ({ table: 'wording', column: 'body', id })
export const placeOfModel = (version: string): Place => ({ table: 'assistant_model', column: 'file', id: version })
/** The service key of what has been taken over. */
export const KEY = 'learning'
