import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Lang, langs } from '#contract/common'
import { type NoticeChannel, type NoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { kindOf, placeholdersOf, placeholdersOfSms } from './placeholders.ts'
import { pushTransport } from './push-transport.ts'
import { samplesOf } from './sample-of.ts'
import { smppTransport } from './smpp/transport.ts'
import { smsParts } from './sms-parts.ts'
import { type Gateway, mailGateway } from './testing/mail-gateway.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { type PushService, pushService } from './testing/push-service.ts'
import { type Smsc, smsc } from './testing/smsc.ts'
import { texts } from './texts.ts'
import { mailTransport } from './transport.ts'

const now = new Date('2026-11-20T09:00:00Z')
const events = Object.keys(noticeEvents) as NoticeEvent[]
/** What people wrote: HTML, a second header, a second header block, a foreign link, signs that turn the text around. */
const NASTY = 'Иван <img src=x onerror=alert(1)>\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> https://evil.example/a \u202e"\'&'
let platform: Platform
let mail: Gateway
let operator: Smsc
let browsers: PushService
let world: ReturnType<typeof madeUpPeople>
const made = new Map<string, { event: NoticeEvent; lang: Lang; channel: NoticeChannel; phone: string | null }>()

const goesBy = (event: NoticeEvent, channel: NoticeChannel): boolean => {
  const { channels, optionalChannels }: NoticeRule = noticeEvents[event]
  return channels.includes(channel) || optionalChannels.includes(channel)
}

before(async () => {
  ;[mail, operator, browsers] = await Promise.all([mailGateway(), smsc(), pushService()])
  platform = await testPlatform(await testDatabase(), { env: { SMTP_URL: mail.url, PUSH_HOSTS: browsers.host } })
  world = madeUpPeople(platform)
  for (const lang of langs)
    for (const event of events)
      for (const channel of ['email', 'sms', 'push', 'inapp'] as const) {
        if (!goesBy(event, channel) || (channel === 'sms' && texts[lang].events[event].sms === null)) continue
        const names = [...new Set([...placeholdersOf(event), ...placeholdersOfSms(event)])]
        const words = Object.fromEntries(names.filter((name) => kindOf(name) === 'words').map((name) => [name, NASTY]))
        const person = world.person({ lang, words })
        const { phone, key } = world.known.get(person)!
        if (channel === 'push') await browsers.subscribe(platform, person, key, lang)
        const facts = samplesOf(names, lang, platform.config.http.publicUrl)
        made.set(await queue(platform, now, event, person, { channel, facts }), { event, lang, channel, phone })
      }
  const sms = smppTransport({ url: operator.url, from: 'Agency', onReceipt: async () => {} })
  const push = pushTransport(platform, () => now)
  await openSender({ platform, people: world.people, transport: mailTransport(platform), sms, push, clock: () => now }).drain()
  sms.close()
})
after(async () => {
  await platform.store.close()
  await Promise.all([mail.close(), operator.close(), browsers.close()])
})

test('SLA-7: every event goes out in both languages by every channel that it has a text for, each once', async () => {
  const left: string[] = []
  for (const [id, { event, lang, channel }] of made) {
    const { state, answer } = await rowOf(platform, id)
    if (state !== (channel === 'inapp' ? 'delivered' : 'sent')) left.push(`${event} ${lang} ${channel}: ${state} ${answer}`)
  }
  assert.deepEqual(left, [])
  const of = (channel: string) => [...made].filter(([, one]) => one.channel === channel).map(([id]) => id)
  assert.deepEqual(mail.caught.map(({ id }) => id).sort(), of('email').sort())
  assert.equal(messages().size, of('sms').length)
  assert.deepEqual(
    browsers.taken.map(({ payload }) => payload.tag).sort(),
    of('push')
      .map((id) => id.slice(-12))
      .sort(),
  )
  for (const lang of langs)
    assert.deepEqual(
      events.filter((event) => ![...made.values()].some((one) => one.event === event && one.lang === lang)),
      [],
    )
})

test('SLA-7, C20: each mail has a whole text part and a whole HTML part, says whose it is, and leads to one host', () => {
  const { agency, http, mail: settings } = platform.config
  const host = new URL(http.publicUrl).host
  for (const { id, subject, text, html } of mail.caught) {
    const { event, lang } = made.get(id)!
    const where = `${event} ${lang}`
    for (const part of [subject, text, html]) assert.doesNotMatch(part, /\{\{|undefined|\bnull\b|NaN|[—–]/, where)
    for (const said of [lang === 'ru' ? agency.nameRu : agency.nameEn, agency.phoneFree, settings.from, texts[lang].frame.noReply])
      assert.ok(text.includes(said), `${where}: ${said}`)
    assert.match(html, /^<!doctype html>[\s\S]*<\/html>\s*$/, where)
    assert.match(html, new RegExp(`<html lang="${lang}">`), where)
    const hosts = new Set([...`${text} ${html}`.matchAll(/https?:\/\/([^/\s"<]+)/g)].map(([, one]) => one))
    hosts.delete(host)
    assert.deepEqual([...hosts], [], where)
  }
})

test('C8: HTML and line ends in names and subjects stay words: one header block, nothing runs', () => {
  for (const { id, subject, text, html, headers } of mail.caught) {
    const { event, lang } = made.get(id)!
    const count = (key: string) => headers.filter((one) => one.key === key).length
    assert.deepEqual([count('subject'), count('to'), count('from'), count('bcc'), count('auto-submitted')], [1, 1, 1, 0, 1], event)
    assert.equal(headers.find(({ key }) => key === 'auto-submitted')!.value, 'auto-generated')
    assert.doesNotMatch(subject, /Иван|[\r\n<]/, event)
    assert.doesNotMatch(text, /^Bcc:/m, event)
    assert.doesNotMatch(html, /<script|<img|onerror=alert\(1\)>/, `${event} ${lang}`)
    assert.doesNotMatch(`${text}${html}`, /evil\.example|\u202e/, event)
  }
  const quoted = mail.caught.find(({ id }) => made.get(id)!.event === 'request.registered')!
  assert.match(quoted.html, /&lt;img src=x onerror=alert\(1\)&gt;/)
})

/** What each telephone got: its parts, put together as it would. */
function messages(): Map<string, { parts: number; text: string }> {
  const byPhone = Map.groupBy(operator.taken, ({ to }) => to.replaceAll(/\D/g, ''))
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
  const host = new URL(platform.config.http.publicUrl).hostname
  const got = messages()
  let bound = 0
  for (const { event, lang, channel, phone } of made.values()) {
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
  for (const { payload } of browsers.taken) {
    const { title, text } = texts[payload.lang].events[payload.kind].push!
    assert.deepEqual([payload.title, payload.text], [title, text])
    assert.deepEqual(Object.keys(payload).sort(), ['kind', 'lang', 'tag', 'text', 'title', 'url'])
    assert.match(payload.url, /^(\/en)?\/me\/notifications$/)
  }
})
