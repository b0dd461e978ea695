import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import type { Recipient } from './model.ts'
import { fill } from './placeholders.ts'
import { texts } from './texts.ts'
import { linkLike } from './values.ts'

type Said = NonNullable<NonNullable<Recipient['mail']>['said']>
interface Own {
  agencyName: Record<Lang, string>
  publicUrl: string
}

/**
 * An employee's words as a letter: the words, what is to be done until when, the agency's signature, and the letter that is answered. Links lead
 * to our own host or are taken out, so that nobody learns to follow others (section 5, row 14). Files are not enclosed: they are on the
 * request's page, which asks for a code, and a mailbox does not.
 */
export function saidByMail(
  event: NoticeEvent,
  lang: Lang,
  { text, quoted, hasFiles }: Said,
  own: Own,
  when: (fact: 'replyBy' | 'reopenBy') => string | null,
): string {
  const { frame } = texts[lang]
  const host = new URL(own.publicUrl).host
  const clean = (words: string, mayLink: boolean): string =>
    words
      .replaceAll(/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/gu, '')
      .replaceAll(linkLike, (link) => (mayLink && link.replace(/^https?:\/\//i, '').split(/[/?#:]/)[0] === host.split(':')[0] ? link : frame.linkRemoved))
  const [replyBy, reopenBy] = [when('replyBy'), when('reopenBy')]
  const until =
    event === 'request.info_needed' && replyBy
      ? fill(frame.answerUntil, () => replyBy)
      : event === 'request.resolved' && reopenBy
        ? fill(frame.reopenUntil, () => reopenBy)
        : null
  const signature = fill(frame.signature, () => own.agencyName[lang])
  const quotation = quoted.trim()
    ? `${frame.youWrote}\n${clean(quoted, false)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`
    : null
  return [clean(text.trim(), true), hasFiles ? frame.filesOnPage : null, until, signature, quotation].filter((part) => part !== null).join('\n\n')
}
