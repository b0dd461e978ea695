import { Value } from 'typebox/value'
import { type Lang, langs } from '#contract/common'
import { ArticleId, type ArticleSide, type ImportProblem, Side } from '#contract/knowledge'
import { requestTopics } from '#domains/assistant/index'
import { articleProblems } from './article-problems.ts'

export interface Incoming {
  id: string
  topic: string
  ru: ArticleSide
  en: ArticleSide
}
export const FORMAT = 'opora-articles-1'

/**
 * What a file of articles holds, and everything that is wrong with it, by line: one wrong article keeps the whole file out. `isShown` tells of a
 * side that people see already as it is: it is not judged again.
 */
export function readImport(text: string, isShown: (id: string, lang: Lang, side: ArticleSide) => boolean): { articles: Incoming[]; problems: ImportProblem[] } {
  const one = (code: string, line: number | null): { articles: Incoming[]; problems: ImportProblem[] } => ({
    articles: [],
    problems: [{ line, id: null, field: '', code }],
  })
  let file: { format?: unknown; articles?: unknown }
  try {
    file = JSON.parse(text) as typeof file
  } catch (error) {
    return one('import.no-json', Number(/line (\d+)/.exec(String(error))?.[1] ?? 0) || null)
  }
  if (file?.format !== FORMAT || !Array.isArray(file.articles)) return one('import.format', 1)
  const lines = linesOfArticles(text)
  const seen = new Set<string>()
  const problems = file.articles.flatMap((article: unknown, i) => {
    const found = problemsOf(article, seen, isShown)
    const id = typeof (article as Incoming)?.id === 'string' ? (article as Incoming).id.slice(0, 80) : null
    if (id) seen.add(id)
    return found.map((problem) => ({ line: lines[i] ?? null, id, ...problem }))
  })
  return { articles: problems.length > 0 ? [] : (file.articles as Incoming[]), problems }
}

type Found = Omit<ImportProblem, 'line' | 'id'>
function problemsOf(article: unknown, seen: ReadonlySet<string>, isShown: (id: string, lang: Lang, side: ArticleSide) => boolean): Found[] {
  const { id, topic, ru, en } = (article ?? {}) as Partial<Incoming>
  if (!Value.Check(ArticleId, id)) return [{ field: 'id', code: 'import.id' }]
  if (seen.has(id)) return [{ field: 'id', code: 'import.twice' }]
  const sides = { ru, en }
  const bad = langs.filter((lang) => !Value.Check(Side, sides[lang]))
  if (bad.length > 0) return bad.map((field) => ({ field, code: 'import.shape' }))
  const whole = sides as Record<Lang, ArticleSide>
  const isOld = ({ field }: Found) => langs.some((lang) => field.startsWith(lang) && isShown(id, lang, whole[lang]))
  return [...(requestTopics.has(topic ?? '') ? [] : [{ field: 'topic', code: 'article.topic' }]), ...articleProblems(whole).filter((one) => !isOld(one))]
}

/** In which line each element of the list begins, counted from 1. */
function linesOfArticles(text: string): number[] {
  const lines: number[] = []
  let [depth, line, isQuoted] = [0, 1, false]
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (sign === '\n') line++
    if (isQuoted) {
      if (sign === '\\') i++
      else if (sign === '"') isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === '{' || sign === '[') {
      depth++
      if (depth === 3) lines.push(line)
    } else if (sign === '}' || sign === ']') depth--
  }
  return lines
}
