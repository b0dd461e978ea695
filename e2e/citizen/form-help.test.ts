import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { CitizenSite, like } from '../helpers/citizen-site.ts'
import { Stage } from '../helpers/stage.ts'

suite('help for filling in a form', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('CHAT-5: the small window leads through the form step by step by keyboard, marks its field, knows when it is filled in, and sends nothing of it (en, 1280)', async () => {
    const { page } = await stage.visit({ viewport: { width: 1280, height: 900 } })
    const site = new CitizenSite(page, 'en')
    const { steps: t, chat } = site.t
    await site.open('/requests/new/topic')
    await page.locator('details.window > summary').click()
    const frame = page.frameLocator('details.window iframe')
    await frame.getByRole('button', { name: t['js.offer'] }).click()
    const said = frame.getByRole('region', { name: t['js.title'] }).getByRole('status')
    await said.getByText(like(t['js.step'].replace('{k}', '1').replace('{n}', '3'))).waitFor()
    await frame.getByText(t['js.empty']).waitFor()
    assert.equal(await page.locator('[data-helped] #subject').count(), 1)
    const described = (await page.locator('#subject').getAttribute('aria-describedby')) ?? ''
    assert.ok(described.includes('form-help-note'))
    assert.equal(await page.locator('#form-help-note').innerText(), t['topic.subject'])
    await isAccessible(page, 'a field is marked')

    await frame.getByRole('button', { name: t['js.show'] }).press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'subject')
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
    await page.keyboard.type('Гиппопотам съел выписку')
    await frame.getByText(t['js.done'], { exact: true }).waitFor()
    await frame.getByRole('button', { name: t['js.next'] }).press('Enter')
    await said.getByText(like(t['js.step'].replace('{k}', '2').replace('{n}', '3'))).waitFor()
    assert.equal(await page.locator('[data-helped] #subject').count(), 0)
    assert.equal(await page.locator('[data-helped] [name=kind]').count(), 3)
    assert.ok(!asked.some((one) => one.includes('/chat') && one.includes('%D0%93%D0%B8%D0%BF')), 'nothing typed goes to the chat')
    await frame.getByRole('button', { name: t['js.close'] }).click()
    assert.equal(await page.locator('[data-helped], #form-help-note').count(), 0)
    await frame.getByRole('textbox', { name: chat.first }).waitFor()
  })

  test('CHAT-5: a page whose form has no instruction leads to articles; without JavaScript the steps are an article with links to the fields (ru, 360)', async () => {
    const { page } = await stage.visit({ viewport: { width: 1280, height: 900 } })
    const t = new CitizenSite(page).t.steps
    await page.goto('/view')
    await page.locator('details.window > summary').click()
    await page.frameLocator('details.window iframe').getByRole('link', { name: t['js.find'] }).waitFor()

    const plain = await stage.visit({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    await plain.page.goto('/requests/new/topic')
    await plain.page.getByRole('link', { name: t.link }).click()
    await plain.page.getByRole('heading', { level: 1, name: t.title.replace('{form}', t.topic) }).waitFor()
    await plain.page.getByRole('main').getByRole('link', { name: t['field.kind'], exact: true }).click()
    assert.ok(plain.page.url().endsWith('/requests/new/topic#kind'), plain.page.url())
    assert.equal(await plain.page.locator('#kind').count(), 1)
  })
})
