import { sql } from 'kysely'
import type { Lang } from '#contract/common'
import type { ArticleSide } from '#contract/knowledge'
import { requestTopics } from '#domains/assistant/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { articleProblems } from '../article-problems.ts'
import { REVIEW_DAYS } from '../model.ts'
import { forgetPublished, starterSet } from '../queries/published.ts'

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

const trimmed = ({ title, text, asked }: ArticleSide): ArticleSide => ({
  title: title.trim(),
  text: text.trim().replaceAll('\r\n', '\n'),
  asked: [...new Set(asked.map((one) => one.trim()).filter(Boolean))],
})

/** Shows this version, also an older one again, to everybody who asks from now on. */
export async function publishArticle(ctx: Ctx, id: string, version: number): Promise<Done> {
  allow(mayEdit(ctx.actor))
  const done = await change(ctx, async (tx) => {
    const row = await articleForUpdate(tx, id)
    if (!row) throw none()
    const wanted = await tx.db.selectFrom('article_version').select('topic').where('article_id', '=', id).where('version', '=', version).executeTakeFirst()
    if (!wanted) throw new Refusal('not-found', 'article.no-version')
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

/** The article, locked. Whoever touches it first begins its row: of one that came with the service the text is kept as version 0, to be shown again. */
async function begun(ctx: Ctx, tx: Tx, id: string): Promise<{ version: number; state: string }> {
  const starter = starterOf(id)
  const review = new Date(ctx.now.getTime() + REVIEW_DAYS * 86_400_000).toISOString().slice(0, 10)
  const made = await tx.db
    .insertInto('article')
    .values({ id, topic: starter?.topic ?? '', state: 'draft', version: 0, review_on: review, changed_at: ctx.now })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made && starter)
    await tx.db
      .insertInto('article_version')
      .values(versionOf(ctx, id, 0, starter.topic, starter.sides))
      .execute()
  return (await articleForUpdate(tx, id))!
}

const starterOf = (id: string) => starterSet().find((one) => one.id === id)

const versionOf = (ctx: Ctx, id: string, version: number, topic: string, { ru, en }: Record<Lang, ArticleSide>) => ({
  article_id: id,
  version,
  topic,
  ru: JSON.stringify(ru),
  en: JSON.stringify(en),
  at: ctx.now,
  author_id: version === 0 ? null : ctx.actor.id,
  published_at: version === 0 ? ctx.now : null,
})

const nextEdition = sql<string>`nextval('article_edition')`

const articleForUpdate = (tx: Tx, id: string) =>
  tx.db.selectFrom('article').select(['id', 'version', 'state']).where('id', '=', id).forUpdate().executeTakeFirst()
const none = () => new Refusal('not-found', 'article.none')
const changed = () => new Refusal('conflict', 'article.changed')
function sameVersion(version: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw changed()
}
