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

/**
 * One mail in one language. Facts and words fill the placeholders by name; words of people win over a fact of the same name.
 * Throws MissingValue when a placeholder has no value: better no mail than one with a hole.
 */
export function render(event: NoticeEvent, lang: Lang, facts: Record<string, unknown>, personal: Personal, frame: Frame, now: Date): Rendered {
  const mail = texts[lang].events[event]
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now }
  const given: Record<string, unknown> = { ...facts, ...personal.words, ...personal.secret, ...settled(frame, lang) }
  const value = (name: string) => {
    const said = shown(name, Object.hasOwn(given, name) ? given[name] : null, setting)
    if (said === null) throw new MissingValue(event, name)
    return said
  }
  const body = fill(mail.body, value).replaceAll(/([?!])\.(?=\s|$)/g, '$1')
  const subject = fill(mail.subject, value).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  const letter = { lang, subject, body, ...closing(event, lang, frame) }
  return { subject, text: plainLetter(letter), html: htmlLetter(letter) }
}

const settled = (frame: Frame, lang: Lang) => ({
  agencyName: frame.agencyName[lang],
  portalName: frame.agencyName[lang],
  domain: frame.domain,
  hotline: frame.hotline,
})

function closing(event: NoticeEvent, lang: Lang, frame: Frame): Omit<Letter, 'lang' | 'subject' | 'body'> {
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
