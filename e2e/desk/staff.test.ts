import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { intake } from '../helpers/intake.ts'
import { codeOf, type Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('staff at the desk', () => {
  let stage: Stage
  let boss: Employee
  before(async () => {
    stage = await Stage.open()
    boss = await stage.admin
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage.close())

  test('REG-12: an administrator invites; the link sets a password and an app; no factor, no desk; a block closes it at once', async () => {
    const admin = new Desk((await stage.atDesk(boss)).page)
    await admin.open('/staff')
    await admin.button('staff.invite').click()
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: admin.t('staff.name') }).fill('Новикова Вера')
    await dialog.getByRole('textbox', { name: admin.t('staff.login') }).fill('vera')
    await dialog.getByRole('checkbox', { name: admin.t('words.role.operator') }).check()
    await dialog.getByRole('checkbox', { name: admin.t('words.team.first_line') }).check()
    await isAccessible(admin.page, 'invite')
    await dialog.getByRole('button', { name: admin.t('staff.invite-do') }).click()
    const link = (await dialog.locator('code').textContent())!
    await isAccessible(admin.page, 'link shown once')
    await dialog.getByRole('button', { name: admin.t('staff.link-kept') }).click()
    assert.ok(!(await admin.page.content()).includes(link.split('#')[1]!))

    const visit = await stage.visit()
    const desk = new Desk(visit.page)
    const sent: string[] = []
    visit.page.on('request', (request) => sent.push(request.url()))
    await visit.page.goto(link)
    await visit.page.getByText('Новикова Вера, ваш логин: vera').waitFor()
    assert.ok(!visit.page.url().includes('#'), 'the token leaves the address bar')
    await isAccessible(visit.page, 'enrolment')
    const field = visit.page.getByLabel(desk.t('staff.new-password'), { exact: true })
    await field.fill('короткий')
    await desk.button('staff.save-password').click()
    await visit.page.getByRole('alert').getByText('Нужно не меньше 15 знаков, сейчас 8').waitFor()
    await field.fill('четыре разных слова тут')
    await desk.button('staff.save-password').click()
    await desk.button('staff.add-app').waitFor()

    // The password alone opens nothing.
    const half = await visit.context.newPage()
    await half.goto('/desk/inbox')
    await half.getByRole('heading', { name: desk.t('staff.sign-in') }).waitFor()
    await half.close()

    await desk.button('staff.add-app').click()
    await visit.page.getByRole('img').waitFor()
    assert.ok(await visit.page.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0), 'the QR picture is drawn')
    await isAccessible(visit.page, 'authenticator app')
    const secret = (await visit.page.locator('[class*=secret]').textContent())!.replaceAll(' ', '')
    await visit.page.getByRole('textbox', { name: desk.t('staff.code') }).fill(codeOf(secret))
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()
    assert.equal(await visit.page.getByRole('link', { name: desk.t('frame.staff') }).count(), 0, 'the rail shows only what the role may open')
    assert.deepEqual(
      sent.filter((url) => url.includes(link.split('#')[1]!)),
      [],
      'the token is in no address that was asked for',
    )

    await admin.page.reload()
    await admin.page.getByRole('button', { name: admin.t('staff.actions-for', { name: 'Новикова Вера' }) }).click()
    await admin.page.getByRole('menuitem', { name: admin.t('staff.block'), exact: true }).click()
    await admin.page.getByRole('textbox', { name: admin.t('staff.reason') }).fill('Проверка закрытия')
    await admin.page
      .getByRole('dialog')
      .getByRole('button', { name: admin.t('staff.block'), exact: true })
      .click()
    await admin.said('staff.blocked').or(admin.page.getByText('Доступ закрыт: Новикова Вера')).first().waitFor()
    // The desk asks by itself now and then, and may have closed before anything is pressed.
    const closed = visit.page.getByRole('heading', { name: desk.t('staff.sign-in') })
    const list = visit.page.getByRole('link', { name: /Просрочены/ })
    await list.or(closed).first().waitFor()
    await list.click({ timeout: 5000 }).catch(() => {})
    await closed.waitFor()
  })

  test('REG-8: the search finds by a word in another form and by number; only a contact asks for a purpose', async () => {
    const operator = await stage.employee('finder', ['operator'], ['first_line', 'technical'])
    const filed = await boss.browser.insist('POST', '/api/tickets', { json: intake('searched', { subject: 'Пропали квитанции об оплате' }) })
    const { number } = filed.body as { number: string }
    const { page } = await stage.atDesk(operator)
    const desk = new Desk(page)
    await desk.open('/inbox')
    await page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()
    await page.keyboard.press('Control+KeyK')
    const field = page.getByRole('dialog').getByRole('combobox').first()
    await field.fill('квитанция')
    await page
      .getByRole('listbox')
      .getByRole('option', { name: /Пропали квитанции/ })
      .waitFor()
    await isAccessible(page, 'search')
    await field.fill('searched@example.org')
    await page
      .getByRole('combobox', { name: desk.t('frame.search-purpose') })
      .or(page.getByRole('textbox', { name: desk.t('frame.search-purpose') }))
      .first()
      .waitFor()
    await field.fill(number.replaceAll('-', ' '))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Пропали квитанции об оплате' }).waitFor()
  })
})
