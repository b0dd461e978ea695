import { asksForSecrets } from '#contract/asks-for-secrets'
import { type ArticleSide, articleLimits } from '#contract/knowledge'

export interface FieldProblem {
  field: string
  code: string
  details?: Record<string, unknown>
}

/**
 * What keeps a version from being kept: each language has a title and a text of good length, nothing asks the reader for a secret (PHISH-4),
 * and no long dash stands in it (house style). Every problem at once.
 */
export function articleProblems(sides: { ru: ArticleSide; en: ArticleSide }): FieldProblem[] {
  return (['ru', 'en'] as const).flatMap((lang) => {
    const { title, text, asked } = sides[lang]
    const at = (field: string, code: string, details?: Record<string, unknown>): FieldProblem => ({
      field: `${lang}.${field}`,
      code,
      ...(details && { details }),
    })
    const problems = [...lengths('title', title, articleLimits.title), ...lengths('text', text, articleLimits.text)].map(({ field, code, details }) =>
      at(field, code, details),
    )
    for (const [field, words] of [
      ['title', title],
      ['text', text],
    ] as const) {
      const asking = asksForSecrets(words)
      if (asking) problems.push(at(field, 'article.asks-for-secret', { sentence: asking }))
      if (/[\u2013\u2014]/u.test(words)) problems.push(at(field, 'article.long-dash'))
    }
    if (asked.some((one) => [...one.trim()].length > articleLimits.asked.length))
      problems.push(at('asked', 'article.too-long', { max: articleLimits.asked.length }))
    return problems
  })
}

function lengths(field: string, words: string, max: number): FieldProblem[] {
  const length = [...words.trim()].length
  if (length === 0) return [{ field, code: 'article.required' }]
  return length > max ? [{ field, code: 'article.too-long', details: { max, over: length - max } }] : []
}
