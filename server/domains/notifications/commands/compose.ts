import type { Lang } from '#contract/common'
import { groupOf } from '#contract/notice-choices'
import { isNoticeEvent, type NoticeEvent, noticeEvents, noticeSecretPlace } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { frameOf } from '../frame-of.ts'
import type { NoticeRow, PushAddress, PushMessage, Recipient, SentMail, SentSms } from '../model.ts'
import { type Frame, type Personal, render, renderPush, renderSms } from '../render.ts'
import { unsubscribeToken } from '../unsubscribe-token.ts'
import { MissingValue } from '../values.ts'

/** The letter, or what it lacks. */
export const composeMail = (ctx: Ctx, notice: NoticeRow, to: Recipient, email: string): SentMail | MissingValue =>
  whole(ctx, notice, to, (event, personal) => {
    const { lang, frame } = settingOf(ctx, notice, to)
    const replyTo = to.mail?.replyTo
    const unsubscribe = unsubscribeFrom(ctx, event, notice, lang)
    return { to: email, ...(replyTo && { replyTo }), ...(unsubscribe && { unsubscribe }), ...render(event, lang, notice.facts, personal, frame, ctx.now) }
  })

/** Where optional mail of the kind ends; null for what cannot be switched off and for staff. */
function unsubscribeFrom({ app }: Ctx, event: NoticeEvent, { person_id, audience }: NoticeRow, lang: Lang): string | null {
  if (audience === 'staff' || noticeEvents[event].mandatory) return null
  return `${app.config.http.publicUrl}${lang === 'en' ? '/en' : ''}/unsubscribe/${unsubscribeToken(app.vault, person_id, groupOf(event))}`
}

/** The test of a text carries the words that it is of, in the language that is looked at. */
function settingOf(ctx: Ctx, { event, facts }: NoticeRow, to: Recipient): { lang: Lang; frame: Frame } {
  const frame = frameOf(ctx.app)
  const test = facts['testOf'] as { lang: Lang; subject: string; body: string } | undefined
  if (!test) return { lang: to.lang, frame }
  const side = { subject: test.subject, body: test.body, sms: null, push: null }
  return { lang: test.lang, frame: { ...frame, notice: 'test', texts: new Map([[event, { ru: side, en: side }]]) } }
}

/** The same as a text message. */
export const composeSms = (ctx: Ctx, notice: NoticeRow, to: Recipient, phone: string): SentSms | MissingValue =>
  whole(ctx, notice, to, (event, personal) => ({ to: phone, text: renderSms(event, to.lang, notice.facts, personal, frameOf(ctx.app), ctx.now) }))

/** The same for browsers. Nothing personal: the words are of the event alone, in the language that each browser was subscribed in. */
export const composePush = (ctx: Ctx, notice: NoticeRow, to: Recipient, addresses: readonly PushAddress[]): PushMessage | MissingValue =>
  whole(ctx, notice, to, (kind) => {
    const frame = frameOf(ctx.app)
    const each = addresses.map((address) => ({
      address,
      payload: {
        kind,
        lang: address.lang,
        ...renderPush(kind, address.lang, frame),
        url: address.lang === 'en' ? '/en/me/notifications' : '/me/notifications',
        tag: notice.id.slice(-12),
      },
    }))
    const services = [...new Set(addresses.map(({ endpoint }) => new URL(endpoint).hostname))]
    const { title, text } = each[0]!.payload
    return { shown: { to: services.join(', '), title, text }, each, expiresAt: notice.expires_at }
  })

function whole<M>(ctx: Ctx, notice: NoticeRow, to: Recipient, compose: (event: NoticeEvent, personal: Personal) => M): M | MissingValue {
  if (!isNoticeEvent(notice.event)) return new MissingValue(notice.event, 'texts')
  const secret = secretOf(ctx, notice, to)
  try {
    return compose(notice.event, { zone: to.zone, words: to.words, ...(secret && { secret }), ...(to.mail && { mail: to.mail }) })
  } catch (error) {
    if (error instanceof MissingValue) return error
    throw error
  }
}

/** A code, or the token of a link that stops something; somebody who is registering has no key yet, and the service's stands in. */
function secretOf({ app: { vault } }: Ctx, notice: NoticeRow, to: Recipient): Record<string, string> | undefined {
  if (!notice.secret) return undefined
  const place = noticeSecretPlace(notice.person_id)
  return JSON.parse(to.key ? vault.open(to.key, place, notice.secret) : vault.openService('draft', place, notice.secret)) as Record<string, string>
}
