import { asksForSecrets } from '#contract/asks-for-secrets'
import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import { type TemplateSide, type TemplateSides, templateLimits } from '#contract/notice-templates'
import { allowedPlaceholders, partsOf } from './allowed-placeholders.ts'
import { placeholdersIn } from './placeholders.ts'
import { type Frame, renderSms } from './render.ts'
import { samplesOf } from './sample-of.ts'
import { smsParts } from './sms-parts.ts'
import { linkLike } from './values.ts'

export interface TemplateProblem {
  field: string
  code: string
  details?: Record<string, unknown>
}
type Part = 'subject' | 'body' | 'sms' | 'push.title' | 'push.text'

/**
 * What keeps a text of the agency from being kept: holes, placeholders that the event does not give or that the law needs and are gone, links,
 * hosts that are not ours, requests for secrets, length, house style. Every problem at once; `field` is `ru.body`.
 */
export const templateProblems = (event: NoticeEvent, sides: TemplateSides, frame: Frame): TemplateProblem[] =>
  (['ru', 'en'] as const).flatMap((lang) =>
    problemsOfSide(event, lang, sides[lang], frame).map(([part, code, details]) => ({ field: `${lang}.${part}`, code, ...(details && { details }) })),
  )

type Found = [part: Part, code: string, details?: Record<string, unknown>]

function problemsOfSide(event: NoticeEvent, lang: Lang, side: TemplateSide, frame: Frame): Found[] {
  const { sms, push } = partsOf(event)
  const found: Found[] = []
  if ((side.sms !== null) !== sms) found.push(['sms', sms ? 'template.required' : 'template.no-sms'])
  if ((side.push !== null) !== push) found.push(['push.title', push ? 'template.required' : 'template.no-push'])
  const parts: [Part, string][] = [
    ['subject', side.subject],
    ['body', side.body],
    ...(side.sms === null ? [] : [['sms', side.sms] as [Part, string]]),
    ...(side.push === null
      ? []
      : ([
          ['push.title', side.push.title],
          ['push.text', side.push.text],
        ] as [Part, string][])),
  ]
  for (const [part, text] of parts) found.push(...ofWords(part, text, frame), ...ofLength(part, text), ...ofPlaceholders(event, part, text, side))
  if (found.length === 0 && side.sms !== null) found.push(...ofSmsParts(event, lang, side, frame))
  return found
}

const limits: Partial<Record<Part, number>> = {
  subject: templateLimits.subject,
  body: templateLimits.body,
  'push.title': templateLimits.pushTitle,
  'push.text': templateLimits.pushText,
}
function ofLength(part: Part, text: string): Found[] {
  const length = [...text.trim()].length
  const max = limits[part]
  if (length === 0) return [[part, 'template.required']]
  return max !== undefined && length > max ? [[part, 'template.too-long', { max, over: length - max }]] : []
}

function ofWords(part: Part, text: string, frame: Frame): Found[] {
  const found: Found[] = []
  const plain = text.replaceAll(/\{\{\w+\}\}/g, 'это')
  const asking = asksForSecrets(plain)
  if (asking) found.push([part, 'template.asks-for-secret', { sentence: asking }])
  if (/[\u2013\u2014]/u.test(text)) found.push([part, 'template.long-dash'])
  if (/[\p{Cf}\p{Co}]/u.test(text)) found.push([part, 'template.hidden-sign'])
  const own = new Set([new URL(frame.publicUrl).host, new URL(frame.publicUrl).hostname, frame.domain])
  for (const [link] of plain.matchAll(linkLike)) {
    const host = link.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[/?#].*$/s, '')
    // In mails and text messages alike a link is a placeholder's; our own name may be said in a mail.
    if (part !== 'body' || link.includes('://') || !own.has(host.toLowerCase()))
      found.push([part, part === 'body' ? 'template.foreign-host' : 'template.link', { link }])
  }
  return found
}

function ofPlaceholders(event: NoticeEvent, part: Part, text: string, { subject, body }: TemplateSide): Found[] {
  if (/[{}]/.test(text.replaceAll(/\{\{\w+\}\}/g, ''))) return [[part, 'template.braces']]
  const used = placeholdersIn(text)
  if (part === 'push.title' || part === 'push.text') return used.length > 0 ? [[part, 'template.nothing-to-fill', { names: used.join(', ') }]] : []
  const allowed = new Map(allowedPlaceholders(event).map((one) => [one.name, one]))
  const may = (name: string) => {
    const one = allowed.get(name)
    return one !== undefined && (part === 'subject' ? one.inSubject : part === 'sms' ? one.inSms !== 'no' : true)
  }
  const found: Found[] = []
  const unknown = used.filter((name) => !may(name))
  if (unknown.length > 0)
    found.push([
      part,
      part === 'subject' && unknown.some((name) => allowed.has(name)) ? 'template.not-in-subject' : 'template.unknown',
      { names: unknown.join(', ') },
    ])
  const there = new Set(part === 'sms' ? used : placeholdersIn(`${subject} ${body}`))
  const needed = part === 'subject' ? [] : [...allowed.values()].filter((one) => (part === 'sms' ? one.inSms : one.inMail) === 'needed' && !there.has(one.name))
  if (needed.length > 0) found.push([part, 'template.missing', { names: needed.map(({ name }) => name).join(', ') }])
  return found
}

/** Counted as it will be sent, with sample values. */
function ofSmsParts(event: NoticeEvent, lang: Lang, side: TemplateSide, frame: Frame): Found[] {
  const names = placeholdersIn(side.sms)
  const sent = renderSms(
    event,
    lang,
    samplesOf(names, lang, frame.publicUrl),
    { zone: frame.agencyZone, words: {} },
    { ...frame, texts: new Map([[event, { ru: side, en: side }]]) },
    new Date(0),
  )
  const { parts } = smsParts(sent)
  return parts > templateLimits.smsParts ? [['sms', 'template.sms-parts', { parts, max: templateLimits.smsParts }]] : []
}
