import { type Trouble, useTroubles } from '../../parts/form.tsx'
import type { Attempt, TalkForm } from './attempt.ts'

/** What is wrong in one form of the talk. */
export function useOwnTroubles(attempt: Attempt | undefined, form: TalkForm): Trouble[] {
  const words = useTroubles()
  return attempt?.form === form ? words(attempt.refused) : []
}

/** What was typed into this form, when it is the one that was refused. */
export const typedInto = (attempt: Attempt | undefined, form: TalkForm): Attempt['typed'] => (attempt?.form === form ? attempt.typed : {})
