import type { Lang } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { htmlLetter, type Letter } from './html-letter.ts'
import type { Recipient, Rendered } from './model.ts'
import { fill, placeholdersOf } from './placeholders.ts'
import { saidByMail } from './said-by-mail.ts'
import { type EventTexts, texts } from './texts.ts'
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
  /** A line above it all: nothing has left, or somebody only tries a text. */
  notice: 'demo' | 'test' | null
  /** Texts that the agency has released in place of the default ones. */
  texts: ReleasedTexts
}
export type ReleasedTexts = ReadonlyMap<string, Record<Lang, EventTexts>>

const textsOf = ({ texts: own }: Pick<Frame, 'texts'>, event: NoticeEvent, lang: Lang): EventTexts => own.get(event)?.[lang] ?? texts[lang].events[event]
/** Personal values, read at the moment of sending. */
export interface Personal {
  zone: string
  words: Record<string, string>
  /** A code; only ever in the body. */
  secret?: Record<string, string>
  mail?: NonNullable<Recipient['mail']>
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
  const mail = textsOf(frame, event, lang)
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now }
  const value = givenBy(event, facts, personal, setting, settled(frame, lang))
  const own = personal.mail?.said ? saidByMail(event, lang, personal.mail.said, frame, (name) => shown(name, facts[name], setting)) : null
  const body = own ?? tidy(fill(mail.body, value))
  const said = fill(mail.subject, value).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  const subject = frame.notice === 'test' ? fill(texts[lang].frame.testSubject, () => said) : said
  const once = ['cancelLink', 'recoveryLink'].find((name) => mail.body.includes(`{{${name}}}`))
  const secret = ['code', 'verifyCode'].find((name) => mail.body.includes(`{{${name}}}`))
  const letter = { lang, subject, body, once: once ? value(once) : null, code: secret ? value(secret) : null, ...closing(event, lang, frame, personal.mail) }
  return { subject, text: plainLetter(letter), html: htmlLetter(letter) }
}

/**
 * One text message in one language. The last line of a code names the host it is for, so that a telephone offers it there and nowhere else
 * (domain-bound codes): the host of the site, not the agency's domain.
 */
export function renderSms(event: NoticeEvent, lang: Lang, facts: Record<string, unknown>, personal: Personal, frame: Frame, now: Date): string {
  const { sms } = textsOf(frame, event, lang)
  if (sms === null) throw new MissingValue(event, 'sms')
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now, short: true }
  const settings = { ...settled(frame, lang), domain: new URL(frame.publicUrl).hostname }
  return tidy(fill(sms, givenBy(event, facts, personal, setting, settings)))
}

/** What a locked screen shows: the same for everybody. Throws MissingValue for an event that is not pushed. */
export function renderPush(event: NoticeEvent, lang: Lang, frame: Pick<Frame, 'texts'>): { title: string; text: string } {
  const { push } = textsOf(frame, event, lang)
  if (push === null) throw new MissingValue(event, 'push')
  return push
}

/**
 * The same for the pages of the account. A link that works once is in no page: what it stops is on the account's own pages. The text is null
 * where it held a code.
 */
export function renderInAccount(
  event: NoticeEvent,
  lang: Lang,
  facts: Record<string, unknown>,
  personal: Personal,
  frame: Frame,
  now: Date,
): { title: string; text: string | null } {
  const { subject, body } = textsOf(frame, event, lang)
  const setting: Setting = { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: personal.zone, now }
  const account = `${frame.publicUrl}${lang === 'en' ? '/en' : ''}/me`
  const value = givenBy(event, { ...facts, cancelLink: account }, personal, setting, settled(frame, lang))
  // Words that are gone, of an erased talk for one, leave the title and no hole.
  const whole = (text: string): string | null => {
    try {
      return tidy(fill(text, value))
    } catch (error) {
      if (error instanceof MissingValue) return null
      throw error
    }
  }
  return { title: whole(subject) ?? subject.replaceAll(/\s*\{\{\w+\}\}/g, ''), text: whole(body) }
}

/** What the settings give. */
export const settled = (frame: Frame, lang: Lang) => ({
  agencyName: frame.agencyName[lang],
  portalName: frame.agencyName[lang],
  domain: frame.domain,
  hotline: frame.hotline,
})

function closing(event: NoticeEvent, lang: Lang, frame: Frame, mail: Personal['mail']): Omit<Letter, 'lang' | 'subject' | 'body' | 'once' | 'code'> {
  const { frame: words } = texts[lang]
  const { audience, lane } = noticeEvents[event]
  const secure = lane < 2
  const host = new URL(frame.publicUrl).host
  const own = { agencyName: frame.agencyName[lang], address: frame.address[lang], hotline: frame.hotline, from: frame.from, host }
  const say = (text: string) => fill(text, (name) => own[name as keyof typeof own])
  const deskLink = { href: `${frame.publicUrl}/desk/`, words: words.desk, hint: words.deskHint }
  const statusLink = { href: `${frame.publicUrl}${lang === 'en' ? '/en' : ''}/guest/status`, words: words.status, hint: words.statusHint }
  // The page of the status asks for a request's number: it is no help to whoever has none.
  const link = secure ? null : audience === 'staff' ? deskLink : placeholdersOf(event).includes('number') ? statusLink : null
  return {
    agencyName: own.agencyName,
    link,
    byHand: link ? null : say(words.byHand),
    noReply: mail?.replyTo ? words.mayReply : audience === 'staff' ? words.noReplyStaff : words.noReply,
    identify: mail?.identify && event === 'request.registered' ? words.identify : null,
    known: say(link ? words.known : words.knownNoLink),
    whose: say(words.whose),
    notice: frame.notice && words[frame.notice],
  }
}

function plainLetter({ body, identify, link, byHand, noReply, known, whose, notice }: Letter): string {
  const way = link ? `${link.words}: ${link.href}\n${link.hint}` : byHand
  return `${[notice, body, identify, way, noReply, known, whose].filter((part) => part !== null).join('\n\n')}\n`
}
