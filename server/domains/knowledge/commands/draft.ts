import type { Lang } from '#contract/common'
import type { ArticleSide } from '#contract/knowledge'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { nameOfArticle } from '../name-of-article.ts'
import { begun, trimmed, versionOf } from './version.ts'

const empty: ArticleSide = { title: '', text: '', asked: [] }

/**
 * A first version in one language, of whoever may read what it is made of; an editor completes and publishes it. The caller records what it was made of.
 */
export async function draftArticle(ctx: Ctx, tx: Tx, lang: Lang, topic: string, side: ArticleSide): Promise<{ id: string }> {
  const base = nameOfArticle(side.title)
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    const row = await begun(ctx, tx, id)
    // Somebody else's article of this name.
    if (row.version !== 0 || row.state !== 'draft') continue
    const sides = { ru: empty, en: empty, [lang]: trimmed(side) }
    await tx.db
      .insertInto('article_version')
      .values(versionOf(ctx, id, 1, topic, sides))
      .execute()
    await tx.db.updateTable('article').set({ version: 1, topic, changed_at: ctx.now }).where('id', '=', id).execute()
    return { id }
  }
}
