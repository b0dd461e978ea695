import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { weigh } from '../helpers/chromium.ts'
import { Stage } from '../helpers/stage.ts'

/** Compressed, fonts apart; the shell, the list and the data of one page. */
const budgetKilobytes = 225

suite('first load of the desk', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage.close())

  test(`the inbox comes in ${budgetKilobytes} KB, with one language and nothing from elsewhere`, async () => {
    const operator = await stage.employee('light', ['operator'])
    const { page } = await stage.atDesk(operator)
    const { bytes, requests } = await weigh(page, '/desk/inbox')
    assert.ok(bytes <= budgetKilobytes * 1024, `${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
    assert.equal(requests.filter((url) => /\/assets\/(ru|en)-/.test(url)).length, 1)
    console.log(`# ${Math.round(bytes / 1024)} KB in ${requests.length} requests`)
  })
})
