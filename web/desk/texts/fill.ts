import type { Lang } from '#contract/common'

export type Values = Record<string, string | number>
const rules: Record<Lang, Intl.PluralRules> = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }
const numbers: Record<Lang, Intl.NumberFormat> = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') }

/**
 * Fills a text written in the two forms of ICU messages that we use: `{name}` and
 * `{days, plural, one {# день} few {# дня} many {# дней} other {# дня}}`. A name without a value stays as it is written.
 */
export function fill(pattern: string, values: Values, lang: Lang): string {
  let out = ''
  for (let i = 0; i < pattern.length; ) {
    if (pattern[i] !== '{') {
      out += pattern[i++]
      continue
    }
    const end = closing(pattern, i)
    out += slot(pattern.slice(i + 1, end), values, lang)
    i = end + 1
  }
  return out
}

function slot(inside: string, values: Values, lang: Lang) {
  const [, name = '', forms] = /^\s*(\w+)\s*(?:,\s*plural\s*,([\s\S]*))?$/.exec(inside) ?? []
  const value = values[name]
  if (value === undefined) return `{${inside}}`
  if (forms === undefined) return typeof value === 'number' ? numbers[lang].format(value) : value
  const count = Number(value)
  const chosen = formsOf(forms)
  const form = chosen.get(`=${count}`) ?? chosen.get(rules[lang].select(count)) ?? chosen.get('other') ?? ''
  return fill(form.replaceAll('#', numbers[lang].format(count)), values, lang)
}

function formsOf(text: string) {
  const forms = new Map<string, string>()
  for (let i = text.indexOf('{'), from = 0; i >= 0; i = text.indexOf('{', from)) {
    const end = closing(text, i)
    forms.set(text.slice(from, i).trim(), text.slice(i + 1, end))
    from = end + 1
  }
  return forms
}

function closing(text: string, open: number) {
  for (let i = open, depth = 0; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
  }
  throw new Error(`A brace is not closed in: ${text}`)
}
