import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { generateSync } from 'otplib'
import { isAccessible } from '../helpers/accessible.ts'
import { Browser } from '../helpers/browser.ts'
import { Desk } from '../helpers/desk.ts'
import { codeOf, type Employee, password } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

const better = 'семь ветров над городом'

suite('an employee and the own account', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())
  /** As if the last proof were ten minutes old; the code of enrolment may be used again. */
  const grewOld = ({ id }: Employee) =>
    stage.server.sql(
      `with s as (update staff_session set proved_at = proved_at - interval '10 minutes' where staff_id = $1 and proved_at is not null)
       update staff_factor set totp_step = 0 where staff_id = $1`,
      [id],
    )

  test('ASVS 6.2.3, 7.5.1, WCAG 2.1.1: by keyboard alone: a fresh proof, a second factor added and one removed, the password changed', async () => {
    const vera = await stage.employee('vera', ['operator'])
    await grewOld(vera)
    const desk = new Desk((await stage.atDesk(vera)).page)
    const { page } = desk
    const press = async (what: ReturnType<Desk['button']>, key = 'Enter') => {
      await what.focus()
      await page.keyboard.press(key)
    }
    await desk.open('/inbox')
    await press(page.getByRole('button', { name: /, профиль$/ }))
    const item = page.getByRole('menuitem', { name: desk.t('staff.own') })
    await item.waitFor()
    // The arrows go around the menu; where they begin is the menu's affair.
    for (let i = 0; i < 4 && !(await item.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: desk.t('staff.own') }).waitFor()
    await isAccessible(page, 'own account')
    assert.equal(await page.getByRole('button', { name: /^Убрать: / }).isDisabled(), true, 'the last factor stays')

    await press(desk.button('staff.add-factor'))
    await press(desk.button('staff.add-app'))
    const proof = page.getByRole('dialog', { name: desk.t('staff.factor-again') })
    await proof.getByRole('textbox', { name: desk.t('staff.code') }).fill('000000')
    await page.keyboard.press('Enter')
    await proof.getByRole('alert').waitFor()
    await isAccessible(page, 'fresh proof')
    await proof.getByRole('textbox', { name: desk.t('staff.code') }).fill(codeOf(vera.secret))
    await page.keyboard.press('Enter')
    await proof.waitFor({ state: 'detached' })
    await page.getByRole('img', { name: desk.t('staff.qr') }).waitFor()
    const secret = (await page.locator('[class*=secret]').textContent())!.replaceAll(' ', '')
    await page.getByRole('textbox', { name: desk.t('staff.code') }).fill(generateSync({ secret }))
    await page.keyboard.press('Enter')
    await desk.said('staff.factor-added').waitFor()

    await press(page.getByRole('button', { name: /^Убрать: / }).first())
    const remove = page.getByRole('dialog')
    await remove.waitFor()
    await isAccessible(page, 'remove a factor')
    await press(remove.getByRole('button', { name: desk.t('staff.factor-remove'), exact: true }))
    await desk.said('staff.factor-removed').waitFor()
    assert.equal(await page.getByRole('button', { name: /^Убрать: / }).count(), 1)

    await page.getByLabel(desk.t('staff.password-now'), { exact: true }).fill('не тот пароль совсем')
    await page.getByLabel(desk.t('staff.new-password'), { exact: true }).fill(better)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText(desk.t('problems.password.old-wrong')).waitFor()
    assert.equal(await page.getByLabel(desk.t('staff.new-password'), { exact: true }).inputValue(), better, 'what was typed is kept')
    await page.getByLabel(desk.t('staff.password-now'), { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await desk.said('staff.password-changed').waitFor()

    const door = new Browser(stage.server.url)
    assert.equal((await door.send('POST', '/api/staff/session', { json: { login: 'vera', password } })).status, 401)
    assert.equal((await door.send('POST', '/api/staff/session', { json: { login: 'vera', password: better } })).status, 200)
  })

  test('ASVS 7.5.1: an administrator whose proof has grown old is asked for a fresh one, and the invitation goes on by itself', async () => {
    const boss = await stage.admin
    await grewOld(boss)
    const desk = new Desk((await stage.atDesk(boss)).page)
    const { page } = desk
    await desk.open('/staff')
    await desk.button('staff.invite').click()
    const dialog = page.getByRole('dialog', { name: desk.t('staff.invite') })
    await dialog.getByRole('textbox', { name: desk.t('staff.name') }).fill('Орлов Глеб')
    await dialog.getByRole('textbox', { name: desk.t('staff.login') }).fill('gleb')
    await dialog.getByRole('checkbox', { name: desk.t('words.role.operator') }).check()
    await dialog.getByRole('button', { name: desk.t('staff.invite-do') }).click()
    const proof = page.getByRole('dialog', { name: desk.t('staff.factor-again') })
    await proof.getByRole('textbox', { name: desk.t('staff.code') }).fill(codeOf(boss.secret))
    await proof.getByRole('button', { name: desk.t('staff.confirm'), exact: true }).click()
    await page.getByRole('dialog').locator('code').waitFor()
  })
})
