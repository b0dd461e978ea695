import type { IntakeRecord } from './model.ts'

/** Words by which the desk finds a request: of the texts and of the name. */
export const searchableWords = (r: IntakeRecord): string =>
  [r.subject, r.description, r.desiredOutcome, r.relatedNumber, r.errorCode, r.name, ...r.files.map((f) => f.name)].filter(Boolean).join('\n')
