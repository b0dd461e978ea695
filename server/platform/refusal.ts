/** Why a well-formed wish is not granted. The kind picks the HTTP status, in one place. */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'too-many': 429,
  broken: 500,
  unavailable: 503,
  full: 507,
} as const
export type RefusalKind = keyof typeof statusOf
export interface FieldProblem {
  field: string
  code: string
  details?: Record<string, unknown>
}

/**
 * A refusal is an answer, not a bug: the `code` is the key of the text people see, `details` fill it.
 * Never put what a person typed into it.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly details: Record<string, unknown> | undefined
  readonly fields: FieldProblem[] | undefined
  constructor(kind: RefusalKind, code: string, details?: Record<string, unknown>, fields?: FieldProblem[]) {
    super(`${kind}: ${code}`)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.details = details
    this.fields = fields
  }
}

/** Says no in the words of access: what an actor may not do. */
export function allow(may: boolean, code = 'access.denied', details?: Record<string, unknown>): asserts may {
  if (!may) throw new Refusal('forbidden', code, details)
}
