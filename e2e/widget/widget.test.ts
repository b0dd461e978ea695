import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { isAccessible } from '../helpers/accessible.ts'
import { atChat } from '../helpers/chat.ts'
import { aPicture, like } from '../helpers/citizen-site.ts'
import { HostSite } from '../helpers/host-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { Widget } from '../helpers/widget.ts'

/** The page with the panel, and the talk in its frame. */
async function bothAccessible(page: Page, where: string): Promise<void> {
  await isAccessible(page, where)
  const frame = page.frames().find((one) => one.url().includes('/chat'))
  assert.ok(frame)
  await isAccessible(frame, `${where}, frame`)
}

suite('the chat on another site', () => {
  let stage: Stage
  let site: HostSite
  let operator: Employee
  before(async () => {
    site = await HostSite.open(() => stage.server.url)
    stage = await Stage.open({ WIDGET_ORIGINS: site.origin })
    operator = await stage.employee('widget.anna', ['operator'], ['first_line', 'technical', 'documents', 'security'])
    site.pages.set('/second', {})
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(async () => {
    await stage?.close()
    await site.close()
  })

  const visitor = async (path = '/', options: Parameters<Stage['visit']>[0] = {}) => {
    const visit = await stage.visit({ viewport: { width: 1280, height: 800 }, ...options })
    visit.ledTo.add(new URL(site.origin).host)
    visit.expected.push(/net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RE|EMPTY_RESPONSE)|WebSocket connection to/)
    await visit.page.goto(site.origin + path)
    return { visit, page: visit.page, widget: new Widget(visit.page) }
  }
  const tokenOf = async (visit: { context: BrowserContext }) => (await visit.context.cookies(stage.server.url)).find(({ name }) => name === 'talk')
  /** The API with a token of the frame, as a stolen one would be used. */
  const withToken = (token: string, method: string, path: string, json?: object) =>
    fetch(stage.server.url + path, {
      method,
      headers: { cookie: `talk=${token}`, 'x-opora-host': site.origin, ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
    })

  test('CHAT-1, CHAT-4, CHAT-11, C22: question, ready answer, person, file, reload, other tab, end and clear', async () => {
    const { visit, page, widget } = await visitor()
    const { words } = widget
    const id = await widget.begin('Не приходит код для входа')
    await widget.log.getByRole('button', { name: words['option.not-helped'] }).waitFor()
    await widget.press(words.call)
    await widget.frame.getByRole('heading', { name: like(words.place) }).waitFor()
    await atChat(operator, id, 'acceptance')
    await atChat(operator, id, 'messages', { text: 'Здравствуйте, отправил новый код.' })
    await widget.item('отправил новый код').waitFor()
    await widget.frame.locator('summary', { hasText: words.files }).click()
    await widget.frame.getByLabel(/./).and(widget.frame.locator('#files')).setInputFiles(aPicture())
    await widget.frame.getByRole('listitem').filter({ hasText: 'Снимок экрана.png' }).getByRole('button').waitFor()
    await widget.say('Вот снимок')
    await widget.item('Вот снимок').getByRole('link', { name: 'Снимок экрана.png' }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), widget.item('Вот снимок').getByRole('link').click()])
    assert.equal(download.suggestedFilename(), 'Снимок экрана.png')

    // Folded away it counts, and the next page of that site has it still.
    await widget.fold.click()
    await atChat(operator, id, 'messages', { text: 'Код должен был прийти.' })
    await widget.root.getByRole('button', { name: `${widget.t.open} ${widget.t.news.replace('{n}', '1')}`, exact: true }).waitFor()
    await page.goto(`${site.origin}/second`)
    await widget.root.getByRole('button', { name: `${widget.t.open} ${widget.t.news.replace('{n}', '1')}`, exact: true }).waitFor()
    await widget.button.click()
    await widget.item('Код должен был прийти').waitFor()
    await widget.root.getByRole('button', { name: widget.t.open, exact: true }).waitFor()
    // What was being written survives a reload, and the panel stands as it stood.
    await widget.message.fill('недописанное')
    await page.reload()
    await widget.item('Код должен был прийти').waitFor()
    assert.equal(await widget.message.inputValue(), 'недописанное')
    const tab = new Widget(await visit.context.newPage())
    await tab.page.goto(site.origin)
    await tab.button.click()
    await tab.item('Код должен был прийти').waitFor()
    assert.equal(await tab.id(), id)

    const token = await tokenOf(visit)
    assert.ok(token?.httpOnly && token.secure && token.sameSite === 'None' && /^[\w-]{43}$/.test(token.value), JSON.stringify(token))
    assert.equal(token.expires, -1)
    assert.equal((await withToken(token.value, 'GET', `/api/chats/${id}`)).status, 200)
    await widget.frame.locator('summary', { hasText: words.wipe }).click()
    await widget.press(words['wipe.do'])
    await widget.first.waitFor()
    await widget.frame.getByRole('status').filter({ hasText: /./ }).first().waitFor()
    assert.equal(await tokenOf(visit), undefined)
    for (const path of [`/api/chats/${id}`, `/api/chats/${id}/messages?after=0`]) assert.equal((await withToken(token.value, 'GET', path)).status, 404, path)
    assert.equal((await withToken(token.value, 'POST', `/api/chats/${id}/messages`, { text: 'еще' })).status, 404)
    await page.reload()
    await widget.first.waitFor()
    assert.equal(await widget.frame.locator('[data-seq]').count(), 0)
    // The other tab hears that it has ended, or asks too late for that; it loses it with its next page.
    const gone = tab.frame.getByText(words['js.over-session'])
    await gone.or(tab.frame.getByText(words['ended.continue'])).first().waitFor()
    await tab.page.reload()
    await tab.first.waitFor()
  })

  test('C22: two visitors never see the talk of each other, whatever id or name they claim', async () => {
    const one = await visitor()
    const two = await visitor()
    const id = await one.widget.begin('Слова первого человека')
    const own = await two.widget.begin('Слова второго человека')
    assert.notEqual(id, own)
    const tokens = [await tokenOf(one.visit), await tokenOf(two.visit)].map((token) => token?.value ?? '')
    assert.notEqual(tokens[0], tokens[1])
    for (const [path, method, json] of [
      [`/api/chats/${id}`, 'GET'],
      [`/api/chats/${id}/messages?after=0`, 'GET'],
      [`/api/chats/${id}/messages`, 'POST', { text: 'чужое' }],
      [`/api/chats/${id}/end`, 'POST', {}],
      [`/chat/${id}?${new URLSearchParams({ window: site.origin })}`, 'GET'],
    ] as const) {
      const answer = await withToken(tokens[1] ?? '', method, path, json)
      assert.equal(answer.status, 404, path)
      assert.ok(!(await answer.text()).includes('первого человека'))
    }
    // A talk of another site is none of this browser's own pages, and the other way round.
    await one.page.goto(`${stage.server.url}/chat/${id}`)
    assert.equal(await one.page.locator('[data-seq]').count(), 0)
    assert.equal((await fetch(`${stage.server.url}/api/chats/${id}`, { headers: { cookie: `visitor=${tokens[0]}` } })).status, 404)
    assert.equal((await fetch(`${stage.server.url}/api/chats/${id}`, { headers: { cookie: `talk=${tokens[0]}` } })).status, 404)
  })

  test('C22: after the end the token reads the end and marks it, writes nothing, and opens no other talk', async () => {
    const { visit, widget } = await visitor()
    const id = await widget.begin('Сайт открывается медленно')
    const token = (await tokenOf(visit))?.value ?? ''
    await widget.frame.locator('summary', { hasText: widget.words.end }).first().click()
    await widget.press(widget.words['end.do'])
    await widget.frame.getByText(widget.words['ended.continue']).waitFor()
    const left = await stage.server.sql<{ minutes: number }>(
      `select extract(epoch from expires_at - now()) / 60 as minutes from guest_session where of_talk and id = (select session_id from chat where id = $1)`,
      [id],
    )
    assert.ok(left[0] && Number(left[0].minutes) > 14 && Number(left[0].minutes) <= 15, JSON.stringify(left))
    assert.equal((await withToken(token, 'POST', `/api/chats/${id}/messages`, { text: 'еще' })).status, 409)
    assert.equal((await withToken(token, 'POST', `/api/chats/${id}/rating`, { score: 5 })).status < 500, true)
    await stage.server.sql(
      `update guest_session set expires_at = now() - interval '1 second' where of_talk and id = (select session_id from chat where id = $1)`,
      [id],
    )
    assert.equal((await withToken(token, 'GET', `/api/chats/${id}`)).status, 404)
    // The next talk has a token of its own.
    await widget.frame.getByRole('link', { name: widget.words['ended.continue'] }).click()
    await widget.first.fill('Другой вопрос о входе')
    await widget.press(widget.words.begin)
    await widget.item('Другой вопрос о входе').first().waitFor()
    assert.notEqual((await tokenOf(visit))?.value, token)
  })

  for (const path of ['/', '/hostile'])
    test(`R22, WCAG 2.1.1, 4.1.3: by keyboard and for a screen reader on ${path === '/' ? 'a plain page' : 'a page that hides and resets everything'}`, async () => {
      const { page, widget } = await visitor(path)
      await widget.button.waitFor()
      await isAccessible(page, `${path} folded`)
      const box = await widget.button.boundingBox()
      assert.ok(box && box.height >= 44 && box.x + box.width <= 1280 && box.y + box.height <= 800, JSON.stringify(box))
      // No tag of that page, in the order of its keys: after its own links.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      if (path === '/hostile') await widget.button.focus()
      await page.keyboard.press('Enter')
      await widget.first.waitFor()
      await widget.frame.locator('#message:focus').waitFor()
      await page.keyboard.type('Не приходит код для входа')
      await bothAccessible(page, `${path} beginning`)
      await page.keyboard.press('Enter')
      await widget.item('Не приходит код для входа').first().waitFor()
      await widget.frame.locator('#message:focus').waitFor()
      await bothAccessible(page, `${path} talk`)
      assert.equal(await widget.log.getAttribute('aria-relevant'), 'additions')
      const id = await widget.id()
      await widget.press(widget.words.call)
      await widget.frame.getByRole('heading', { name: like(widget.words.place) }).waitFor()
      await widget.message.focus()
      await page.keyboard.press('Escape')
      await widget.panel.waitFor({ state: 'hidden' })
      assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-expanded')), 'false', 'back at the button')
      // What comes while it is folded away is said once, by number and never by its words.
      await atChat(operator, id, 'acceptance')
      await atChat(operator, id, 'messages', { text: 'Здравствуйте' })
      await widget.root
        .getByRole('status')
        .filter({ hasText: like(widget.t.unread) })
        .waitFor()
      await isAccessible(page, `${path} folded with news`)
    })
})
