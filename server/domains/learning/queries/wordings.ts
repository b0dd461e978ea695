import { learningLimits, type Wording } from '#contract/learning'
import { keysOf } from '#domains/citizens/index'
import { staffNames } from '#domains/staff/index'
import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { KEY, placeOfWording } from '../model.ts'

/** What waits for an editor, or what was taken over, the oldest first. The look is recorded: they were somebody's words. */
export async function listedWordings(ctx: Ctx, state: 'proposed' | 'approved'): Promise<{ items: Wording[]; all: number }> {
  const { db } = ctx.app.store
  const rows = await db.selectFrom('wording').selectAll().where('state', '=', state).orderBy('proposed_at').orderBy('id').limit(learningLimits.batch).execute()
  const { n } = await db
    .selectFrom('wording')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('state', '=', state)
    .executeTakeFirstOrThrow()
  const [keys, names] = await Promise.all([
    keysOf(
      ctx,
      db,
      rows.flatMap(({ citizen_id }) => citizen_id ?? []),
    ),
    staffNames(
      ctx,
      rows.map(({ proposed_by }) => proposed_by),
    ),
  ])
  if (rows.length > 0) await look(ctx, 'wording.read', {}, { count: rows.length, state })
  const items = rows.flatMap(({ id, citizen_id, body, topic, article_id, guess, proposed_at, proposed_by }) => {
    // Of somebody who was erased a moment ago.
    const key = citizen_id ? keys.get(citizen_id) : null
    if (!body || key === undefined) return []
    return {
      id,
      text: key ? key.openBytes(placeOfWording(id), body).toString() : ctx.app.vault.openService(KEY, placeOfWording(id), body),
      topic,
      article: article_id,
      guess: 'topic' in (guess as object) ? (guess as NonNullable<Wording['guess']>) : null,
      proposedAt: proposed_at.toISOString(),
      by: names.get(proposed_by) ?? null,
    }
  })
  return { items, all: Number(n) }
}

/** Of one talk: what was said of its messages and is not decided yet. */
export async function proposalsOf(ctx: Ctx, chatId: string): Promise<Map<number, { topic: string; article: string | null }>> {
  const rows = await ctx.app.store.db.selectFrom('wording').select(['seq', 'topic', 'article_id']).where('chat_id', '=', chatId).execute()
  return new Map(rows.map(({ seq, topic, article_id }) => [seq!, { topic, article: article_id }]))
}

export interface Taken {
  id: string
  text: string
  topic: string
  article: string | null
}
/** All that was taken over: what the next model learns from. */
export async function takenWordings({ app }: Pick<Ctx, 'app'>): Promise<Taken[]> {
  const rows = await app.store.db.selectFrom('wording').select(['id', 'body', 'topic', 'article_id']).where('state', '=', 'approved').orderBy('id').execute()
  return rows.map(({ id, body, topic, article_id }) => ({ id, text: app.vault.openService(KEY, placeOfWording(id), body!), topic, article: article_id }))
}
