import assert from 'node:assert/strict'
import { test } from 'node:test'
import { langs } from '#contract/common'
import { cooledActions } from '#contract/my-account'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { kindOf, placeholdersIn, placeholdersOf, placeholdersOfSms } from './placeholders.ts'
import { render, renderSms } from './render.ts'
import { smsParts } from './sms-parts.ts'
import { frame, sampleFacts } from './testing/sample-values.ts'
import { texts } from './texts.ts'
import { MissingValue } from './values.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
const now = new Date('2026-11-20T09:00:00Z')
const none = { zone: 'Europe/Moscow', words: {} }
const registered = (subject: string, lang: 'ru' | 'en' = 'ru', zone = 'Europe/Moscow') =>
  render('request.registered', lang, sampleFacts(placeholdersOf('request.registered')), { zone, words: { subject } }, frame, now)

test('SLA-7: there are 53 events, and both languages have the same texts for each', () => {
  assert.equal(events.length, 53)
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

test('SLA-7: every event for citizens has a push text in both languages: short, nothing to fill, no link', () => {
  for (const lang of langs)
    for (const event of events) {
      const { push } = texts[lang].events[event]
      assert.equal(push === null, noticeEvents[event].audience === 'staff', event)
      if (!push) continue
      assert.ok(push.title.length <= 50 && push.text.length <= 120, `${event} ${lang}`)
      assert.doesNotMatch(`${push.title} ${push.text}`, /[{}!—–]|https?:|www\./, event)
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

/** The link to go on with a recovery goes by mail alone: no link by SMS. */
const accountEvents = events.filter((event) => event !== 'recovery.link' && /^(auth|recovery|factor|backup_code|contact)\./.test(event))
/** The longest there can be: codes of the longest words, a late date, masks and a telephone as they are. */
const longestSms = (event: NoticeEvent, lang: 'ru' | 'en') => {
  const longest = (name: string) => Object.entries(texts[lang].terms[name] ?? {}).toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
  const words = Object.fromEntries(placeholdersOfSms(event).flatMap((name) => (kindOf(name) === 'term' ? [[name, longest(name)!]] : [])))
  const facts = { ...sampleFacts(placeholdersOfSms(event)), ...words, maskedNew: 'i***@department.region.example' }
  return renderSms(event, lang, facts, { ...none, secret: { code: '482913' } }, frame, now)
}

test('C17, PHISH-2: no text message has a link or a host in it, but for the last line of a code', () => {
  for (const lang of langs)
    for (const event of events) {
      const { sms } = texts[lang].events[event]
      assert.doesNotMatch(sms ?? '', /https?:|www\.|Link\}\}|\/\w/, event)
      assert.ok(event === 'auth.code' || !/\{\{domain\}\}/.test(sms ?? ''), event)
      if (sms) assert.doesNotMatch(longestSms(event, lang).replace(/\n@.*$/, ''), /\w\.(example|ru|org)\b(?<!\*\*\*@department\.region\.example)/, event)
    }
})

test('SLA-7: every event of an account that goes by text message has words in both languages, and takes one or two parts', () => {
  assert.equal(accountEvents.length, 11)
  for (const lang of langs)
    for (const event of accountEvents) {
      const text = longestSms(event, lang)
      assert.doesNotMatch(text, /\{\{|[—–]|undefined|null|!|\.\./, event)
      assert.ok(smsParts(text).parts <= 2, `${event} ${lang} takes ${smsParts(text).parts}: ${text}`)
      if (event !== 'auth.code') assert.match(text, /8 800 000-00-01\.$/, event)
    }
})

test('the message of a code is bound to the host of the site', () => {
  const code = (lang: 'ru' | 'en') => renderSms('auth.code', lang, { purpose: 'sign_in' }, { ...none, secret: { code: '482913' } }, frame, now)
  assert.equal(code('ru'), '482913 код для: вход. Никому не говорите, даже оператору.\n@help.agency.example #482913')
  assert.equal(code('en'), '482913 is the code for: signing in. Tell nobody, not even an operator.\n@help.agency.example #482913')
})

test('RECOV-4: every code that facts carry has its words: purposes, actions that are closed, changes', () => {
  for (const lang of langs) {
    const { terms } = texts[lang]
    for (const action of cooledActions) assert.ok(terms['limitedActions']![action], action)
    for (const purpose of ['guest', 'register', 'sign_in', 'prove_again', 'unlock', 'recover', 'contact_new', 'contact_old', 'link'])
      assert.ok(terms['purpose']![purpose], purpose)
  }
  const facts = { at: '2026-11-20T09:00:00Z', coolDownUntil: '2026-11-23T09:00:00Z', limitedActions: ['contact.change', 'account.delete'] }
  assert.match(render('recovery.completed', 'ru', facts, none, frame, now).text, /для вашей защиты: замена контактов, удаление учетной записи\./)
})

test('C20: news of a recovery carry one link, to the page that stops it; it opens that page and nothing else', () => {
  const facts = { at: '2026-11-20T09:00:00Z', cancelBy: '2026-11-21T09:00:00Z' }
  const secret = { cancelToken: 'a'.repeat(43) }
  const { text, html } = render('recovery.started', 'en', facts, { ...none, secret }, frame, now)
  const link = `https://help.agency.example/en/cancel/${'a'.repeat(43)}`
  assert.deepEqual(text.match(/https?:\S+/g), [link])
  assert.match(text, /open the site yourself/)
  assert.deepEqual(
    [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    [link],
  )
  assert.throws(() => render('recovery.started', 'en', facts, none, frame, now), MissingValue)
})

test('C20, K4: the link that an employee had sent leads to its own page, and the letter says that it works once', () => {
  const { text } = render('recovery.link', 'ru', { at: '2026-11-20T09:00:00Z' }, { ...none, secret: { linkToken: 'b'.repeat(43) } }, frame, now)
  assert.deepEqual(text.match(/https?:\S+/g), [`https://help.agency.example/recovery/link/${'b'.repeat(43)}`])
  assert.match(text, /действует один раз/)
})

test('a code is large by itself, also where a number before it has the same digits; days, times and telephones keep to one line', () => {
  const live = render('call.live', 'ru', { number: '26123441781', verifyCode: '417' }, none, frame, now)
  assert.match(live.html, /26-1234-4178-1<\/span>\. Код сверки: <strong [^>]*>417<\/strong>/)
  const facts = { ...sampleFacts(placeholdersOf('contact.change_requested')), effectiveAt: '2027-01-15T15:00:00Z' }
  const { html, text } = render('contact.change_requested', 'en', facts, none, frame, now)
  assert.match(html, /Fri 15\u00a0January\u00a02027, 18:00\u00a0MSK\./)
  assert.match(html, /<span style="white-space:nowrap">\+7 900 \*{3}-\*{2}-01<\/span>/)
  assert.match(text, /Fri 15 January 2027, 18:00 MSK\./)
})

test('no sentence is longer than 20 words', () => {
  for (const lang of langs)
    for (const event of events) {
      const { body, sms, push } = texts[lang].events[event]
      const sentences = [body, sms ?? '', push?.text ?? ''].flatMap((text) => text.split(/(?<=[.?])\s+/))
      for (const sentence of sentences) assert.ok(sentence.split(/\s+/).length <= 20, `${event} ${lang}: ${sentence}`)
    }
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

test('C20: the link carries neither number nor token; mails about security and those without a number have none but the one for one purpose', () => {
  const withOwn = events.filter((event) => placeholdersOf(event).some((name) => kindOf(name) === 'link'))
  assert.deepEqual(withOwn.sort(), ['contact.change_requested', 'recovery.link', 'recovery.started'])
  for (const event of events) {
    const { html } = render(event, 'en', sampleFacts(placeholdersOf(event)), none, frame, now)
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    const [once] = placeholdersOf(event).filter((name) => kindOf(name) === 'link')
    const isForStaff = noticeEvents[event].audience === 'staff'
    const page = isForStaff ? 'desk/' : 'en/guest/status'
    const hasPage = noticeEvents[event].lane === 2 && (isForStaff || placeholdersOf(event).includes('number'))
    assert.deepEqual(links, hasPage ? [`https://help.agency.example/${page}`] : once ? [sampleFacts([once])[once]] : [], event)
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
  assert.match(later.text, /до пт, 15 января 2027, 18:00 МСК\. Прежний срок: ср, 30 декабря, 18:00 МСК\. Причина: нужно дополнительно изучить вопрос\./)
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
  assert.match(reminder(1), /ждем от вас: Скан\? Ответьте/)
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
