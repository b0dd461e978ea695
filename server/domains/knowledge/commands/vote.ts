import type { Lang } from '#contract/common'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { published } from '../queries/published.ts'

/** Counts a voice for the version that is shown. Whose it was is not kept. */
export async function voteArticle(ctx: Ctx, id: string, { helpful, lang }: { helpful: boolean; lang: Lang }): Promise<void> {
  const article = (await published(ctx)).get(id)
  if (!article) throw new Refusal('not-found', 'article.none')
  await change(ctx, async (tx) => {
    await tx.db
      .insertInto('article_vote')
      .values({ article_id: id, version: article.version, lang, helpful, votes: 1 })
      .onConflict((oc) => oc.columns(['article_id', 'version', 'lang', 'helpful']).doUpdateSet((eb) => ({ votes: eb('article_vote.votes', '+', 1) })))
      .execute()
    tx.record('article.voted', {}, { article: id, version: article.version, lang, helpful })
  })
}
