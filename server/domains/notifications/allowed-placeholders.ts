import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { fromSettings, kindOf, placeholdersIn } from './placeholders.ts'
import { texts } from './texts.ts'

export interface AllowedPlaceholder {
  name: string
  inSubject: boolean
  inMail: 'needed' | 'may'
  inSms: 'needed' | 'may' | 'no'
}

/** Values that are never at hand when these go out, or that would tell too much on a locked screen or in a list of mails. */
const keptOutOfSubjects = new Set(['words', 'link'])
const secrets = new Set(['code', 'verifyCode'])

/**
 * The fixed list of an event: what its default texts use, which is what the change that it tells of gives, and what the settings give.
 * What the default mail or text message says has to stay in it: a date of the law must not get lost.
 */
export function allowedPlaceholders(event: NoticeEvent): AllowedPlaceholder[] {
  const { subject, body, sms } = texts.ru.events[event]
  const mail = new Set(placeholdersIn(`${subject} ${body}`))
  const short = new Set(placeholdersIn(sms))
  // `domain` is the host of the site, for the last line of a code alone.
  const settings = [...fromSettings].filter((name) => name !== 'domain')
  return [...new Set([...mail, ...short, ...settings])].map((name) => ({
    name,
    inSubject: !keptOutOfSubjects.has(kindOf(name)) && !secrets.has(name),
    inMail: mail.has(name) && !fromSettings.has(name) ? 'needed' : 'may',
    inSms: kindOf(name) === 'link' ? 'no' : short.has(name) && !settings.includes(name) ? 'needed' : short.has(name) || fromSettings.has(name) ? 'may' : 'no',
  }))
}

/** A text message belongs to the event when the default has one; a push text when it is for citizens. */
export const partsOf = (event: NoticeEvent): { sms: boolean; push: boolean } => ({
  sms: texts.ru.events[event].sms !== null,
  push: noticeEvents[event].audience === 'citizen',
})
