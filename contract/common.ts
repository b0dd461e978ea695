import { type Static, Type } from 'typebox'
import { Exactly, OneOf } from './route.ts'

export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** An instant, ISO 8601 in UTC: 2026-11-27T15:00:00.000Z. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' })
/** A day of the agency's calendar: 2026-11-27. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const langs = ['ru', 'en'] as const
export const Lang = OneOf(langs)
export type Lang = Static<typeof Lang>

/** Text a person typed: no NUL, no control characters but tab and line ends, no lone surrogates (ASVS 1.5.2). */
export const Words = (limits: { minLength?: number; maxLength: number }) =>
  Type.String({ ...limits, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]*$' })
/** The same on one line: subjects, names, addresses (ASVS 1.3.11). */
export const Line = (limits: { minLength?: number; maxLength: number }) =>
  Type.String({ ...limits, pattern: '^[^\\u0000-\\u001f\\u007f\\u2028\\u2029\\ud800-\\udfff]*$' })

/** Request number as people type it: any spacing and dashes; the server checks the digits. */
export const NumberTyped = Type.String({ minLength: 1, maxLength: 40, pattern: '^[0-9 \\u00a0\\u2010-\\u2015.-]*$' })
/** Request number as it stands in addresses: 11 digits or YY-NNNN-NNNN-C. */
export const NumberInPath = Type.String({ pattern: '^(\\d{11}|\\d{2}-\\d{4}-\\d{4}-\\d)$' })

/** What every refusal answers. `code` is the key of the text; `errorCode` and `at` are shown to people (TECH-1). */
export const Problem = Exactly({
  kind: OneOf([
    'invalid',
    'unauthenticated',
    'forbidden',
    'not-found',
    'conflict',
    'gone',
    'too-many',
    'too-large',
    'unsupported',
    'unprocessable',
    'unavailable',
    'full',
    'broken',
  ]),
  code: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Any())),
  /** Field problems: path of the field, code of the text. */
  fields: Type.Optional(Type.Array(Exactly({ field: Type.String(), code: Type.String(), details: Type.Optional(Type.Record(Type.String(), Type.Any())) }))),
  errorCode: Type.String(),
  at: Instant,
})
export type Problem = Static<typeof Problem>
