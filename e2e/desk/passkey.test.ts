import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { authenticator } from '../helpers/authenticator.ts'
import { Desk } from '../helpers/desk.ts'
import { password } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('passkeys', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('REG-12, V6: the first administrator comes by the printed link, sets a password and a passkey, and signs in with both', async () => {
    const link = /http\S+\/desk\/enrol#[\w-]{43}/.exec(stage.server.output)?.[0] ?? ''
    const visit = await stage.visit()
    const desk = new Desk(visit.page)
    const { page } = desk
    const device = await authenticator(page)
    await page.goto(link)
    await page.getByLabel(desk.t('staff.new-password'), { exact: true }).fill(password)
    await desk.button('staff.save-password').click()

    // A finger that the device does not know adds nothing, and says so.
    await device.agrees(false)
    await desk.button('staff.add-passkey').click()
    await page.getByRole('alert').waitFor()
    assert.equal((await device.keys()).length, 0)
    await device.agrees(true)
    await desk.button('staff.add-passkey').click()
    await page.getByRole('heading', { name: desk.t('frame.staff') }).waitFor()
    assert.equal((await device.keys()).length, 1)
    assert.equal((await device.keys())[0]?.rpId, 'localhost')

    await page.getByRole('button', { name: desk.t('frame.profile', { name: 'Administrator' }) }).click()
    await page.getByRole('menuitem', { name: desk.t('frame.sign-out') }).click()
    await page.getByRole('textbox', { name: desk.t('staff.login') }).fill('admin')
    await page.getByLabel(desk.t('staff.password'), { exact: true }).fill(password)
    await desk.button('staff.continue').click()
    await desk.button('staff.enter-passkey').waitFor()
    assert.equal((await page.request.get('/api/staff')).status(), 401, 'a password alone is nobody')
    await device.agrees(false)
    await desk.button('staff.enter-passkey').click()
    await page.getByRole('alert').waitFor()
    await device.agrees(true)
    await desk.button('staff.enter-passkey').click()
    await page.getByRole('heading', { name: desk.t('frame.staff') }).waitFor()

    // The link is used up.
    const again = await stage.visit()
    await again.page.goto(link)
    await again.page
      .getByRole('alert')
      .or(again.page.getByText(desk.t('staff.password-already', { login: 'admin' })))
      .first()
      .waitFor()
  })
})
