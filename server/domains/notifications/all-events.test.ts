import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { langs } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { smsParts } from './sms-parts.ts'
import { type EveryEvent, everyEvent } from './testing/every-event.ts'
import { rowOf } from './testing/outbox.ts'
import { texts } from './texts.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
/** What people wrote: HTML, a second header, a second header block, a foreign link, signs that turn the text around. */
const NASTY = 'Иван <img src=x onerror=alert(1)>\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> https://evil.example/a \u202e"\'&'
let sent: EveryEvent

before(async () => {
  sent = await everyEvent(new Date('2026-11-20T09:00:00Z'), NASTY)
})
after(() => sent?.close())

test('SLA-7: every event goes out in both languages by every channel that it has a text for, each once', async () => {
  const left: string[] = []
  for (const [id, { event, lang, channel }] of sent.made) {
    const { state, answer } = await rowOf(sent.platform, id)
    if (state !== (channel === 'inapp' ? 'delivered' : 'sent')) left.push(`${event} ${lang} ${channel}: ${state} ${answer}`)
  }
  assert.deepEqual(left, [])
  const of = (channel: string) => [...sent.made].filter(([, one]) => one.channel === channel).map(([id]) => id)
  assert.deepEqual(sent.mail.caught.map(({ id }) => id).sort(), of('email').sort())
  assert.equal(messages().size, of('sms').length)
  assert.deepEqual(
    sent.browsers.taken.map(({ payload }) => payload.tag).sort(),
    of('push')
      .map((id) => id.slice(-12))
      .sort(),
  )
  for (const lang of langs)
    assert.deepEqual(
      events.filter((event) => ![...sent.made.values()].some((one) => one.event === event && one.lang === lang)),
      [],
    )
})

test('SLA-7, C20: each mail has a whole text part and a whole HTML part, says whose it is, and leads to one host', () => {
  const { agency, http, mail: settings } = sent.platform.config
  const host = new URL(http.publicUrl).host
  for (const { id, subject, text, html } of sent.mail.caught) {
    const { event, lang } = sent.made.get(id)!
    const where = `${event} ${lang}`
    for (const part of [subject, text, html]) assert.doesNotMatch(part, /\{\{|undefined|\bnull\b|NaN|[—–]/, where)
    const noReply = texts[lang].frame[noticeEvents[event].audience === 'staff' ? 'noReplyStaff' : 'noReply']
    for (const said of [lang === 'ru' ? agency.nameRu : agency.nameEn, agency.phoneFree, settings.from, noReply])
      assert.ok(text.includes(said), `${where}: ${said}`)
    assert.match(html, /^<!doctype html>[\s\S]*<\/html>\s*$/, where)
    assert.match(html, new RegExp(`<html lang="${lang}">`), where)
    const hosts = new Set([...`${text} ${html}`.matchAll(/https?:\/\/([^/\s"<]+)/g)].map(([, one]) => one))
    hosts.delete(host)
    assert.deepEqual([...hosts], [], where)
  }
})

test('C8: HTML and line ends in names and subjects stay words: one header block, nothing runs', () => {
  for (const { id, subject, text, html, headers } of sent.mail.caught) {
    const { event, lang } = sent.made.get(id)!
    const count = (key: string) => headers.filter((one) => one.key === key).length
    assert.deepEqual([count('subject'), count('to'), count('from'), count('bcc'), count('auto-submitted')], [1, 1, 1, 0, 1], event)
    assert.equal(headers.find(({ key }) => key === 'auto-submitted')!.value, 'auto-generated')
    assert.doesNotMatch(subject, /Иван|[\r\n<]/, event)
    assert.doesNotMatch(text, /^Bcc:/m, event)
    assert.doesNotMatch(html, /<script|<img|onerror=alert\(1\)>/, `${event} ${lang}`)
    assert.doesNotMatch(`${text}${html}`, /evil\.example|\u202e/, event)
  }
  const quoted = sent.mail.caught.find(({ id }) => sent.made.get(id)!.event === 'request.registered')!
  assert.match(quoted.html, /&lt;img src=x onerror=alert\(1\)&gt;/)
})

/** What each telephone got: its parts, put together as it would. */
function messages(): Map<string, { parts: number; text: string }> {
  const byPhone = Map.groupBy(sent.operator.taken, ({ to }) => to.replaceAll(/\D/g, ''))
  return new Map(
    [...byPhone].map(([to, parts]) => [
      to,
      {
        parts: parts.length,
        text: parts
          .toSorted((a, b) => (a.joined?.[2] ?? 0) - (b.joined?.[2] ?? 0))
          .map(({ text }) => text)
          .join(''),
      },
    ]),
  )
}

test('section 7: text messages take two parts at most, as they were counted, and have no link but the line that binds a code to our host', () => {
  const host = new URL(sent.platform.config.http.publicUrl).hostname
  const got = messages()
  let bound = 0
  for (const { event, lang, channel, phone } of sent.made.values()) {
    if (channel !== 'sms') continue
    const { parts, text } = got.get(phone!.replaceAll(/\D/g, ''))!
    assert.equal(parts, smsParts(text).parts, `${event} ${lang}: ${text}`)
    assert.ok(parts <= 2, `${event} ${lang}: ${text}`)
    assert.doesNotMatch(text, /\{\{|undefined|null/, event)
    const line = `\n@${host} #482913`
    if (text.endsWith(line)) bound++
    assert.doesNotMatch(text.replace(line, ''), /:\/\/|www\.|@/, event)
  }
  assert.equal(bound, 2)
})

test('C7: pushes hold the text of the event in the language of the reader, our own page and nothing of a person', () => {
  for (const { payload } of sent.browsers.taken) {
    const { title, text } = texts[payload.lang].events[payload.kind].push!
    assert.deepEqual([payload.title, payload.text], [title, text])
    assert.deepEqual(Object.keys(payload).sort(), ['kind', 'lang', 'tag', 'text', 'title', 'url'])
    assert.match(payload.url, /^(\/en)?\/me\/notifications$/)
  }
})
