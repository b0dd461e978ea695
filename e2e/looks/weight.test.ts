import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { weigh } from '../helpers/chromium.ts'
import { HostSite } from '../helpers/host-site.ts'
import { Stage } from '../helpers/stage.ts'
import { Widget } from '../helpers/widget.ts'

/** Of the first view of a citizen's page, compressed, fonts aside. */
const budget = { requests: 6, bytes: 25 * 1024 }
/** Of the desk: the shell, the list and the data of one page, compressed, fonts aside. */
const deskKilobytes = 225
/** Of the chat on another site: before it is opened, and what opening it adds, until the first question can be typed. */
const widgetKilobytes = { folded: 10, opened: 30 }

suite('the first view', () => {
  let stage: Stage
  let site: HostSite
  before(async () => {
    site = await HostSite.open(() => stage.server.url)
    stage = await Stage.open({ WIDGET_ORIGINS: site.origin })
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(async () => {
    await stage.close()
    await site.close()
  })

  test(`PERF-1: the inbox of the desk comes in ${deskKilobytes} KB, with one language and nothing from elsewhere`, async () => {
    const operator = await stage.employee('light', ['operator'])
    const { page } = await stage.atDesk(operator)
    const { bytes, requests } = await weigh(page, '/desk/inbox')
    assert.ok(bytes <= deskKilobytes * 1024, `${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
    assert.equal(requests.filter((url) => /\/assets\/(ru|en)-/.test(url)).length, 1)
    console.log(`# ${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
  })

  test(`PERF-1: another site gets the button in ${widgetKilobytes.folded} KB and the chat in ${widgetKilobytes.opened} KB more, with no font`, async (test) => {
    const { page, ledTo } = await stage.visit({ viewport: { width: 1280, height: 800 } })
    ledTo.add(new URL(site.origin).host)
    // Counted over all frames: the chat is a page of another process.
    const came: Promise<{ url: string; font: boolean; bytes: number }>[] = []
    page.on('requestfinished', (request) => {
      if (!request.url().startsWith(stage.server.url)) return
      const weighed = request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize)
      came.push(weighed.then((bytes) => ({ url: request.url(), font: request.resourceType() === 'font', bytes })))
    })
    const sum = async () => (await Promise.all(came)).reduce((all, { bytes }) => all + bytes, 0)
    await page.goto(site.origin, { waitUntil: 'networkidle' })
    const folded = await sum()
    const widget = new Widget(page)
    await widget.button.click()
    await widget.frame.locator('#message:focus').waitFor()
    await page.waitForLoadState('networkidle')
    const opened = (await sum()) - folded
    const parts = await Promise.all(came)
    test.diagnostic(`button ${folded} bytes, opened ${opened} bytes more in ${parts.length} answers`)
    assert.deepEqual(parts.map(({ url }) => new URL(url).pathname).slice(0, 2), ['/widget.js', '/widget/door'])
    assert.ok(folded > 1000 && folded <= widgetKilobytes.folded * 1024, `${folded} bytes`)
    assert.ok(opened > 5000 && opened <= widgetKilobytes.opened * 1024, `${opened} bytes:\n${parts.map(({ url, bytes }) => `${bytes} ${url}`).join('\n')}`)
    assert.equal(parts.filter(({ font }) => font).length, 0)
  })

  for (const path of ['/', '/en', '/requests/new/topic', '/requests/new/details', '/guest/status'])
    test(`PERF-1: the first view of ${path} is at most ${budget.requests} requests and ${budget.bytes / 1024} KiB, fonts aside`, async (test) => {
      const { page } = await stage.visit({ viewport: { width: 360, height: 740 } })
      // Chosen before, so that the second step of the form opens.
      await page.request.put('/api/draft', { data: { topic: 'tech.upload', kind: 'problem' } })
      const { requests, bytes, fontBytes } = await weigh(page, path)
      assert.ok(page.url().endsWith(path), page.url())
      test.diagnostic(`${requests.length} requests, ${bytes} bytes, fonts ${fontBytes} bytes`)
      assert.ok(requests.length >= 3 && requests.length <= budget.requests, requests.join('\n'))
      assert.ok(bytes <= budget.bytes, `${bytes} bytes`)
    })
})
