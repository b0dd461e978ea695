import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { type AccountStage, accountStage, newOwner } from '../helpers/account-site.ts'
import { atChat, TalkPage, takenUp } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'

suite('one history', () => {
  let on: AccountStage
  let operator: Employee
  before(async () => {
    on = await accountStage()
    operator = await on.stage.employee('chat.lena', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  for (const [lang, script, width] of [['ru', true, 360]] as const)
    test(`CHAT-15: a talk, the request made of it and what is new stand on one line in the account; the operator sees the same and the citizen that he looked (${lang}, ${width}, ${script ? 'with' : 'without'} JavaScript)`, async () => {
      const site = await on.visit(lang, script)
      const { page } = site
      await page.setViewportSize({ width, height: 740 })
      await site.register(newOwner())
      const talk = new TalkPage(page, lang)
      const { history: t } = site.t
      const id = await takenUp(operator, talk, 'Гиппопотам съел мою выписку')
      const { body } = await operator.browser.send('POST', `/api/desk/chats/${id}/request`, { json: { subject: 'Выписка испорчена', topic: 'service.howto' } })
      const { number } = body as { number: string }
      await site.open('/history')
      await isAccessible(page, 'history')
      const lines = page.locator('ol.line > li')
      assert.deepEqual(await lines.locator('h2').allInnerTexts(), ['Выписка испорчена', 'Гиппопотам съел мою выписку'])
      await lines.nth(0).getByText(like(t['linked.talk'])).waitFor()
      await lines.nth(1).getByText(like(t['linked.request'])).waitFor()
      await atChat(operator, id, 'messages', { text: 'Сделаем новую справку.' })
      await page.reload()
      await lines.nth(1).getByText(like(t['last.staff'])).waitFor()
      assert.ok((await lines.nth(1).getByText(like(t.unread)).count()) > 0)

      await page.getByRole('searchbox').fill('справка выписки')
      await site.button(t.find).click()
      await lines.filter({ hasText: 'Гиппопотам' }).waitFor()
      assert.equal(await lines.count(), 1)
      assert.ok(!page.url().includes('?'), 'what was looked for stands in no address')
      await page.getByRole('link', { name: t['kind.request'], exact: true }).click()
      await lines.filter({ hasText: 'Выписка испорчена' }).waitFor()
      assert.equal(await lines.count(), 1)

      const at = await operator.browser.send('POST', `/api/desk/tickets/${number}/history`, { json: {} })
      assert.deepEqual(
        (at.body as { items: { kind: string }[] }).items.map(({ kind }) => kind),
        ['request', 'talk'],
      )
      await site.open('/me/views')
      await page.getByText(site.t.events['look.history.read']).waitFor()
    })
})
