import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { isAccessibleWithoutScript } from '../helpers/accessible.ts'
import { Stage } from '../helpers/stage.ts'
import { unseenOfDesk } from './coverage.ts'
import { sweepDesk } from './desk-sweep.ts'
import { fitsWidth, looks } from './look.ts'
import { kindsOfMail, sweepMails } from './mails-sweep.ts'
import { type Cast, castOf, type Requests, requestsInStates } from './states.ts'

// Some hundred pages with axe on each: minutes on a machine that does other things too.
suite('how the desk looks', { timeout: 30 * 60_000 }, () => {
  let stage: Stage
  let cast: Cast
  const requests = {} as Record<Lang, Requests>
  before(async () => {
    stage = await Stage.open()
    cast = await castOf(stage)
    for (const lang of ['ru', 'en'] as const) requests[lang] = await requestsInStates(stage, cast, lang)
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  // One look of so many screens is what a check before every change can wait for; the other ones are in looks.long.ts.
  for (const look of looks.slice(0, 1))
    test(`A11Y-1: axe finds nothing on any screen and dialog of the desk, nothing lies beside the screen, none is left out (${look.name})`, async (test) => {
      const seen = await sweepDesk(stage, cast, look, requests[look.lang])
      test.diagnostic(`${seen.length} screens`)
      assert.deepEqual(unseenOfDesk(seen), [])
    })

  for (const look of looks)
    test(`A11Y-1: axe finds nothing in the mails that people get, nothing lies beside the screen, what is pressed is large enough (${look.name})`, async () => {
      await sweepMails(stage, cast.everything, look, kindsOfMail)
    })

  test('A11Y-1: without JavaScript the desk says what it needs', async () => {
    const { page } = await stage.visit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    await page.goto('/desk/')
    const said = page.locator('noscript h1')
    assert.ok(((await said.boundingBox())?.y ?? 740) < 740, 'it stands on the first screen')
    await isAccessibleWithoutScript(page, 'desk without JavaScript')
  })

  test('A11Y-1: at 400 % (320 x 256) no room of the desk scrolls sideways', async () => {
    const { page } = await stage.atDesk(cast.everything, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 })
    for (const path of ['/desk/inbox?view=all', '/desk/chats', '/desk/intake', '/desk/recoveries', '/desk/account', '/desk/staff', '/desk/calendar']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await fitsWidth(page, path)
    }
  })
})
