import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { weigh } from '../helpers/chromium.ts'
import { Stage } from '../helpers/stage.ts'

/** Of the first view of a citizen's page, compressed, fonts aside. */
const budget = { requests: 6, bytes: 25 * 1024 }
/** Of the desk: the shell, the list and the data of one page, compressed, fonts aside. */
const deskKilobytes = 225

suite('the first view', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage.close())

  test(`PERF-1: the inbox of the desk comes in ${deskKilobytes} KB, with one language and nothing from elsewhere`, async () => {
    const operator = await stage.employee('light', ['operator'])
    const { page } = await stage.atDesk(operator)
    const { bytes, requests } = await weigh(page, '/desk/inbox')
    assert.ok(bytes <= deskKilobytes * 1024, `${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
    assert.equal(requests.filter((url) => /\/assets\/(ru|en)-/.test(url)).length, 1)
    console.log(`# ${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
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
