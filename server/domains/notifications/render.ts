import type { Lang } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { htmlLetter, type Letter } from './html-letter.ts'
import type { Rendered } from './model.ts'
import { fill } from './placeholders.ts'
import { texts } from './texts.ts'
import { MissingValue, type Setting, shown } from './values.ts'

/** What every mail says about its sender; from the settings. */
export interface Frame {
  agencyName: Record<Lang, string>
  address: Record<Lang, string>
  hotline: string
  domain: string
  from: string
  publicUrl: string
  agencyZone: string
  demo: boolean
}
/** Personal values, read at the moment of sending. */
export interface Personal {
  zone: string
  words: Record<string, string>
  /** A code; only ever in the body. */
  secret?: Record<string, string>
}

type Given = (name: string) => string
/** Facts and words fill the placeholders by name; words of people win over a fact of the same name. A code is never in the facts. */
function givenBy(event: NoticeEvent, facts: Record<string, unknown>, { words, secret }: Personal, setting: Setting, settings: Record<string, string>): Given {
  const given: Record<string, unknown> = { region: 'unknown', ...facts, ...words, ...secretsOf(secret, setting), ...settings }
  return (name) => {
    const said = shown(name, Object.hasOwn(given, name) ? given[name] : null, setting)
    if (said === null) throw new MissingValue(event, name)
    return said
  }
}
/** A token becomes the address of the one page it is for. */
const secretsOf = (secret: Record<string, string> | undefined, { publicUrl, lang }: Setting): Record<string, string> => {
  const { cancelToken, linkToken, ...codes } = secret ?? {}
  const site = `${publicUrl}${lang === 'en' ? '/en' : ''}`
  return {
    ...codes,
    ...(cancelToken && { cancelLink: `${site}/cancel/${cancelToken}` }),
    ...(linkToken && { recoveryLink: `${site}/recovery/link/${linkToken}` }),
  }
}
/** No stop after a question mark that a value ended with; a value that begins the text begins with a capital. */
const tidy = (text: string): string => text.replaceAll(/([?!])\.(?=\s|$)/g, '$1').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

/** One mail in one language. Throws MissingValue when a placeholder has no value: better no mail than one with a hole. */
export function render(event: NoticeEvent, lang: Lang, facts: Record<string, unknown>, personal: Personal, frame: Frame, now: Date): Rendered {
  const mail = texts[lang].events[event]
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now }
  const value = givenBy(event, facts, personal, setting, settled(frame, lang))
  const body = tidy(fill(mail.body, value))
  const subject = fill(mail.subject, value).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  const stop = mail.body.includes('{{cancelLink}}') ? value('cancelLink') : null
  const letter = { lang, subject, body, stop, ...closing(event, lang, frame) }
  return { subject, text: plainLetter(letter), html: htmlLetter(letter) }
}

/**
 * One text message in one language. The last line of a code names the host it is for, so that a telephone offers it there and nowhere else
 * (domain-bound codes): the host of the site, not the agency's domain.
 */
export function renderSms(event: NoticeEvent, lang: Lang, facts: Record<string, unknown>, personal: Personal, frame: Frame, now: Date): string {
  const { sms } = texts[lang].events[event]
  if (sms === null) throw new MissingValue(event, 'sms')
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now, short: true }
  const settings = { ...settled(frame, lang), domain: new URL(frame.publicUrl).hostname }
  return tidy(fill(sms, givenBy(event, facts, personal, setting, settings)))
}

const settled = (frame: Frame, lang: Lang) => ({
  agencyName: frame.agencyName[lang],
  portalName: frame.agencyName[lang],
  domain: frame.domain,
  hotline: frame.hotline,
})

function closing(event: NoticeEvent, lang: Lang, frame: Frame): Omit<Letter, 'lang' | 'subject' | 'body' | 'stop'> {
  const { frame: words } = texts[lang]
  const secure = noticeEvents[event].lane < 2
  const host = new URL(frame.publicUrl).host
  const own = { agencyName: frame.agencyName[lang], address: frame.address[lang], hotline: frame.hotline, from: frame.from, host }
  const say = (text: string) => fill(text, (name) => own[name as keyof typeof own])
  return {
    agencyName: own.agencyName,
    link: secure ? null : { href: `${frame.publicUrl}${lang === 'en' ? '/en' : ''}/guest/status`, words: words.status, hint: words.statusHint },
    byHand: secure ? say(words.byHand) : null,
    noReply: words.noReply,
    known: say(secure ? words.knownNoLink : words.known),
    whose: say(words.whose),
    demo: frame.demo ? words.demo : null,
  }
}

function plainLetter({ body, link, byHand, noReply, known, whose, demo }: Letter): string {
  const way = link ? `${link.words}: ${link.href}\n${link.hint}` : byHand
  return `${[demo, body, way, noReply, known, whose].filter((part) => part !== null).join('\n\n')}\n`
}
