import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { atChat } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import { HostSite } from '../helpers/host-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { Widget } from '../helpers/widget.ts'

suite('the chat on another site without a connection', () => {
  let stage: Stage
  let site: HostSite
  let operator: Employee
  before(async () => {
    site = await HostSite.open(() => stage.server.url)
    stage = await Stage.open({ WIDGET_ORIGINS: site.origin })
    operator = await stage.employee('away.anna', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(async () => {
    await stage?.close()
    await site.close()
  })

  const visitor = async () => {
    const visit = await stage.visit({ viewport: { width: 1280, height: 800 } })
    visit.ledTo.add(new URL(site.origin).host)
    visit.expected.push(/net::ERR_|WebSocket connection to|status of 503|Failed to load/)
    return { page: visit.page, context: visit.context, widget: new Widget(visit.page) }
  }
  const withOperator = async (widget: Widget, question: string) => {
    const id = await widget.begin(question)
    await widget.press(widget.words.call)
    await widget.frame.getByRole('heading', { name: like(widget.words.place) }).waitFor()
    await atChat(operator, id, 'acceptance')
    await widget.frame.getByText(like(widget.words['with.operator'])).waitFor()
    return id
  }

  test('R10: a cut network is said, and what was written and missed arrives once and in order when it is back', async () => {
    const { page, context, widget } = await visitor()
    await page.goto(site.origin)
    const id = await withOperator(widget, 'Не открывается раздел с услугами')
    await context.setOffline(true)
    await widget.frame.getByText(widget.words['js.offline']).waitFor()
    await widget.say('первое без связи')
    await widget.say('второе без связи')
    await widget.item('первое без связи').getByText(widget.words['js.failed']).waitFor()
    await atChat(operator, id, 'messages', { text: 'пропущенное' })
    await context.setOffline(false)
    await widget.frame.getByText(widget.words['js.back']).waitFor()
    await widget.item('пропущенное').waitFor()
    await widget.item('второе без связи').locator('[data-mark]').waitFor()
    const said = (await widget.log.locator('[data-seq] .said').allInnerTexts()).filter((text) => /без связи/.test(text))
    assert.deepEqual(said, ['первое без связи', 'второе без связи'])
  })

  test('R10: where WebSocket is blocked it says that messages come more slowly, and they come', async () => {
    const { page, widget } = await visitor()
    await page.routeWebSocket(/\/api\/live/, (socket) => socket.close())
    await page.goto(site.origin)
    const id = await withOperator(widget, 'Не открывается раздел с документами')
    await widget.frame.getByText(widget.words['js.polling']).waitFor()
    await atChat(operator, id, 'messages', { text: 'и без сокета' })
    await widget.item('и без сокета').waitFor()
  })

  test('R10: a restart of the service is said, loses nothing typed, and the talk goes on; a first question waits for it', async () => {
    const { page, context, widget } = await visitor()
    await page.goto(site.origin)
    await widget.begin('Сайт открывается медленно')
    await widget.message.fill('недописанное')
    const other = new Widget(await context.newPage())
    await other.page.goto(site.origin)
    await other.button.waitFor()
    // A stranger's first question, asked while nobody answers.
    const fresh = await visitor()
    await fresh.page.goto(site.origin)
    await fresh.widget.button.click()
    await fresh.widget.first.fill('Вопрос во время перерыва')

    await stage.server.kill()
    await widget.frame.getByText(widget.words['js.down']).waitFor()
    await fresh.widget.press(fresh.widget.words.begin)
    await fresh.widget.frame.getByText(fresh.widget.words['js.down']).waitFor()
    assert.equal(await fresh.widget.first.inputValue(), 'Вопрос во время перерыва')
    await widget.say('сказано во время перерыва')
    await widget.item('сказано во время перерыва').getByText(widget.words['js.failed']).waitFor()

    await stage.server.start()
    await widget.item('сказано во время перерыва').locator('[data-mark]').waitFor()
    await fresh.widget.press(fresh.widget.words.begin)
    await fresh.widget.item('Вопрос во время перерыва').first().waitFor()
  })

  test('a frame that cannot be reached says so in the panel, with a way to try again', async () => {
    const { page, widget } = await visitor()
    await page.clock.install()
    await page.goto(site.origin)
    await widget.button.waitFor()
    let blocked = true
    await page.route(/\/chat\?window=/, (route) => (blocked ? route.abort('connectionrefused') : route.continue()))
    await widget.button.click()
    await page.clock.runFor(16_000)
    await widget.panel.getByRole('alert').filter({ hasText: widget.t.away }).waitFor()
    assert.ok(await widget.panel.getByRole('link', { name: widget.t.elsewhere }).isVisible())
    blocked = false
    await widget.panel.getByRole('button', { name: widget.t.again }).click()
    await widget.first.waitFor()
  })
})
