import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { langs } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import type { TemplateSides } from '#contract/notice-templates'
import { createStaff } from '#domains/staff/index'
import { type Ctx, systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { releaseTemplate, saveTemplate, testTemplate } from './commands.ts'
import { freshTexts } from './queries/released.ts'
import { preview, template, templates } from './queries/templates.ts'
import { openSent } from './sealed-mail.ts'
import { templateProblems } from './template-problems.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { frame } from './testing/sample-values.ts'
import { texts } from './texts.ts'
import { mailTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
const events = Object.keys(noticeEvents) as NoticeEvent[]
const defaults = (event: NoticeEvent): TemplateSides => structuredClone({ ru: texts.ru.events[event], en: texts.en.events[event] })
const codes = (event: NoticeEvent, change: (sides: TemplateSides) => void): string[] => {
  const sides = defaults(event)
  change(sides)
  return templateProblems(event, sides, frame).map(({ field, code }) => `${field} ${code}`)
}

test('templates: every default text keeps the rules that the agency has to keep', () => {
  for (const event of events) assert.deepEqual(templateProblems(event, defaults(event), frame), [], event)
})

test('templates: what may not stand in a text is refused, all of it at once, with its place', () => {
  const late = 'request.overdue'
  const is = (event: NoticeEvent, change: (sides: TemplateSides) => void, ...wanted: string[]) => assert.deepEqual(codes(event, change), wanted)
  is(late, ({ ru }) => (ru.subject = 'О {{dueDate}}: {{supervisorName}}'), 'ru.subject template.not-in-subject', 'ru.body template.missing')
  is(late, ({ en }) => (en.body += ' {{subject}}'), 'en.body template.unknown')
  is(late, ({ en }) => (en.body += ' {{due Date}'), 'en.body template.braces')
  is(late, ({ ru }) => (ru.body = ru.body.replace('{{newEta}}', 'скоро')), 'ru.body template.missing')
  is(late, ({ ru }) => (ru.body += ' Подробнее: evil.example.ru/x'), 'ru.body template.foreign-host')
  is(late, ({ ru }) => (ru.body += ' Наш сайт: help.agency.example.'))
  is(late, ({ ru }) => (ru.body += ' https://help.agency.example/x'), 'ru.body template.foreign-host')
  is(late, ({ ru }) => (ru.body += ' Пришлите нам код из сообщения.'), 'ru.body template.asks-for-secret')
  is(late, ({ ru }) => (ru.body += ' Срок \u2014 завтра.'), 'ru.body template.long-dash')
  is(late, ({ ru }) => (ru.body += ' \u202eтеперь'), 'ru.body template.hidden-sign')
  is(late, ({ en }) => (en.subject = `${'long '.repeat(30)}{{number}}`), 'en.subject template.too-long')
  is(late, ({ en }) => (en.subject = ' '), 'en.subject template.required', 'en.body template.missing')
  is(late, ({ ru }) => (ru.sms = 'Опаздываем.'), 'ru.sms template.no-sms')
  is(late, ({ ru }) => (ru.push = null), 'ru.push.title template.required')
  is(late, ({ ru }) => (ru.push!.text = 'Обращение {{number}}'), 'ru.push.text template.nothing-to-fill')
  is('request.resolved', ({ ru }) => (ru.sms = 'Ответ по обращению {{number}}: help.agency.example'), 'ru.sms template.link')
  is('request.resolved', ({ ru }) => (ru.sms = 'Ответ готов.'), 'ru.sms template.missing')
  is('request.resolved', ({ ru }) => (ru.sms = `Ответ по обращению {{number}} готов. ${'Откройте кабинет. '.repeat(8)}`), 'ru.sms template.sms-parts')
  is('auth.code', ({ en }) => (en.subject = '{{code}} is your code'), 'en.subject template.not-in-subject')
  is('recovery.started', ({ en }) => (en.sms = 'Stop it: {{cancelLink}} {{hotline}}'), 'en.sms template.unknown')
})

let platform: Platform
let world: ReturnType<typeof madeUpPeople>
const [anna, boris] = [randomUUID(), randomUUID()]
const now = START
const as = (id: string, roles = ['editor'] as const): Ctx => ({
  ...systemCtx(platform, now, 'T'),
  actor: { kind: 'staff', id, roles, teams: [], provedAt: now },
})
const refuses = (run: Promise<unknown>, code: string) => assert.rejects(run, (error: Refusal) => error.code === code)
const edited = (event: NoticeEvent, words: string): TemplateSides => {
  const sides = defaults(event)
  sides.ru.body += ` ${words}`
  return sides
}
const sent = async (event: NoticeEvent) => {
  const person = world.person()
  const id = await queue(platform, now, event, person, { channel: 'email' })
  await openSender({ platform, people: world.people, transport: mailTransport(platform), clock: () => now }).drain()
  const { sealed } = await rowOf(platform, id)
  return openSent(systemCtx(platform, now, 'T'), world.known.get(person)!.key, id, sealed!)
}

before(async () => {
  platform = await testPlatform(await testDatabase(), { parts: { mode: 'demo' } })
  world = madeUpPeople(platform)
})
after(() => platform.store.close())

test('templates: a draft is not sent; a second person releases it; the way back to the default and to what was sent before is open', async () => {
  const event = 'request.closed'
  assert.doesNotMatch((await sent(event)).text, /Новые слова/)
  assert.deepEqual(await saveTemplate(as(anna), event, { ...edited(event, 'Новые слова.'), expected: 0 }), { event, version: 1 })
  assert.doesNotMatch((await sent(event)).text, /Новые слова/)
  await refuses(saveTemplate(as(boris), event, { ...edited(event, 'Другие.'), expected: 0 }), 'template.changed')
  await refuses(releaseTemplate(as(anna), event, 1), 'template.own')
  await refuses(releaseTemplate(as(boris), event, 7), 'template.no-version')
  await releaseTemplate(as(boris), event, 1, 1)
  assert.match((await sent(event)).text, /Новые слова/)
  const shown = await template(as(anna), event)
  assert.deepEqual([shown.releasedVersion, shown.versions[0]!.own, shown.versions[0]!.releasedAt], [1, true, now.toISOString()])

  await releaseTemplate(as(anna), event, 0)
  assert.doesNotMatch((await sent(event)).text, /Новые слова/)
  await refuses(releaseTemplate(as(anna), event, 0), 'template.released-already')
  await releaseTemplate(as(anna), event, 1)
  assert.match((await sent(event)).text, /Новые слова/, 'two people have seen it: its author may go back to it')
  const journal = await platform.store.db.selectFrom('journal').select('event').where('event', 'like', 'template.%').orderBy('id').execute()
  assert.deepEqual(
    journal.map((row) => row.event),
    ['template.saved', 'template.released', 'template.released', 'template.released'],
  )
})

test('templates: the table itself refuses a release by the author', async () => {
  await saveTemplate(as(anna), 'request.reopened', edited('request.reopened', 'Слова.'))
  await assert.rejects(
    platform.store.db.updateTable('notice_template_version').set({ released_by: anna, released_at: now }).where('event', '=', 'request.reopened').execute(),
    /check constraint/,
  )
})

test('templates: another process learns of a release within seconds, by asking the store for one number', async () => {
  const event = 'request.withdrawn'
  let ms = 0
  const other: Platform = { ...platform, store: Object.create(platform.store) as Platform['store'], monotonicMs: () => ms }
  const { releasedIn } = await import('./queries/released.ts')
  await freshTexts(other)
  await saveTemplate(as(anna), event, edited(event, 'Слова.'))
  await releaseTemplate(as(boris), event, 1)
  await freshTexts(other)
  assert.equal(releasedIn(other.store).has(event), false)
  ms = 3001
  await freshTexts(other)
  assert.match(releasedIn(other.store).get(event)!.ru.body, /Слова/)
})

test('templates: nobody without the role keeps or releases one', async () => {
  const operator = { ...as(anna), actor: { kind: 'staff', id: anna, roles: ['operator'], teams: [], provedAt: now } } as Ctx
  await refuses(saveTemplate(operator, 'request.closed', defaults('request.closed')), 'access.denied')
  await refuses(releaseTemplate(operator, 'request.closed', 1), 'access.denied')
  assert.equal((await templates(operator)).mayEdit, false)
})

test('templates: a preview of every event and language is whole, and the mail in it loads nothing', async () => {
  for (const event of events)
    for (const lang of langs) {
      const shown = await preview(as(anna), event, 0, lang)
      for (const text of [shown.subject, shown.text, shown.html, shown.sms?.text ?? '']) assert.doesNotMatch(text, /\{\{|undefined|null/, `${event} ${lang}`)
      assert.equal(shown.sms === null, texts[lang].events[event].sms === null)
      assert.ok((shown.sms?.parts ?? 1) <= 2, event)
    }
})

test('templates: a test goes to employees only, marked as a test, five an hour', async () => {
  const { id } = await createStaff(systemCtx(platform, now, 'T'), {
    name: 'Петрова Анна',
    login: 'anna',
    roles: ['editor'],
    teams: [],
    lang: 'ru',
    password: 'тихая гавань за мысом',
    totpSecret: 'JBSWY3DPEHPK3PXP',
  })
  await refuses(testTemplate(as(id), 'request.closed', 0, { lang: 'en' }), 'template.no-own-address')
  await refuses(testTemplate(as(id), 'request.closed', 0, { lang: 'en', to: 'citizen@example.org' }), 'template.not-staff')
  const { setOwnMail } = await import('#domains/staff/commands/own-mail')
  await setOwnMail(as(id), { email: 'Anna@Example.org', events: [] })
  const { id: notice } = await testTemplate(as(anna), 'auth.code', 0, { lang: 'en', to: 'anna@example.org' })
  const people = {
    ...world.people,
    recipient: async () => ({ email: 'anna@example.org', phone: null, lang: 'ru' as const, zone: 'UTC', proved: true, key: null, words: {} }),
  }
  await openSender({ platform, people, transport: mailTransport(platform), clock: () => now }).drain()
  const { sealed, person_id, audience } = await rowOf(platform, notice)
  assert.deepEqual([person_id, audience], [id, 'staff'])
  const mail = openSent(systemCtx(platform, now, 'T'), null, notice, sealed!)
  assert.equal(mail.subject, '[Test] Your code')
  assert.match(mail.text, /^Test of a text: .*\n\nYour code:\n482913\n/)
  for (let n = 1; n < 5; n++) await testTemplate(as(anna), 'request.closed', 0, { lang: 'ru', to: 'anna@example.org' })
  await refuses(testTemplate(as(anna), 'request.closed', 0, { lang: 'ru', to: 'anna@example.org' }), 'template.test-wait')
})
