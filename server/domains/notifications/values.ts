import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import { showRequestNumber } from '#platform/identifiers/request-number'
import { fill, kindOf } from './placeholders.ts'
import { type Clocks, sayShort, sayWhen } from './say-when.ts'
import { texts } from './texts.ts'

/** A text must not leave with a hole in it. */
export class MissingValue extends Error {
  readonly code = 'text.missing'
  constructor(event: string, name: string) {
    super(`${event} has no value for ${name}`)
    this.name = 'MissingValue'
  }
}

/** Characters of people's words that fit into a mail; the whole is on the request's page. */
const MOST_WORDS = 500
/** What mail programs turn into a link: a scheme, www, or a host name; names of files and people's addresses stay. */
export const linkLike =
  /(?:\b[a-z][a-z\d+.-]*:\/\/|\bwww\.)\S+|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+(?!(?:pdf|jpe?g|png|heic|docx?)\b)(?:[a-z]{2,}|рф|рус|бел|xn--[a-z\d-]+)(?![\p{L}\p{N}@-])(?:[/:?#]\S*)?/giu

/**
 * Words of people on one line: no control or direction-changing signs (no second header, C8), no links (a notice leads only to our host,
 * and a form with a foreign address is no way to send somebody an address, C17), not longer than 500 characters, no stop at the end.
 */
export function quoted(words: string, lang: Lang): string {
  const line = words
    .slice(0, 4 * MOST_WORDS)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(linkLike, texts[lang].frame.linkRemoved)
    .trim()
  const cut = [...line].length > MOST_WORDS ? `${[...line].slice(0, MOST_WORDS).join('')}...` : line.replace(/\.$/, '')
  return cut
}

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }
function counted(lang: Lang, what: keyof (typeof texts)['ru']['plurals'], n: number): string {
  const forms = texts[lang].plurals[what]
  return fill(forms[rules[lang].select(n)] ?? forms.other!, () => String(n))
}
function duration(lang: Lang, minutes: number): string {
  const said = [counted(lang, 'hours', Math.floor(minutes / 60)), counted(lang, 'minutes', minutes % 60)]
  return (minutes < 60 ? said.slice(1) : minutes % 60 === 0 ? said.slice(0, 1) : said).join(' ')
}

export interface Setting extends Clocks {
  lang: Lang
  publicUrl: string
  /** Text messages have no room for the weekday and the reader's own clock. */
  short?: boolean
}

/** A value as people read it. `raw` is what the facts or the recipient's words gave; null when there is none. */
export function shown(name: string, raw: unknown, setting: Setting): string | null {
  if (raw === undefined || raw === null || raw === '') return null
  const { lang } = setting
  switch (kindOf(name)) {
    case 'number':
      if (Array.isArray(raw) && raw.length === 0) return termOf(lang, name, 'none') ?? null
      return (Array.isArray(raw) ? raw : [raw]).map((one) => showRequestNumber(String(one))).join(', ')
    case 'when':
      return termOf(lang, name, raw) ?? (setting.short ? sayShort : sayWhen)(lang, raw as string | Date, setting)
    case 'count':
      return String(Number(raw))
    case 'workingDays':
      return counted(lang, 'daysLeft', Number(raw))
    case 'minutes':
      return duration(lang, Number(raw))
    case 'notices':
      return (raw as { event: NoticeEvent; number: string }[])
        .map((one) => fill(texts[lang].events[one.event].subject, () => showRequestNumber(one.number)))
        .join('\n')
    case 'link':
      return onOurHost(String(raw), setting.publicUrl)
    case 'term':
      return (Array.isArray(raw) ? raw : [raw]).map((code) => termOf(lang, name, code) ?? quoted(String(code), lang)).join(', ')
    case 'words':
      return quoted(String(raw), lang)
    case 'ours':
      return String(raw)
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
  }
}

const termOf = (lang: Lang, name: string, code: unknown): string | undefined => texts[lang].terms[name]?.[String(code)]

function onOurHost(link: string, publicUrl: string): string {
  if (new URL(link).origin !== new URL(publicUrl).origin) throw new Error('a notice may link to our own host only')
  return link
}
