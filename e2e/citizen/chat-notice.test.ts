import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { atChat, TalkPage, takenUp } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

declare global {
  interface Window {
    notes: number
    setHidden: (on: boolean) => void
  }
}

/** Counts the notes that are played, and lets a test put the tab out of sight. */
const watched = () => {
  window.notes = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (at) {
    window.notes++
    return start.call(this, at)
  }
  let hidden = false
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') })
  window.setHidden = (on) => {
    hidden = on
    dispatchEvent(new Event('visibilitychange'))
  }
}

suite('a message that comes while nobody looks', () => {
  let stage: Stage
  let operator: Employee
  before(async () => {
    stage = await Stage.open()
    operator = await stage.employee('notice.anna', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  const notes = (page: Page) => page.evaluate(() => window.notes)

  test('CHAT-1: the title counts, a sound is played only for whoever turned it on, and both end when the tab is seen', async () => {
    const { page } = await stage.visit()
    await page.addInitScript(watched)
    const talk = new TalkPage(page)
    const id = await takenUp(operator, talk, 'Не приходит код для входа')
    await page.getByText(like(talk.words['with.operator'])).waitFor()
    const title = await page.title()
    const sound = page.getByRole('checkbox', { name: talk.words.sound })
    assert.ok(!(await sound.isChecked()), 'off until somebody turns it on')
    await page.evaluate(() => window.setHidden(true))
    await atChat(operator, id, 'messages', { text: 'первое' })
    await page.waitForFunction((wanted) => document.title === wanted, `(1) ${title}`)
    assert.equal(await notes(page), 0)
    await page.evaluate(() => window.setHidden(false))
    await page.waitForFunction((wanted) => document.title === wanted, title)

    await sound.check()
    const heard = await notes(page)
    assert.ok(heard > 0, 'it is heard once when it is turned on')
    await atChat(operator, id, 'messages', { text: 'на виду' })
    await talk.item('на виду').waitFor()
    assert.equal(await notes(page), heard, 'what is seen rings nothing')
    await page.reload()
    await talk.item('на виду').waitFor()
    assert.ok(await sound.isChecked(), 'remembered')
    await talk.message.click()
    await page.evaluate(() => window.setHidden(true))
    await atChat(operator, id, 'messages', { text: 'второе' })
    await atChat(operator, id, 'messages', { text: 'третье' })
    await page.waitForFunction((wanted) => document.title === wanted, `(2) ${title}`)
    assert.ok((await notes(page)) > 0)
  })

  test('CHAT-1: from the small window the title of the page around it counts', async () => {
    const { page } = await stage.visit({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(watched)
    const talk = new TalkPage(page)
    const id = await takenUp(operator, talk, 'Сайт открывается медленно')
    await page.goto('/help')
    const title = await page.title()
    await page.locator('details.window summary').click()
    const inside = page.frameLocator('details.window iframe')
    await inside.getByText('Сайт открывается медленно').first().waitFor()
    await page.locator('details.window summary').click()
    await atChat(operator, id, 'messages', { text: 'ответ' })
    await page.waitForFunction((wanted) => document.title === wanted, `(1) ${title}`)
    await page.locator('details.window summary').click()
    await page.waitForFunction((wanted) => document.title === wanted, title)
  })
})
