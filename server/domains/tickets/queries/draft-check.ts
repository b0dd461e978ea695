import type { DraftCheck } from '#contract/drafts'
import { whereOf } from '#domains/deadlines/index'
import type { Ctx } from '#platform/ctx'
import { datesFor } from '../dates-for.ts'
import { dueView } from '../due.ts'
import { maskedIntake } from '../masked-intake.ts'
import { draftOf, draftView } from './draft.ts'
import { similarTo } from './mine.ts'

/** What would be promised if the draft were sent now, what would be hidden, and similar requests of the same person. */
export async function checkOf(ctx: Ctx, sessionId: string | null): Promise<DraftCheck> {
  const kept = await draftOf(ctx, sessionId)
  const { due, firstResponse, why } = await datesFor(ctx, kept.fields.topic ?? '', 'form')
  const asIfSent = {
    status: 'registered' as const,
    received_at: ctx.now,
    first_response_by: firstResponse,
    first_response_at: null,
    due_at: due.dueAt,
    previous_due_at: null,
    due_provisional: due.provisional,
    due_why: why,
    resolved_at: null,
    ended_at: null,
  }
  return {
    draft: await draftView(ctx, kept),
    due: dueView(asIfSent, ctx.now, await whereOf(ctx)),
    masked: maskedIntake(kept.fields).masked,
    similar: await similarTo(ctx, kept.fields.topic),
  }
}
