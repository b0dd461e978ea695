import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { isAccessible } from '../helpers/accessible.ts'
import { AccountSite, type AccountStage, accountStage, newOwner } from '../helpers/account-site.ts'

suite('the end of a session', () => {
  let on: AccountStage
  before(async () => {
    on = await accountStage()
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  /** To Chromium a page that was changed on its way is from elsewhere, and gets no socket from this machine. */
  const noSocket = /^WebSocket connection to .*ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS/
  /** The server's own page, whose session ends as many seconds after the page was made. */
  const endsIn = (page: Page, seconds: { idle: number; last?: number }) =>
    page.route('**/me/settings', async (route) => {
      const answer = await route.fetch()
      const html = await answer.text()
      const now = Date.parse(/data-now="([^"]+)"/.exec(html)?.[1] ?? '')
      const at = (s: number) => new Date(now + s * 1000).toISOString()
      const idle = html.replace(/data-idle="[^"]+"/, `data-idle="${at(seconds.idle)}"`)
      await route.fulfill({ response: answer, body: seconds.last ? idle.replace(/data-end="[^"]+"/, `data-end="${at(seconds.last)}"`) : idle })
    })

  test('ASVS 7.3, WCAG 2.2.1: two minutes before its end a dialog asks; staying in one page is known in the other, and nothing typed is lost', async () => {
    const visit = await on.stage.visit({ viewport: { width: 360, height: 740 } })
    visit.expected.push(noSocket)
    const site = new AccountSite(visit.page, on.inbox)
    const { me } = site.t
    await site.register(newOwner())
    const second = new AccountSite(await visit.context.newPage(), site.inbox)
    const dialogOf = (of: AccountSite, title = me['session.title']) => of.page.getByRole('dialog', { name: title })
    for (const each of [site, second]) {
      await endsIn(each.page, { idle: 122 })
      await each.open('/me/settings')
      await dialogOf(each).waitFor()
    }
    await isAccessible(site.page, 'the warning before the end of a session')
    // Focus is in the dialog, and Enter stays.
    assert.equal(await site.page.evaluate(() => document.activeElement?.matches('[data-stay]')), true)
    await site.page.keyboard.press('Enter')
    await dialogOf(site).waitFor({ state: 'hidden' })
    await dialogOf(second).waitFor({ state: 'hidden' })
    assert.equal((await site.page.request.get('/api/account/session')).status(), 200)
  })

  test('ASVS 7.3: where the session cannot be prolonged the dialog says so; after the end it leads to a new sign-in beside the page', async () => {
    const visit = await on.stage.visit({ viewport: { width: 1280, height: 800 } })
    visit.expected.push(noSocket)
    const site = new AccountSite(visit.page, on.inbox)
    const { me } = site.t
    await site.register(newOwner())
    await endsIn(site.page, { idle: 122, last: 6 })
    await site.open('/me/settings')
    await site.page.getByText(me['session.final']).waitFor()
    assert.equal(await site.button(me['session.stay']).isVisible(), false)
    await site.page.getByRole('dialog', { name: me['session.over'] }).waitFor()
    await isAccessible(site.page, 'a session that is over')
    const [opened] = await Promise.all([visit.context.waitForEvent('page'), site.page.getByRole('link', { name: me['session.again'] }).click()])
    await opened.waitForURL(/\/sign-in\?next=%2Fme%2Fsettings$|\/me\/settings$/)
  })
})
