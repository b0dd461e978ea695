import type { FileType } from './content-type.ts'

/** FORM-8, PREP-3: the one place where the number and the size of attachments stand. */
export const MAX_FILES = 10

export type Limits = {
  /** Size of a file as sent, bytes. */
  bytes: number
  /** Width times height. A 30 KB PNG can unpack to a gigabyte, so this is asked before decoding. */
  pixels: number
  /** Time for the check of one PDF, milliseconds, its worker's start included. */
  pdfMilliseconds: number
  /** K7: plain text the agency also takes, by extension. */
  extraTypes: readonly ('txt' | 'log')[]
}

export const DEFAULT_LIMITS: Limits = { bytes: 5 * 1024 * 1024, pixels: 40_000_000, pdfMilliseconds: 5000, extraTypes: [] }

/** What a form may offer in its `accept` attribute; the server decides by content all the same. */
export const ACCEPTED_TYPES: readonly FileType[] = ['image/jpeg', 'image/png', 'application/pdf']
