import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { stopOf, tabTo } from '../helpers/keyboard.ts'
import { Stage } from '../helpers/stage.ts'

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
      await isAccessible(page, 'the way past the header')
      await press('Enter')
      await tabTo(page, t.home.ask)
      await type('Не загружается файл')
      await press('Enter')
      await site.heading(t.form.topicTitle).waitFor()

      // Sent without a choice: the summary has the focus, and its link leads to the first radio button.
      await tabTo(page, t.form.subject)
      await press('Enter')
      await site.summary.waitFor()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'summary')
      await tabTo(page, t.problems['kind.required'])
      await press('Enter')
      assert.match(page.url(), /#kind$/)
      assert.equal((await stopOf(page)).name, t.form['kind.problem'])
      await press('Space')
      await press('ArrowDown')
      assert.equal((await stopOf(page)).name, t.form['kind.question'])
      await press('ArrowUp')
      // One stop for all topics; the arrows walk through the groups.
      await tabTo(page, t.topics['access.signin'])
      for (let pressed = 0; pressed < 40 && (await stopOf(page)).name !== t.topics['tech.upload']; pressed++) await press('ArrowDown')
      assert.equal((await stopOf(page)).name, t.topics['tech.upload'])
      assert.ok(await page.getByRole('radio', { name: t.topics['tech.upload'], exact: true }).isChecked())
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
