import { type Static, Type } from 'typebox'
import { Instant, Uuid } from './common.ts'
import { Exactly, Nullable, route } from './route.ts'
import { Due, FileView, Intake, Receipt } from './tickets.ts'

/** A field as typed: anything goes into a draft, checks come with `problems`. */
export const DraftFields = Type.Partial(Type.Object({ ...Intake.properties, topic: Type.String({ maxLength: 40 }), kind: Type.String({ maxLength: 20 }) }), {
  additionalProperties: false,
})
export type DraftFields = Static<typeof DraftFields>

export const FieldProblem = Exactly({ field: Type.String(), code: Type.String(), details: Type.Optional(Type.Record(Type.String(), Type.Any())) })
export type FieldProblem = Static<typeof FieldProblem>
/** PREP-4, ASK: soft hints, never a refusal. */
export const Hint = Exactly({ field: Type.String(), code: Type.String() })

export const Draft = Exactly({
  fields: DraftFields,
  files: Type.Array(FileView),
  savedAt: Nullable(Instant),
  keptUntil: Nullable(Instant),
  problems: Type.Array(FieldProblem),
  hints: Type.Array(Hint),
  /** PREP-1: which of the seven are already there. */
  prepared: Type.Array(Type.String()),
})
export type Draft = Static<typeof Draft>

export const FileProblem = Exactly({ name: Type.String(), code: Type.String() })
/** Check answers: what will be promised if it is sent now, and similar requests of the same person within 24 hours. */
export const DraftCheck = Exactly({
  draft: Draft,
  due: Due,
  masked: Type.Array(Type.String()),
  similar: Type.Array(Exactly({ number: Type.String(), subject: Type.String(), receivedAt: Instant })),
})
export type DraftCheck = Static<typeof DraftCheck>

export const readDraft = route({ method: 'GET', path: '/api/draft', reply: Draft, summary: 'The unsent draft of this browser' })
export const saveDraft = route({
  method: 'PUT',
  path: '/api/draft',
  body: DraftFields,
  reply: Draft,
  summary: 'Keep what was typed; given fields replace, others stay',
})
export const dropDraft = route({ method: 'DELETE', path: '/api/draft', summary: 'Throw the draft and its files away' })
export const uploadDraftFiles = route({
  method: 'POST',
  path: '/api/draft/files',
  form: 'multipart',
  status: 201,
  summary: 'Attach files to the draft; each file passes or fails by itself',
  reply: Exactly({ draft: Draft, problems: Type.Array(FileProblem) }),
})
export const dropDraftFile = route({
  method: 'DELETE',
  path: '/api/draft/files/:fileId',
  params: Exactly({ fileId: Uuid }),
  reply: Draft,
  summary: 'Remove one file of the draft',
})
export const checkDraft = route({ method: 'GET', path: '/api/draft/check', reply: DraftCheck, summary: 'Check answers before sending' })
export const submitDraft = route({
  method: 'POST',
  path: '/api/draft/submission',
  body: Exactly({ addTo: Type.Optional(Intake.properties.addTo) }),
  reply: Receipt,
  status: 201,
  summary: 'Send the draft as a request (or add it to a similar one)',
})
