import type { Intake } from '#contract/tickets'
import { mask } from '#platform/masker/index'

/** Passwords, codes, card and document numbers typed into free text are hidden before anything is stored; `masked` tells which kinds (PHISH-4). */
export function maskedIntake<T extends Partial<Pick<Intake, 'subject' | 'description' | 'desiredOutcome'>>>(intake: T): { text: T; masked: string[] } {
  const kinds = new Set<string>()
  const text = { ...intake }
  for (const field of ['subject', 'description', 'desiredOutcome'] as const) {
    const typed = intake[field]
    if (!typed) continue
    const { text: safe, secrets } = mask(typed)
    for (const { kind } of secrets) kinds.add(kind)
    text[field] = safe
  }
  return { text, masked: [...kinds] }
}

/** The same for one text: replies, notes, words added later. */
export function maskedText(typed: string): { text: string; masked: string[] } {
  const { text, secrets } = mask(typed)
  return { text, masked: [...new Set(secrets.map(({ kind }) => kind))] }
}
