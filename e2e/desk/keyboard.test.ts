import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { intake } from '../helpers/intake.ts'
import { tabTo } from '../helpers/keyboard.ts'
import { codeOf, password } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('the desk by keyboard alone', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('WCAG 2.1.1: from the sign-in to a sent reply without a pointer', async () => {
    const operator = await stage.employee('keys', ['operator'], ['first_line', 'technical'])
    for (const marker of ['keysone', 'keystwo'])
      assert.equal((await (await stage.admin).browser.insist('POST', '/api/tickets', { json: intake(marker) })).status, 201)
    const visit = await stage.visit({ viewport: { width: 1440, height: 900 } })
    const { page } = visit
    const desk = new Desk(page)
    await desk.open('/sign-in')
    await page.getByRole('heading', { name: desk.t('staff.sign-in') }).waitFor()
    await tabTo(page, desk.t('staff.login'))
    await page.keyboard.type(operator.login)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: desk.t('staff.code') }).waitFor()
    await tabTo(page, desk.t('staff.code'))
    await page.keyboard.type(codeOf(operator.secret, 30))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()

    await tabTo(page, /Не назначены/)
    await page.keyboard.press('Enter')
    await page.locator('[data-row]').nth(1).waitFor()
    await tabTo(page, /Не могу войти/)
    await page.keyboard.press('ArrowDown')
    assert.ok(
      await page
        .locator('[data-row]')
        .nth(1)
        .evaluate((row) => row === document.activeElement),
    )
    await page.keyboard.press('Enter')
    await page.waitForURL(/requests/)
    await desk.button('tickets.action.take').waitFor()
    await tabTo(page, /^Взять$/)
    await page.keyboard.press('Enter')
    await desk.said('tickets.done.take').waitFor()
    await page.keyboard.press('Alt+KeyR')
    await page.keyboard.type('Здравствуйте. Проверяем вход.')
    await page.keyboard.press('Control+Enter')
    await desk.said('tickets.sent.reply').waitFor()
    await page.keyboard.press('Alt+KeyW')
    await page.getByRole('heading', { name: desk.t('deadlines.why') }).waitFor()
    await page.keyboard.press('Control+Slash')
    await page.getByRole('dialog', { name: desk.t('frame.keys') }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await isAccessible(page, 'request after a keyboard walk')
  })
})
