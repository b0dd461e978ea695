import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { TalkPage } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import { Stage } from '../helpers/stage.ts'

const key = 'office-hall-window-three'

suite('a shared computer', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open({ KIOSK_KEY: key, KIOSK_IDLE_MINUTES: '3' })
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  /** A computer that an administrator has set up, with a clock that the test moves. */
  const kiosk = async () => {
    const visit = await stage.visit({ viewport: { width: 360, height: 740 } })
    visit.expected.push(/net::ERR_INTERNET_DISCONNECTED|WebSocket connection to/)
    await visit.page.goto(`/kiosk/${key}`)
    assert.equal(new URL(visit.page.url()).pathname, '/')
    await visit.page.clock.install()
    return { visit, page: visit.page, talk: new TalkPage(visit.page) }
  }

  test('C22, WCAG 2.2.1: left alone it warns, any key goes on, and then talk, cookies, storage and the way back are wiped', async () => {
    const { visit, page, talk } = await kiosk()
    const { frame } = talk.t
    const id = await talk.begin('Не приходит код на почту ласточки')
    await talk.message.fill('недописанное')
    const warning = page.getByRole('dialog', { name: frame['kiosk.title'] })
    await page.clock.runFor('02:58')
    assert.ok(!(await warning.isVisible()))
    await page.clock.runFor(5000)
    await warning.waitFor()
    await isAccessible(page, 'warning')
    await warning.getByText(like(frame['kiosk.left'])).waitFor()
    await page.keyboard.press('Shift')
    await warning.waitFor({ state: 'hidden' })
    assert.equal(await talk.message.inputValue(), 'недописанное')

    const cookies = async () => (await visit.context.cookies()).map(({ name }) => name).filter((name) => name !== 'flash')
    assert.ok((await cookies()).includes('visitor'))
    await page.clock.runFor('03:05')
    await warning.waitFor()
    await page.clock.runFor('00:30')
    await page.getByText(talk.t.flash['kiosk-wiped']).waitFor()
    assert.deepEqual(await cookies(), ['kiosk'], 'what it is stays, what was done on it does not')
    assert.deepEqual(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name !== 'opora-kiosk')), [])
    const [row] = await stage.server.sql<{ state: string }>('select state from chat where id = $1', [id])
    assert.equal(row?.state, 'ended')
    await page.goBack()
    assert.equal(await page.locator('[data-seq]').count(), 0)
    assert.ok(!(await page.content()).includes('ласточки'))
    await page.goto(`/chat/${id}`)
    assert.equal(await page.locator('[data-seq]').count(), 0)
  })

  test('C22: without a network the screen is wiped at once, and the rest when the network is back', async () => {
    const { visit, page, talk } = await kiosk()
    await talk.begin('Сайт открывается медленно')
    await page.context().setOffline(true)
    await page.clock.runFor('03:05')
    await page.clock.runFor('00:30')
    await page.getByText(talk.t.frame['kiosk.wiping']).waitFor()
    assert.ok(!(await page.content()).includes('открывается медленно'))
    await page.context().setOffline(false)
    await page.clock.runFor(6000)
    await page.getByText(talk.t.flash['kiosk-wiped']).waitFor()
    assert.ok(!(await visit.context.cookies()).some(({ name }) => name === 'visitor'))
  })

  test('C22: a visitor cannot leave it: no address and no script takes the mark away, and a wrong key makes none', async () => {
    const { visit, page } = await kiosk()
    await page.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: what somebody at the keyboard would try
      document.cookie = 'kiosk=; Max-Age=0; Path=/'
    })
    for (const path of ['/', '/kiosk/off', '/chat?kiosk=0', '/view']) await page.goto(path)
    await page.goto('/')
    assert.equal(await page.locator('[data-kiosk]').count(), 1)
    const own = await stage.visit()
    await own.page.goto('/kiosk/another-key-of-somebody')
    assert.deepEqual(await own.context.cookies(), [])
    await own.page.goto('/')
    assert.equal(await own.page.locator('[data-kiosk]').count(), 0)
    assert.ok((await visit.context.cookies()).find(({ name }) => name === 'kiosk')?.httpOnly)
  })

  test('C22: "end and clear" on anybody’s computer leaves no cookie, no storage and no page behind the Back button', async () => {
    const { context, page } = await stage.visit({ viewport: { width: 360, height: 740 } })
    const talk = new TalkPage(page)
    const id = await talk.begin('Не приходит код на почту ласточки')
    await talk.message.fill('недописанное')
    await page.locator('summary', { hasText: talk.words.wipe }).click()
    await talk.button(talk.words['wipe.do']).click()
    await page.getByText(talk.t.flash['chat-wiped']).waitFor()
    assert.ok(!(await context.cookies()).some(({ name }) => name === 'visitor'))
    assert.deepEqual(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]), [])
    await page.goBack()
    assert.ok(!(await page.content()).includes('ласточки'))
    await page.goto(`/chat/${id}`)
    assert.equal(await page.locator('[data-seq]').count(), 0)
  })
})
