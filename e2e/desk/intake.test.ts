import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { Stage } from '../helpers/stage.ts'

suite('requests filed at the desk, and the bell', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  async function fill(desk: Desk, over: Partial<Record<'subject' | 'description' | 'phone', string>> = {}) {
    const field = (name: 'subject' | 'description' | 'phone') => desk.page.getByLabel(desk.t(`tickets.intake.${name}`), { exact: true })
    await field('subject').fill(over.subject ?? 'Не приходит код для входа')
    await field('description').fill(over.description ?? 'Звонит второй день: код из письма не приходит, папку «Спам» смотрел.')
    await field('phone').fill(over.phone ?? '+7 916 123-45-67')
  }

  test('FORM-1, REG-7, WCAG 2.1.1: a call is filed by keyboard; wrong fields are named and keep what was typed; number and dates can be read out', async () => {
    const desk = new Desk((await stage.atDesk(await stage.employee('anna', ['operator']))).page)
    const { page } = desk
    await desk.open('/inbox')
    await page.getByRole('link', { name: desk.t('frame.intake') }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: desk.t('frame.intake') }).waitFor()
    await fill(desk, { subject: 'Код', phone: '12' })
    await page.keyboard.press('Control+Enter')
    const alert = page.getByRole('alert')
    await alert.getByText(desk.t('problems.phone.invalid')).waitFor()
    await isAccessible(page, 'intake with problems')
    await alert.getByRole('link').first().focus()
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'intake-subject')
    assert.equal(
      await page
        .getByLabel(desk.t('tickets.intake.description'), { exact: true })
        .inputValue()
        .then((text) => text.length > 20),
      true,
    )
    // Another page and back: nothing is lost.
    await desk.page
      .getByRole('link', { name: desk.t('frame.inbox') })
      .first()
      .click()
    await page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()
    await page.getByRole('link', { name: desk.t('frame.intake') }).click()
    assert.equal(await page.getByLabel(desk.t('tickets.intake.subject'), { exact: true }).inputValue(), 'Код')
    await fill(desk)
    await page.keyboard.press('Control+Enter')
    const heading = page.getByRole('heading', { level: 1, name: /зарегистрировано$/ })
    await heading.waitFor()
    await isAccessible(page, 'receipt')
    const number = /\d\d-\d{4}-\d{4}-\d/.exec((await heading.textContent())!)![0]
    await page.getByText('***').first().waitFor()
    await desk.button('tickets.intake-open').focus()
    await page.keyboard.press('Enter')
    await page.getByText(number).first().waitFor()
    await page.getByText(desk.t('words.channel.phone')).first().waitFor()
  })

  test('REG-12, REG-7: a clerk of an office files and gets the receipt, and opens no request', async () => {
    const desk = new Desk((await stage.atDesk(await stage.employee('clerk', ['mfc_clerk'], []))).page)
    await desk.open('/')
    await desk.page.getByRole('heading', { level: 1, name: desk.t('frame.intake') }).waitFor()
    await fill(desk)
    await desk.button('tickets.intake-send').click()
    await desk.page.getByRole('heading', { level: 1, name: /зарегистрировано$/ }).waitFor()
    assert.equal(await desk.button('tickets.intake-open').count(), 0)
    assert.equal(await desk.page.getByRole('link', { name: desk.t('frame.inbox') }).count(), 0)
  })

  test('SLA-8, WCAG 2.1.1: the bell rings by itself when work is given, leads to the request by keyboard, and is read by opening it', async () => {
    const giver = await stage.employee('giver', ['supervisor'])
    const taker = await stage.employee('taker', ['operator'])
    const desk = new Desk((await stage.atDesk(taker)).page)
    const { page } = desk
    await desk.open('/intake')
    await page.getByRole('button', { name: desk.t('frame.bell'), exact: true }).waitFor()
    await page.getByText(desk.t('frame.live')).waitFor()
    const filed = await giver.browser.insist('POST', '/api/desk/tickets', {
      json: {
        channel: 'phone',
        topic: 'tech.display',
        kind: 'problem',
        subject: 'Страница показана криво',
        description: 'Открыл заявление, строки лежат одна на другой, прочитать нельзя.',
        phone: '+7 916 123-45-67',
      },
    })
    await giver.browser.insist('POST', `/api/desk/tickets/${filed.body.number}/assignment`, { json: { staffId: taker.id } })
    const rings = page.getByRole('button', { name: desk.t('frame.bell-unread', { count: 1 }) })
    await rings.waitFor()
    await rings.focus()
    await page.keyboard.press('Enter')
    const line = page.getByRole('menuitem').first()
    await line.waitFor()
    await isAccessible(page, 'bell')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Страница показана криво').first().waitFor()
    await page.getByRole('button', { name: desk.t('frame.bell'), exact: true }).waitFor()
  })
})
