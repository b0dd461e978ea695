import type { ArticleSide } from '#contract/knowledge'
import { requestTopics } from '#domains/assistant/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { articleProblems } from '../article-problems.ts'
import { forgetPublished } from '../queries/published.ts'
import { articleForUpdate, begun, nextEdition, starterOf, trimmed, versionOf } from './version.ts'

export interface Done {
  id: string
  version: number
}
export interface Edit {
  topic: string
  /** A day of the calendar. */
  reviewOn: string
  ru: ArticleSide
  en: ArticleSide
  expected?: number
}

/** Keeps a new version beside the one that is shown. Of two editors the second is told (409) and loses nothing. */
export async function saveArticle(ctx: Ctx, id: string, { topic, reviewOn, ru, en, expected }: Edit): Promise<Done> {
  allow(mayEdit(ctx.actor))
  const sides = { ru: trimmed(ru), en: trimmed(en) }
  const problems = articleProblems(sides)
  if (!requestTopics.has(topic)) problems.push({ field: 'topic', code: 'article.topic' })
  if (reviewOn <= ctx.now.toISOString().slice(0, 10)) problems.push({ field: 'reviewOn', code: 'article.review-past' })
  if (problems.length) throw new Refusal('unprocessable', 'article.problems', undefined, problems)
  return change(ctx, async (tx) => {
    const row = await begun(ctx, tx, id)
    sameVersion(row.version, expected)
    const version = row.version + 1
    await tx.db.updateTable('article').set({ version, review_on: reviewOn, changed_at: ctx.now }).where('id', '=', id).execute()
    await tx.db
      .insertInto('article_version')
      .values(versionOf(ctx, id, version, topic, sides))
      .execute()
    tx.record('article.saved', {}, { article: id, version })
    return { id, version }
  })
}

/** Shows this version, also an older one again, to everybody who asks from now on. */
export async function publishArticle(ctx: Ctx, id: string, version: number): Promise<Done> {
  allow(mayEdit(ctx.actor))
  const done = await change(ctx, async (tx) => {
    const row = await articleForUpdate(tx, id)
    if (!row) throw none()
    const wanted = await tx.db
      .selectFrom('article_version')
      .select(['topic', 'ru', 'en'])
      .where('article_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (!wanted) throw new Refusal('not-found', 'article.no-version')
    // A draft of a talk has one language only.
    const problems = version === 0 ? [] : articleProblems({ ru: wanted.ru as ArticleSide, en: wanted.en as ArticleSide })
    if (problems.length > 0) throw new Refusal('unprocessable', 'article.problems', undefined, problems)
    await tx.db
      .updateTable('article')
      .set({ state: 'published', topic: wanted.topic, published_version: version, changed_at: ctx.now, edition: nextEdition })
      .where('id', '=', id)
      .execute()
    await tx.db.updateTable('article_version').set({ published_at: ctx.now }).where('article_id', '=', id).where('version', '=', version).execute()
    tx.record('article.published', {}, { article: id, version })
    return { id, version }
  })
  forgetPublished()
  return done
}

/** Shows it no more; a starter article too. The assistant stops answering with it. */
export async function withdrawArticle(ctx: Ctx, id: string, expected?: number): Promise<Done> {
  allow(mayEdit(ctx.actor))
  const done = await change(ctx, async (tx) => {
    if (!starterOf(id) && !(await articleForUpdate(tx, id))) throw none()
    const row = await begun(ctx, tx, id)
    sameVersion(row.version, expected)
    if (row.state === 'withdrawn') throw new Refusal('conflict', 'article.withdrawn-already')
    await tx.db
      .updateTable('article')
      .set({ state: 'withdrawn', published_version: null, changed_at: ctx.now, edition: nextEdition })
      .where('id', '=', id)
      .execute()
    tx.record('article.withdrawn', {}, { article: id })
    return { id, version: row.version }
  })
  forgetPublished()
  return done
}

const none = () => new Refusal('not-found', 'article.none')
const changed = () => new Refusal('conflict', 'article.changed')
function sameVersion(version: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw changed()
}
