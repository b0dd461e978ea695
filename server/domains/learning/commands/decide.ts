import { sql } from 'kysely'
import { type Decided, learningLimits } from '#contract/learning'
import { requestTopics } from '#domains/assistant/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { mask } from '#platform/masker/index'
import { allow, Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { KEY, placeOfWording } from '../model.ts'

export interface Decision {
  id: string
  /** As the editor leaves it; none refuses it. */
  approved: Decided | null
}

const nextEdition = sql<string>`nextval('learning_edition')`

/**
 * Editors decide about proposals, several at once and all or nothing. What is taken over is sealed anew with the service's key and is nobody's
 * from then on; of what is refused no word stays.
 */
export async function decideWordings(ctx: Ctx, decisions: readonly Decision[], articles: ReadonlySet<string>): Promise<{ decided: number }> {
  allow(mayEdit(ctx.actor))
  const problems = decisions.flatMap(({ approved }, i) => (approved ? problemsOf(approved, articles, `decisions.${i}`) : []))
  if (problems.length > 0) throw new Refusal('unprocessable', 'wording.problems', undefined, problems)
  return change(ctx, async (tx) => {
    // In one order, so that two editors never wait for each other.
    for (const decision of decisions.toSorted((a, b) => a.id.localeCompare(b.id))) await decide(ctx, tx, decision)
    return { decided: decisions.length }
  })
}

async function decide(ctx: Ctx, tx: Tx, { id, approved }: Decision): Promise<void> {
  const body = approved && ctx.app.vault.sealService(KEY, placeOfWording(id), withoutSecrets(approved.text))
  const done = await tx.db
    .updateTable('wording')
    .set({
      state: approved ? 'approved' : 'refused',
      body,
      ...(approved && { topic: approved.topic, article_id: approved.article }),
      citizen_id: null,
      chat_id: null,
      seq: null,
      decided_at: ctx.now,
      decided_by: ctx.actor.id,
      edition: nextEdition,
    })
    .where('id', '=', id)
    // What was taken over may be given up again; only what is undecided can be taken over.
    .where('state', 'in', approved ? ['proposed'] : ['proposed', 'approved'])
    .returning('topic')
    .executeTakeFirst()
  if (!done) throw new Refusal('conflict', 'wording.decided')
  tx.record(approved ? 'wording.approved' : 'wording.refused', { object: id }, { topic: done.topic, ...(approved?.article && { article: approved.article }) })
}

const withoutSecrets = (text: string) => mask(text.trim().replaceAll(/\s+/gu, ' ')).text

function problemsOf({ text, topic, article }: NonNullable<Decision['approved']>, articles: ReadonlySet<string>, at: string) {
  const length = [...text.trim()].length
  return [
    ...(length === 0 ? [{ field: `${at}.text`, code: 'wording.required' }] : []),
    ...(length > learningLimits.text ? [{ field: `${at}.text`, code: 'wording.too-long', details: { max: learningLimits.text } }] : []),
    ...(requestTopics.has(topic) ? [] : [{ field: `${at}.topic`, code: 'article.topic' }]),
    ...(article === null || articles.has(article) ? [] : [{ field: `${at}.article`, code: 'article.none' }]),
  ]
}

/** Proposals of an erased person go with the person; may run twice. */
export async function forgetProposals(ctx: Ctx, citizenId: string): Promise<void> {
  await ctx.app.store.db.deleteFrom('wording').where('citizen_id', '=', citizenId).execute()
}
