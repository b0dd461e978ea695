import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { NoticeChoices } from '../../contract/notice-choices.ts'
import { type PushService, pushService } from '../../server/domains/notifications/testing/push-service.ts'
import { isAccessible, isAccessibleWithoutScript } from '../helpers/accessible.ts'
import { type AccountSite, type AccountStage, accountStage, newOwner } from '../helpers/account-site.ts'
import { like } from '../helpers/citizen-site.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { tabTo } from '../helpers/keyboard.ts'
import { pressed, registrationOf, shownBy, standsIn, watched } from '../helpers/push.ts'
import type { Employee } from '../helpers/staff.ts'
import { noticeTexts } from '../helpers/stage.ts'

/** Files a request as the person of the page; answers its number as it is shown. */
async function filed(page: Page, body: Record<string, unknown>): Promise<string> {
  const { status, number } = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    const answer = await fetch('/api/tickets', { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, ...((await answer.json()) as { number: string }) }
  }, body)
  assert.equal(status, 201)
  return number
}
const choicesOf = (page: Page) => page.evaluate(async () => (await (await fetch('/api/account/notice-choices')).json()) as NoticeChoices)
/** In the head of every page of the account. */
const countOf = (page: Page) => page.locator('header [data-unread]').first()

suite('what an account is told', () => {
  let on: AccountStage
  let push: PushService
  let operator: Employee
  before(async () => {
    push = await pushService()
    on = await accountStage({ PUSH_HOSTS: push.host })
    operator = await on.stage.employee('notice.olga', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => Promise.all([on?.close(), push?.close()]))

  const act = async (number: string, what: string, json: Record<string, unknown> = {}) => {
    const { status, body } = await operator.browser.send('POST', `/api/desk/tickets/${number.replaceAll('-', '')}/${what}`, { json })
    assert.ok(status < 300, `${what}: ${status} ${JSON.stringify(body)}`)
  }
  /** No quiet hours: the test runs at any time of day. What was typed stays on an error. */
  async function withoutQuietHours(site: AccountSite): Promise<void> {
    const { page, t } = site
    await site.field(t.notices['quiet.from']).fill('25:00')
    await site.button(t.notices['choices.save']).click()
    await site.summary.getByText(t.problems['time.invalid']).waitFor()
    assert.equal(await site.field(t.notices['quiet.from']).inputValue(), '25:00')
    await isAccessible(page, 'choices with an error')
    await site.field(t.notices['quiet.from']).fill('0')
    await site.field(t.notices['quiet.to']).fill('00:00')
    await site.button(t.notices['choices.save']).click()
    await site.flash('choices-saved').waitFor()
  }

  for (const lang of ['ru', 'en'] as const)
    test(`SLA-7, TECH-5, C7: push on a change of status comes to the installed site in the language of its reader and says nothing of them (${lang})`, async () => {
      const site = await on.visit(lang)
      const { page, t } = site
      const texts = noticeTexts[lang].events['request.in_progress'].push
      const prefix = lang === 'en' ? '/en' : ''
      const browser = push.browser()
      await page.addInitScript(standsIn, browser)
      const owner = newOwner()
      await site.register(owner)
      await site.open('/me/settings')
      await withoutQuietHours(site)

      // Nothing is asked of the browser before the button, and the button is reached and pressed by keys.
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0)
      assert.equal(await page.evaluate(() => Notification.permission), 'default')
      const key = await page.locator('[data-push-key]').getAttribute('data-push-key')
      await site.field(t.notices['quiet.to']).focus()
      await tabTo(page, t.notices['push.on'])
      await page.keyboard.press('Enter')
      await page.getByText(t.notices['push.is-on']).waitFor()
      assert.equal(Buffer.from((await page.evaluate(() => localStorage.getItem('stands-in'))) ?? '', 'base64').toString('base64url'), key)
      await isAccessible(page, 'push is on')
      const session = await page.context().newCDPSession(page)
      const manifest = await session.send('Page.getAppManifest')
      assert.deepEqual([manifest.url, manifest.errors], [`${on.stage.server.url}${prefix}/manifest.webmanifest`, []])
      const { display } = JSON.parse(manifest.data ?? '{}') as { display?: string }
      assert.equal(display, 'standalone')
      const registrationId = await registrationOf(session)

      const marker = newMarker()
      const number = await filed(page, intake(marker, { email: owner.email, lang }))
      await site.open('/me/notifications')
      const before = Number(await countOf(page).locator('span').first().textContent())
      await act(number, 'holder')
      await act(number, 'start')
      // The page is left alone: the count rises by the socket.
      await page.waitForFunction((before) => Number(document.querySelector('header [data-unread] span')?.textContent) > before, before)

      const mine = () => push.taken.filter((one) => one.browser === browser.name)
      const news = () => mine().find(({ payload }) => payload.kind === 'request.in_progress')
      for (const deadline = Date.now() + 15_000; !news() && Date.now() < deadline; ) await page.waitForTimeout(50)
      const came = news()
      assert.ok(came, `pushes that came: ${JSON.stringify(mine())}`)
      assert.equal(/^vapid t=.+, k=(.+)$/.exec(String(came.headers.authorization))?.[1], key)
      // Nothing personal, neither in the sealed part nor beside it: these words alone, and the end of the notice's own id.
      const { payload } = came
      assert.deepEqual(payload, {
        kind: 'request.in_progress',
        lang,
        title: texts.title,
        text: texts.text,
        url: `${prefix}/me/notifications`,
        tag: payload.tag,
      })
      assert.match(payload.tag, /^[0-9a-f]{12}$/)
      const room = (await page.locator('[data-account-room]').getAttribute('data-account-room')) ?? ''
      assert.match(room, /^account:[0-9a-f-]{36}$/)
      for (const { payload, headers } of mine())
        for (const word of [marker, number, number.replaceAll('-', ''), 'Вера', 'Озерова', owner.email, owner.phone, room.slice(-36), room.slice(-12)])
          assert.ok(!JSON.stringify([payload, headers]).includes(word), `${payload.kind}: ${word}`)
      assert.deepEqual([...new Set(mine().map(({ payload }) => payload.lang))], [lang])

      const worker = page.context().serviceWorkers()[0]!
      await watched(worker)
      await session.send('ServiceWorker.deliverPushMessage', { origin: on.stage.server.url, registrationId, data: JSON.stringify(payload) })
      for (const deadline = Date.now() + 5000; (await shownBy(worker)).length === 0 && Date.now() < deadline; ) await page.waitForTimeout(50)
      const [shown, ...more] = await shownBy(worker)
      assert.deepEqual(more, [])
      assert.deepEqual([shown?.title, shown?.options.body, shown?.options.lang, shown?.options.tag], [texts.title, texts.text, lang, payload.tag])
      const opened = await pressed(worker)
      assert.deepEqual(opened, [`${on.stage.server.url}${prefix}/me/notifications`])

      await page.goto(opened[0]!)
      await page.locator(`a[href="${prefix}/requests/${number}"]`).first().waitFor()
      const first = page.locator('ol.line > li').first()
      await first.locator('summary').focus()
      await page.keyboard.press('Enter')
      await first.getByText(new RegExp(`^${t.notices['channel.push']}.*: ${like(t.notices['state.sent']).source}`)).waitFor()
      await isAccessible(page, 'the centre')
      await site.open('/me/settings')
      await page.locator('[data-device] button').click()
      await site.flash('push-removed').waitFor()
      await page.getByText(t.notices['push.none']).waitFor()
    })

  test('SLA-7, RFC 8058: opening the link of optional mail changes nothing, its button ends the kind, what is mandatory still comes; all is read without scripts', async () => {
    const site = await on.visit()
    const { page, t } = site
    const owner = newOwner()
    await site.register(owner)
    const mailOf = (number: string, event: 'request.registered' | 'request.resolved') => {
      const subject = noticeTexts.ru.events[event].subject.replace('{{number}}', number)
      return on.stage.mail.caught.filter((mail) => mail.to === owner.email && mail.subject === subject)
    }
    const came = async (...which: Parameters<typeof mailOf>) => {
      for (const deadline = Date.now() + 15_000; mailOf(...which).length === 0 && Date.now() < deadline; ) await page.waitForTimeout(50)
      const [mail] = mailOf(...which)
      assert.ok(mail, `no ${which.join(' ')}`)
      return new Map(mail.headers.map(({ key, value }) => [key, value]))
    }
    const file = () => filed(page, intake(newMarker(), { email: owner.email, lang: 'ru' }))
    const headers = await came(await file(), 'request.registered')
    assert.equal(headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
    const link = /^<(.+)>$/.exec(headers.get('list-unsubscribe') ?? '')?.[1] ?? ''
    assert.ok(link.startsWith(`${on.stage.server.url}/unsubscribe/`), link)

    // Whoever holds the mail is signed in nowhere, and mail programs look at every link.
    const { page: outside } = await on.stage.visit({ viewport: { width: 360, height: 740 } })
    for (const _ of [1, 2]) assert.equal((await outside.goto(link))?.status(), 200)
    assert.ok((await choicesOf(page)).channels.requests.email)
    await came(await file(), 'request.registered')
    await isAccessible(outside, 'unsubscribe')
    await tabTo(outside, t.notices['unsubscribe.go'])
    await outside.keyboard.press('Enter')
    await outside.getByRole('status').getByText(t.notices['unsubscribe.done']).waitFor()
    await isAccessible(outside, 'unsubscribed')
    const { requests, talks } = (await choicesOf(page)).channels
    assert.deepEqual([requests.email, talks.email], [false, true])
    assert.equal((await outside.goto(`${link.slice(0, -6)}AAAAAA`))?.status(), 410)
    await outside.getByRole('status').getByText(t.notices['unsubscribe.bad']).waitFor()

    const number = await file()
    await act(number, 'holder')
    await act(number, 'start')
    await act(number, 'resolution', { text: 'Номер стоит в первой строке раздела «Заявления».' })
    const mandatory = await came(number, 'request.resolved')
    assert.ok(!mandatory.has('list-unsubscribe'), 'what cannot be ended offers no end')
    assert.deepEqual(mailOf(number, 'request.registered'), [])

    // Turned on again in the settings, and ended by the mail program itself: no cookie, no page.
    await site.open('/me/settings')
    await page.locator('input[name="requests.email"]').check()
    await site.button(t.notices['choices.save']).click()
    await site.flash('choices-saved').waitFor()
    const program = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), redirect: 'manual' })
    assert.equal(program.status, 200)
    assert.equal((await choicesOf(page)).channels.requests.email, false)

    const plain = await on.visit('ru', false)
    await plain.page.context().addCookies(await page.context().cookies())
    await plain.open('/me/notifications')
    assert.ok(Number(await countOf(plain.page).locator('span').first().textContent()) >= 5)
    const registered = plain.page
      .locator('ol.line > li')
      .filter({ has: plain.page.locator(`a[href="/requests/${number}"]`) })
      .filter({ hasText: noticeTexts.ru.events['request.registered'].subject.replace('{{number}}', number) })
    await registered.locator('summary').click()
    await registered.getByText(new RegExp(`^${t.notices['channel.inapp']}`)).waitFor()
    assert.equal(await registered.getByText(new RegExp(`^${t.notices['channel.email']}`)).count(), 0)
    await isAccessibleWithoutScript(plain.page, 'the centre without scripts')
    await tabTo(plain.page, t.notices['read-all'])
    await plain.page.keyboard.press('Enter')
    await plain.flash('notices-read').waitFor()
    assert.ok(await countOf(plain.page).isHidden())
    assert.equal(await plain.page.getByText(t.notices.new, { exact: true }).count(), 0)
  })
})
