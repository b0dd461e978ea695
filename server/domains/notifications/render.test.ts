import assert from 'node:assert/strict'
import { test } from 'node:test'
import { langs } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { kindOf, placeholdersIn, placeholdersOf } from './placeholders.ts'
import { render } from './render.ts'
import { frame, sampleFacts } from './testing/sample-values.ts'
import { texts } from './texts.ts'
import { MissingValue } from './values.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
const now = new Date('2026-11-20T09:00:00Z')
const none = { zone: 'Europe/Moscow', words: {} }
const registered = (subject: string, lang: 'ru' | 'en' = 'ru', zone = 'Europe/Moscow') =>
  render('request.registered', lang, sampleFacts(placeholdersOf('request.registered')), { zone, words: { subject } }, frame, now)

test('SLA-7: there are 47 events, and both languages have the same texts for each', () => {
  assert.equal(events.length, 47)
  for (const lang of langs) assert.deepEqual(Object.keys(texts[lang].events).sort(), [...events].sort())
  for (const event of events) {
    const [ru, en] = [texts.ru.events[event], texts.en.events[event]]
    for (const part of ['subject', 'body', 'sms'] as const) assert.equal(ru[part] === null, en[part] === null, `${event} ${part}`)
    assert.deepEqual(placeholdersIn(`${ru.subject} ${ru.body}`).sort(), placeholdersIn(`${en.subject} ${en.body}`).sort(), event)
  }
  for (const part of ['frame', 'demo', 'terms'] as const) assert.deepEqual(Object.keys(texts.ru[part]), Object.keys(texts.en[part]))
  for (const name of Object.keys(texts.ru.terms)) assert.deepEqual(Object.keys(texts.ru.terms[name]!), Object.keys(texts.en.terms[name]!))
})

for (const lang of langs)
  test(`SLA-7: all events render in ${lang}: nothing left to fill, no long dash, no exclamation mark`, () => {
    for (const event of events) {
      const mail = render(event, lang, sampleFacts(placeholdersOf(event)), none, frame, now)
      for (const [part, text] of Object.entries(mail)) {
        assert.doesNotMatch(text, /\{\{|[—–]|undefined|null|NaN|Invalid/, `${event} ${part}`)
        if (part !== 'html') assert.doesNotMatch(text, /!|\.\./, `${event} ${part}`)
      }
      assert.match(mail.text, /Sample Agency|Образец/)
      assert.match(mail.text, /8 800 000-00-01/)
      assert.match(mail.text, /help@agency\.example/)
    }
  })

test('C17: no subject has a place for what a person wrote', () => {
  for (const lang of langs)
    for (const event of events) for (const name of placeholdersIn(texts[lang].events[event].subject)) assert.notEqual(kindOf(name), 'words', `${event} ${name}`)
  const canary = render(
    'request.registered',
    'ru',
    sampleFacts(placeholdersOf('request.registered')),
    { zone: 'UTC', words: { subject: 'КАНАРЕЙКА' } },
    frame,
    now,
  )
  assert.equal(canary.subject, 'Обращение 26-1234-5678-1 зарегистрировано')
  assert.match(canary.text, /«КАНАРЕЙКА»/)
})

test('C17: texts of SMS hold no address of a page', () => {
  for (const lang of langs) for (const event of events) assert.doesNotMatch(texts[lang].events[event].sms ?? '', /https?:|www\.|Link\}\}/, event)
})

test('C8: HTML and line ends in a request subject stay words on one line', () => {
  const { subject, text, html } = registered('Привет\r\nBcc: all@example.org\r\n\r\n<img src=x onerror=alert(1)><script>"\'&')
  assert.doesNotMatch(html, /<img|<script/)
  assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;&lt;script&gt;&quot;&#39;&amp;/)
  assert.doesNotMatch(text, /^Bcc/m)
  assert.doesNotMatch(subject, /[\r\n]/)
})

test('C17: words of people lead nowhere: links in them are taken out, our own is the only one', () => {
  const nasty = 'см. https://evil.example/a?b и www.evil.example, evil.ru/x, кремль.рф, паспорт.pdf, ул.Ленина, me@mail.example, \u202eevil'
  const { text, html } = registered(nasty)
  assert.doesNotMatch(text, /evil\.|кремль\.рф|\u202e/)
  assert.match(text, /паспорт\.pdf, ул\.Ленина, me@mail\.example/)
  assert.deepEqual(html.match(/(?:href|src)="[^"]*"/g), ['href="https://help.agency.example/guest/status"'])
  assert.deepEqual(text.match(/https?:\S+/g), ['https://help.agency.example/guest/status'])
})

test('C20: the link carries neither number nor token, and mails about security have none at all', () => {
  for (const event of events) {
    const { html } = render(event, 'en', sampleFacts(placeholdersOf(event)), none, frame, now)
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    assert.deepEqual(links, noticeEvents[event].lane === 2 ? ['https://help.agency.example/en/guest/status'] : [], event)
  }
})

test('REG-7: dates stand in the agency zone and, where it differs, in the reader zone too', () => {
  assert.match(registered('x').text, /решим вопрос до пт, 27 ноября, 18:00 МСК\./)
  assert.match(registered('x', 'ru', 'Asia/Yekaterinburg').text, /18:00 МСК \(у вас 20:00\)/)
  assert.match(registered('x', 'en', 'Asia/Kamchatka').text, /Fri 27 November, 18:00 MSK \(Sat 28 November, 03:00 your time\)/)
  const later = render(
    'request.extended',
    'ru',
    { number: '26123456781', oldDueDate: '2026-12-30T15:00:00Z', newDueDate: '2027-01-15T15:00:00Z', reason: 'additional_analysis' },
    none,
    frame,
    now,
  )
  assert.match(later.text, /до пт, 15 января 2027, 18:00 МСК \(был ср, 30 декабря, 18:00 МСК\)\. Причина: нужно дополнительно изучить вопрос\./)
})

test('a missing value is an error, not a hole', () => {
  assert.throws(() => render('request.registered', 'ru', { number: '26123456781' }, none, frame, now), MissingValue)
  assert.throws(() => kindOf('password'), /no placeholder/)
})

test('numbers take the form of the language: 1, 2, 5, 21 working days, hours and minutes', () => {
  const reminder = (daysLeft: number) =>
    render('request.info_reminder', 'ru', { number: '26123456781', daysLeft }, { zone: 'UTC', words: { whatIsNeeded: 'Скан?' } }, frame, now).text
  assert.deepEqual(
    [1, 2, 5, 21].map((n) => /осталось: ([^.]*)\./.exec(reminder(n))![1]),
    ['1 рабочий день', '2 рабочих дня', '5 рабочих дней', '21 рабочий день'],
  )
  assert.match(reminder(1), /ждем от вас: Скан\? Времени/)
  const warning = render('sla.warning', 'ru', { number: '26123456781', timeLeft: 200, assignee: 'x' }, none, frame, now).text
  assert.match(warning, /3 часа 20 минут рабочего времени/)
})

test('the html is whole without images, fetches nothing and stays small', () => {
  for (const event of events) {
    const { html } = render(event, 'ru', sampleFacts(placeholdersOf(event)), none, frame, now)
    assert.doesNotMatch(html, /<img|url\(|@import|<link|<script/)
    assert.ok(Buffer.byteLength(html) < 6000, event)
  }
})
