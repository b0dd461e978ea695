import { sql } from 'kysely'
import type { Lang } from '#contract/common'
import type { ArticleSide } from '#contract/knowledge'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { REVIEW_DAYS } from '../model.ts'
import { starterSet } from '../queries/published.ts'

export const nextEdition = sql<string>`nextval('article_edition')`

export const trimmed = ({ title, text, asked }: ArticleSide): ArticleSide => ({
  title: title.trim(),
  text: text.trim().replaceAll('\r\n', '\n'),
  asked: [...new Set(asked.map((one) => one.trim()).filter(Boolean))],
})

/** The article, locked. Whoever touches it first begins its row: of one that came with the service the text is kept as version 0, to be shown again. */
export async function begun(ctx: Ctx, tx: Tx, id: string): Promise<{ version: number; state: string }> {
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

export const starterOf = (id: string) => starterSet().find((one) => one.id === id)

export const versionOf = (ctx: Ctx, id: string, version: number, topic: string, { ru, en }: Record<Lang, ArticleSide>) => ({
  article_id: id,
  version,
  topic,
  ru: JSON.stringify(ru),
  en: JSON.stringify(en),
  at: ctx.now,
  author_id: version === 0 ? null : ctx.actor.id,
  published_at: version === 0 ? ctx.now : null,
})

export const articleForUpdate = (tx: Tx, id: string) =>
  tx.db.selectFrom('article').select(['id', 'version', 'state']).where('id', '=', id).forUpdate().executeTakeFirst()
