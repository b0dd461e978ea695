// Every letter there is, as its reader gets it. PICTURES names a folder for sheets with all of them and for what they say without form.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Lang, langs } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Recipient } from '../../server/domains/notifications/model.ts'
import { type EveryEvent, everyEvent } from '../../server/domains/notifications/testing/every-event.ts'
import type { Caught } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { launchChromium } from '../helpers/chromium.ts'
import { contactSheets } from './contact-sheets.ts'
import { look, looksRight, optionsOf, pictureOf } from './look.ts'
import { isPressable } from './mails-sweep.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
const replyTo = 'help+26-1234-5678-1@agency.example'
/** Letters of a request that somebody wrote by mail: a reply comes back to it, and an employee's words stand there whole. */
const answers: Record<Lang, { question: string; answer: string; quoted: string }> = {
  ru: {
    question: 'Здравствуйте, Вера.\n\nПришлите, пожалуйста, снимок экрана, на котором видно сообщение и время.',
    answer: 'Здравствуйте, Вера.\n\nМы исправили отправку кодов. Войдите снова: код придет за минуту.',
    quoted: 'Добрый день.\nКод для входа не приходит второй день, пробовала три раза.\n\nВера',
  },
  en: {
    question: 'Hello Vera,\n\nPlease send a picture of the screen with the message and the time.',
    answer: 'Hello Vera,\n\nWe have repaired the sending of codes. Sign in again: the code will come within a minute.',
    quoted: 'Good morning.\nThe sign-in code has not come for two days, I tried three times.\n\nVera',
  },
}
const letters = (lang: Lang): [name: string, event: NoticeEvent, given: Partial<Recipient>][] => {
  const { question, answer, quoted } = answers[lang]
  return [
    ['request.registered by mail', 'request.registered', { mail: { replyTo, said: null, identify: true } }],
    ['request.info_needed by mail', 'request.info_needed', { mail: { replyTo, said: { text: question, quoted, hasFiles: false }, identify: false } }],
    ['request.resolved by mail', 'request.resolved', { mail: { replyTo, said: { text: answer, quoted, hasFiles: true }, identify: false } }],
    ['request.registered far away', 'request.registered', { zone: 'Asia/Kamchatka' }],
    // Those that have no mail by their rule can still get one where the rule is changed.
    ...events.map((event): [string, NoticeEvent, Partial<Recipient>] => [event, event, {}]),
  ]
}

suite('every letter in both languages, narrow and wide, light and dark', { timeout: 60 * 60_000 }, () => {
  let sent: EveryEvent
  let browser: Browser
  const all: Record<Lang, { name: string; letter: Caught }[]> = { ru: [], en: [] }
  before(async () => {
    sent = await everyEvent(new Date('2026-11-20T09:00:00Z'))
    browser = await launchChromium()
    for (const lang of langs) {
      const ids = new Map<string, string>()
      for (const [name, event, given] of letters(lang)) ids.set(name, await sent.write(event, lang, given))
      await sent.drain()
      for (const [name, id] of ids) all[lang].push({ name, letter: sent.mail.caught.find((mail) => mail.id === id)! })
    }
    keepTexts()
  })
  after(() => Promise.all([sent?.close(), browser?.close()]))

  function keepTexts(): void {
    const folder = process.env['PICTURES']
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    for (const lang of langs)
      writeFileSync(join(folder, `texts-${lang}.txt`), all[lang].map(({ name, letter }) => `== ${name}\n${letter.subject}\n\n${letter.text}`).join('\n'))
  }

  for (const lang of langs)
    for (const width of [360, 640])
      for (const colour of ['light', 'dark'] as const) {
        const seen = look(width, lang, colour)
        test(`A11Y-1, SLA-7: every letter in ${seen.name}`, async () => {
          const context = await browser.newContext(optionsOf(seen))
          const page = await context.newPage()
          assert.ok(all[lang].length > events.length)
          for (const { name, letter } of all[lang]) {
            await page.setContent(letter.html)
            await looksRight(page, seen, `mail ${name}`)
            await isPressable(page, `${seen.name} ${name}`)
          }
          await context.close()
          const pictures = all[lang].map(({ name }) => pictureOf(seen, `mail ${name}`)).filter((one) => one !== null)
          if (pictures.length > 0) await (width < 500 ? contactSheets(pictures, seen.name, 4, 1) : contactSheets(pictures, seen.name, 2, 2))
        })
      }
})
