import type { ReplyOf, Route } from '#contract/route'
import { type Api, ApiProblem, type Input } from '../glue/api.ts'
import { texts } from '../texts/texts.ts'
import type { Refused } from './form.tsx'

/** Refusals that a form answers at its field; the others are a page of their own. */
const answered = ['invalid', 'unprocessable', 'conflict', 'gone', 'too-many', 'not-found', 'forbidden', 'unauthenticated'] as const
/** Known to the texts by its own code, else by its kind: a refusal is never shown as a bare code. */
export const codeOf = (code: string, kind: string, fallback: string | undefined): string =>
  Object.hasOwn(texts.ru.problems, code) ? code : (fallback ?? (Object.hasOwn(texts.ru.problems, `kind.${kind}`) ? `kind.${kind}` : 'other'))

/** There is no session for this: whoever asks has to sign in, from the start. */
export const isOver = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 401 && ['session.none', 'session.factor-missing'].includes(error.problem.code)

/** Says that a sensitive change wants the password or a factor again. */
export const isStale = (error: unknown): boolean => error instanceof ApiProblem && error.problem.code === 'step-up.needed'

/** What the API refused, as troubles of the form: at the named fields it has, else at `field`. `otherwise` is the text for a code that has none. */
export function refusedOf(error: unknown, field: string, otherwise?: string): Refused[] {
  if (!(error instanceof ApiProblem) || isStale(error) || isOver(error)) throw error
  const { kind, code, details, fields = [] } = error.problem
  if (!answered.some((one) => one === kind)) throw error
  const kept = details ? { details } : {}
  if (fields.length === 0) return [{ field, code: codeOf(code, kind, otherwise), ...kept }]
  return fields.map((one) => ({ field: one.field, code: codeOf(one.code, kind, otherwise), ...(one.details ? { details: one.details } : {}) }))
}

/** Does it, or says what was refused at `field`. */
export async function attempt<R extends Route>(
  api: Api,
  route: R,
  input: Input<R>,
  field: string,
  otherwise?: string,
): Promise<{ done: ReplyOf<R>; refused?: undefined } | { done?: undefined; refused: Refused[] }> {
  try {
    return { done: await api.call(route, input) }
  } catch (error) {
    return { refused: refusedOf(error, field, otherwise) }
  }
}
