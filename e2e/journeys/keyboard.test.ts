import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { CitizenSite } from '../helpers/people.ts'
import { Stage } from '../helpers/stage.ts'

interface Stop {
  name: string
  ring: boolean
  onScreen: boolean
}

/** What a person who sees the screen and has no pointer knows about the place of the focus. */
const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLInputElement
    if (here === document.body) return { name: '', ring: false, onScreen: false }
    // The ring may stand on the label around a radio button or a checkbox.
    const ringed = [here, here.closest('label')].filter((one) => one !== null)
    const hasRing = (one: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    }
    const { top, bottom, left, right } = here.getBoundingClientRect()
    const words = here.labels?.[0]?.innerText ?? here.getAttribute('aria-label') ?? here.innerText ?? ''
    return {
      name: words.replaceAll(/\s+/g, ' ').trim(),
      ring: here.matches(':focus-visible') && ringed.some(hasRing),
      onScreen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    }
  })

/** Tabs on until the focus stands on `name`; each stop on the way shows a ring and is on the screen. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let pressed = 0; pressed < 60; pressed++) {
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    passed.push(stop.name)
    if (stop.name === '') continue // the browser's own bar, at the end of the page
    assert.ok(stop.ring, `no ring on "${stop.name}" of ${page.url()}`)
    assert.ok(stop.onScreen, `"${stop.name}" of ${page.url()} has the focus beside the screen`)
    if (typeof name === 'string' ? stop.name === name || stop.name.startsWith(`${name} (`) : name.test(stop.name)) return
  }
  throw new Error(`no way by Tab to ${name}; passed: ${passed.join(' / ')}`)
}

suite('by keyboard alone', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const [lang, width] of [
    ['ru', 1280],
    ['en', 360],
  ] as const)
    test(`A11Y-1, WCAG 2.1.1, 2.4.7: from the first page to a sent request and an addition to it (${lang}, ${width} px)`, async () => {
      const site = new CitizenSite((await stage.visit({ viewport: { width, height: 740 } })).page, lang)
      const { page, t } = site
      const type = (text: string) => page.keyboard.type(text)
      const press = (key: string) => page.keyboard.press(key)

      await site.open('/')
      // The first stop leads past the header.
      await press('Tab')
      assert.equal((await stopOf(page)).name, t.frame.skip)
      await press('Enter')
      await tabTo(page, t.home.ask)
      await type('Не загружается файл')
      await press('Enter')
      await site.heading(t.form.topicTitle).waitFor()

      await tabTo(page, t.form['kind.problem'])
      await press('Space')
      await press('ArrowDown')
      assert.equal((await stopOf(page)).name, t.form['kind.question'])
      await press('ArrowUp')
      await tabTo(page, t.topics['g.tech'])
      await press('Enter')
      await tabTo(page, t.topics['tech.auth'])
      await press('Space')
      await press('ArrowDown')
      assert.equal((await stopOf(page)).name, t.topics['tech.upload'])
      await tabTo(page, t.form.continue)
      await press('Enter')
      await site.heading(t.form.detailsTitle).waitFor()

      // Sent too early: the summary takes the focus and its first link leads to the field.
      await tabTo(page, t.form.email)
      await type('keys@example.org')
      await press('Enter')
      await site.summary.waitFor()
      await tabTo(page, t.problems['description.required'])
      await press('Enter')
      assert.equal((await stopOf(page)).name, t.form.description)
      await type('Нажимаю «Прикрепить», выбираю файл, ничего не происходит.')
      await tabTo(page, t.form.phone)
      await type('+7 916 123-45-67')
      await tabTo(page, t.form.continue)
      await press('Space')
      await site.heading(t.form.filesTitle).waitFor()
      await tabTo(page, t.form.filesChoose)
      await tabTo(page, t.form.continue)
      await press('Enter')
      await site.heading(t.form.checkTitle).waitFor()

      await tabTo(page, new RegExp(`^${t.form.change}.*${t.form.desiredOutcome}$`))
      await press('Enter')
      await site.heading(t.form.detailsTitle).waitFor()
      // The link leads to the field itself.
      assert.match((await stopOf(page)).name, new RegExp(`^${t.form.desiredOutcome}`))
      await type('Приложить справку')
      await tabTo(page, t.form.continue)
      await press('Enter')
      await site.heading(t.form.filesTitle).waitFor()
      await tabTo(page, t.form.continue)
      await press('Enter')
      await page.getByText('Приложить справку').waitFor()
      await tabTo(page, t.form.send)
      await press('Enter')
      const number = await site.numberShown()

      await tabTo(page, t.received.open)
      await press('Enter')
      await page.getByText(number).first().waitFor()
      await tabTo(page, t.request.why)
      await press('Enter')
      await tabTo(page, t.request.replyText)
      await type('Добавлю: браузер обновлен сегодня.')
      await tabTo(page, t.request.replySend)
      await press('Enter')
      await page.getByText(t.flash.replied).waitFor()
      await page.getByText('Добавлю: браузер обновлен сегодня.').waitFor()
    })
})
