import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { HostSite } from '../helpers/host-site.ts'
import { Stage } from '../helpers/stage.ts'
import { Widget } from '../helpers/widget.ts'

suite('pages that the chat stands in', () => {
  let stage: Stage
  let site: HostSite
  before(async () => {
    site = await HostSite.open(() => stage.server.url)
    stage = await Stage.open({ WIDGET_ORIGINS: site.origin })
    const home = stage.server.url
    site.pages.set('/strict', {
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${home}; connect-src ${home}; frame-src ${home}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        'referrer-policy': 'no-referrer',
      },
      bare: true,
    })
    site.pages.set('/closed', { headers: { 'content-security-policy': `script-src ${home}; connect-src 'none'` }, bare: true })
    site.pages.set('/twice', { tags: 2 })
    site.pages.set('/en', { tag: 'data-lang="en" data-side="left"' })
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(async () => {
    await stage?.close()
    await site.close()
  })

  const visitor = async (path: string, options: Parameters<Stage['visit']>[0] = {}, lang: 'ru' | 'en' = 'ru') => {
    const visit = await stage.visit({ viewport: { width: 1280, height: 800 }, ...options })
    visit.ledTo.add(new URL(site.origin).host)
    await visit.page.goto(site.origin + path)
    return { visit, page: visit.page, widget: new Widget(visit.page, lang) }
  }

  test('C29: a page with a strict policy, trusted types and no referrer shows it in its own look, with nothing against the policy', async () => {
    const { widget } = await visitor('/strict')
    const look = await widget.button.evaluate((button) => getComputedStyle(button).position)
    assert.equal(look, 'fixed')
    await widget.begin('Не приходит код для входа')
  })

  test('a page whose policy keeps us out shows nothing, and the console says what the policy must name', async () => {
    const visit = await stage.visit()
    visit.ledTo.add(new URL(site.origin).host)
    visit.expected.push(/connect-src|Content.Security.Policy/i)
    const said = visit.page.waitForEvent('console', (message) => /connect-src and frame-src/.test(message.text()))
    await visit.page.goto(`${site.origin}/closed`)
    await said
    assert.equal(await new Widget(visit.page).root.count(), 0)
  })

  test('two tags make one button, and no name of ours stands in the page; the tag chooses language and corner', async () => {
    const { page, widget } = await visitor('/twice')
    await widget.button.waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await widget.root.count(), 1)
    assert.deepEqual(await page.evaluate(() => Object.keys(window).filter((name) => /opora|widget/i.test(name))), [])
    const other = await visitor('/en', {}, 'en')
    const box = await other.widget.button.boundingBox()
    assert.ok(box && box.x < 100, JSON.stringify(box))
    await other.widget.button.click()
    await other.widget.first.waitFor()
    assert.equal(await other.widget.frame.locator('html').getAttribute('lang'), 'en')
  })

  test('a page that swaps its body, and one that throws the chat out, keep it with its talk and its words', async () => {
    const { page, widget } = await visitor('/')
    await widget.begin('Сайт открывается медленно')
    await widget.message.fill('недописанное')
    await page.evaluate(() => {
      const body = document.createElement('body')
      body.append(Object.assign(document.createElement('h1'), { textContent: 'Следующая страница' }))
      document.body.replaceWith(body)
      history.pushState(null, '', '/next')
    })
    assert.equal(await widget.message.inputValue(), 'недописанное')
    await page.evaluate(() => document.querySelector('opora-chat')?.remove())
    await widget.item('Сайт открывается медленно').first().waitFor()
    assert.equal(await widget.message.inputValue(), 'недописанное')
  })

  for (const [name, viewport] of [
    ['320 px', { width: 320, height: 640 }],
    ['400 %', { width: 320, height: 256 }],
  ] as const)
    test(`WCAG 1.4.10, 2.4.11: at ${name} it takes the whole screen, scrolls one way, and lets nobody tab behind it`, async () => {
      const { page, widget } = await visitor('/', { viewport, colorScheme: 'dark' })
      await widget.button.waitFor()
      const folded = await widget.button.boundingBox()
      assert.ok(folded && folded.x >= 0 && folded.x + folded.width <= viewport.width, JSON.stringify(folded))
      await widget.begin('Не приходит код для входа')
      const panel = await widget.panel.boundingBox()
      assert.deepEqual(panel, { x: 0, y: 0, ...viewport })
      const wide = await widget.frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
      assert.ok(wide <= 0, `${wide} px too wide`)
      const frame = page.frames().find((one) => one.url().includes('/chat/'))
      assert.ok(frame)
      await isAccessible(frame, name)
      await isAccessible(page, name)
      await widget.fold.focus()
      await page.keyboard.press('Shift+Tab')
      assert.equal(await page.evaluate(() => document.activeElement?.tagName === 'A'), false, 'the link of the page stays out of reach')
      // The field can be brought into sight on the lowest screen.
      await widget.message.focus()
      const field = await widget.message.boundingBox()
      assert.ok(field && field.y >= 0 && field.y + Math.min(field.height, 44) <= viewport.height, JSON.stringify(field))
    })
})
