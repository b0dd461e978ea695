import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { HostSite } from '../helpers/host-site.ts'
import { Stage } from '../helpers/stage.ts'
import { Widget } from '../helpers/widget.ts'

suite('who may show the chat, and who speaks with it', () => {
  let stage: Stage
  let ours: HostSite
  let stranger: HostSite
  before(async () => {
    const home = () => stage.server.url
    ours = await HostSite.open(home)
    stranger = await HostSite.open(home)
    stage = await Stage.open({ WIDGET_ORIGINS: ours.origin })
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(async () => {
    await stage?.close()
    await Promise.all([ours.close(), stranger.close()])
  })

  const visitor = async (site = ours, path = '/') => {
    const visit = await stage.visit({ viewport: { width: 1280, height: 800 } })
    visit.ledTo.add(new URL(site.origin).host)
    await visit.page.goto(site.origin + path)
    return { visit, page: visit.page, widget: new Widget(visit.page) }
  }

  test('C29: a site that is not on the list shows nothing, and its console says which setting names it', async () => {
    const visit = await stage.visit()
    visit.ledTo.add(new URL(stranger.origin).host)
    visit.expected.push(/WIDGET_ORIGINS/)
    const said = visit.page.waitForEvent('console', (message) => message.text().includes('WIDGET_ORIGINS'))
    await visit.page.goto(stranger.origin)
    assert.ok((await said).text().includes(stranger.origin))
    assert.equal(await new Widget(visit.page).root.count(), 0)
  })

  test('C29: a page that is not on the list cannot put the chat into a frame, whatever the address says', async () => {
    for (const named of [ours.origin, stranger.origin, '1', '*']) {
      const path = `/framed-${encodeURIComponent(named)}`
      stranger.pages.set(path, { body: `<iframe title="chat" src="${stage.server.url}/chat?${new URLSearchParams({ window: named })}"></iframe>` })
      const visit = await stage.visit()
      visit.ledTo.add(new URL(stranger.origin).host)
      visit.expected.push(/frame-ancestors|WIDGET_ORIGINS|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/)
      await visit.page.goto(stranger.origin + path)
      const frame = visit.page.frames().find((one) => one !== visit.page.mainFrame())
      assert.equal(await frame?.locator('h1').count(), 0, named)
      assert.match(frame?.url() ?? '', /^chrome-error:/, named)
    }
  })

  test('C29: answers name one site that may stand around them, and only pages of the chat do', async () => {
    const policy = async (path: string) => (await fetch(stage.server.url + path)).headers.get('content-security-policy') ?? ''
    const named = `?${new URLSearchParams({ window: ours.origin })}`
    assert.ok((await policy(`/chat${named}`)).endsWith(`frame-ancestors ${ours.origin}`))
    for (const path of [`/${named}`, `/me${named}`, `/sign-in${named}`, '/chat', `/chat?${new URLSearchParams({ window: stranger.origin })}`])
      assert.ok((await policy(path)).endsWith("frame-ancestors 'none'"), path)
  })

  test('ASVS 3.5.5: messages of another frame, of the page itself and of another origin neither open, count nor speak in the talk', async () => {
    ours.pages.set('/forged', { body: `<iframe title="other" srcdoc="<p>other"></iframe>` })
    const { page, widget } = await visitor(ours, '/forged')
    const id = await widget.begin('Не приходит код для входа')
    const before = await widget.log.locator('[data-seq]').count()
    await widget.fold.click()
    const frame = page.frames().find((one) => one.url().includes(`/chat/${id}`))
    assert.ok(frame)
    // To the launcher: from the page itself and from a frame that is not the chat.
    const other = page.frames().find((one) => one.url() === 'about:srcdoc')
    const forged = [{ opora: 'count', n: 7 }, { opora: 'talk', on: false }, { opora: 'ready' }, null, 'close']
    await page.evaluate((messages) => messages.forEach((one) => void window.postMessage(one, '*')), forged)
    await other?.evaluate((messages) => messages.forEach((one) => void parent.postMessage(one, '*')), forged)
    // To the chat: from that other frame, and from the page everything that is no message of ours.
    await other?.evaluate((home) => {
      for (let at = 0; at < parent.frames.length; at++) parent.frames[at]?.postMessage({ opora: 'shown', on: true, focus: true }, home)
    }, stage.server.url)
    await page.evaluate((home) => {
      const chat = document.querySelector('opora-chat')?.shadowRoot?.querySelector('iframe')?.contentWindow
      for (const message of [{ opora: 'say', text: 'подделка' }, { opora: 'shown', on: 'yes' }, { opora: 'shown', on: true, focus: '<b>' }, 'подделка', null])
        chat?.postMessage(message, home)
    }, stage.server.url)
    await frame.evaluate(() => new Promise((done) => setTimeout(done, 200)))
    assert.equal(await widget.button.innerText(), widget.t.open, 'nothing was counted')
    assert.equal(await page.evaluate(() => localStorage.getItem('opora-chat')), '1', 'the talk goes on')
    assert.equal(await frame.locator('[data-seq]').count(), before)
    assert.equal(await frame.evaluate(() => document.activeElement?.id === 'message' && document.hasFocus()), false)
    // What the page around knows of the talk is that there is one.
    const known = await page.evaluate(() =>
      JSON.stringify({
        ...localStorage,
        ...sessionStorage,
        html: document.documentElement.outerHTML,
        shadow: document.querySelector('opora-chat')?.shadowRoot?.innerHTML,
      }),
    )
    assert.ok(!known.includes('код для входа') && !known.includes(id))
    assert.equal(await page.evaluate(() => document.cookie), '')
  })
})
