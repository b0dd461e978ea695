import { type Lang, langs } from '#contract/common'
import type { ArticleSide, ImportedLine, ImportProblem } from '#contract/knowledge'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { type Incoming, readImport } from '../import-file.ts'
import type { Published } from '../model.ts'
import { forgetPublished, published } from '../queries/published.ts'
import { begun, nextEdition, trimmed, versionOf } from './version.ts'

export interface Imported {
  articles: ImportedLine[]
  problems: ImportProblem[]
  applied: boolean
}

/** Takes in a file as the export writes it: first only what would change, then all of it or nothing. What is taken in is shown at once; the versions before it stay. */
export async function importArticles(ctx: Ctx, text: string, apply: boolean): Promise<Imported> {
  allow(mayEdit(ctx.actor))
  const now = await published(ctx)
  const isShown = (id: string, lang: Lang, side: ArticleSide) => differing(side, now.get(id)?.sides[lang]).length === 0
  const { articles, problems } = readImport(text, isShown)
  const lines = articles.map((one) => lineOf(one, now.get(one.id)))
  if (!apply || problems.length > 0) return { articles: lines, problems, applied: false }
  const different = articles.filter((_, i) => lines[i]!.what !== 'same').sort((a, b) => a.id.localeCompare(b.id))
  if (different.length === 0) throw new Refusal('conflict', 'import.nothing-new')
  await change(ctx, async (tx) => {
    for (const { id, topic, ru, en } of different) {
      const version = (await begun(ctx, tx, id)).version + 1
      const row = versionOf(ctx, id, version, topic, { ru: trimmed(ru), en: trimmed(en) })
      await tx.db
        .insertInto('article_version')
        .values({ ...row, published_at: ctx.now })
        .execute()
      await tx.db
        .updateTable('article')
        .set({ version, state: 'published', topic, published_version: version, changed_at: ctx.now, edition: nextEdition })
        .where('id', '=', id)
        .execute()
      tx.record('article.imported', {}, { article: id, version })
    }
    return { imported: different.length }
  })
  forgetPublished()
  return { articles: lines, problems, applied: true }
}

function lineOf({ id, topic, ru, en }: Incoming, now: Published | undefined): ImportedLine {
  const titles = { ru: ru.title, en: en.title }
  if (!now) return { id, titles, what: 'new', fields: [] }
  const sides = { ru, en }
  const fields = langs.flatMap((lang) => differing(sides[lang], now.sides[lang]).map((field) => `${lang}.${field}`))
  if (topic !== now.topic) fields.push('topic')
  return { id, titles, what: fields.length === 0 ? 'same' : 'changed', fields }
}

const differing = (side: ArticleSide, now: ArticleSide | undefined) =>
  (['title', 'text', 'asked'] as const).filter((field) => !now || JSON.stringify(trimmed(side)[field]) !== JSON.stringify(trimmed(now)[field]))
