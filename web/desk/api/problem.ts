import type { Problem } from '#contract/common'

/** The service understood and said no: `problem.code` is the key of the text. */
export class Refused extends Error {
  readonly status: number
  readonly problem: Problem
  constructor(status: number, problem: Problem) {
    super(problem.code)
    this.name = 'Refused'
    this.status = status
    this.problem = problem
  }
}

/** No answer, or one that is not ours (a proxy's page): whether the write happened is not known. */
export class Unreachable extends Error {
  readonly at: string
  constructor(at: string, cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
    this.at = at
  }
}

/** The request was changed by someone else since the person read it. */
export const isStale = (error: unknown): error is Refused => error instanceof Refused && error.status === 409 && error.problem.code === 'ticket.changed'

/** The write may have happened although no clear answer came, so the next try must carry the same key. */
export const mayHaveHappened = (error: unknown) => !(error instanceof Refused) || error.status >= 500
