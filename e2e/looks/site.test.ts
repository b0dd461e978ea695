import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { Stage } from '../helpers/stage.ts'
import { unseenOfSite } from './coverage.ts'
import { sweepOutage } from './failures-sweep.ts'
import { looks } from './look.ts'
import { sweepSite } from './site-sweep.ts'
import { castOf, type Requests, requestsInStates } from './states.ts'
import type { Screen } from './walk.ts'

// Some hundred pages with axe on each: minutes on a machine that does other things too.
suite('how the site looks', { timeout: 30 * 60_000 }, () => {
  let stage: Stage
  const requests = {} as Record<Lang, Requests>
  const screens: Screen[] = []
  before(async () => {
    stage = await Stage.open()
    // Before anybody has asked for a page: nothing is known of the agency.
    screens.push(...(await sweepOutage(stage, looks.slice(1))))
    const cast = await castOf(stage)
    for (const lang of ['ru', 'en'] as const) requests[lang] = await requestsInStates(stage, cast, lang)
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  // One look of so many pages is what a check before every change can wait for; the other ones are in looks.long.ts.
  for (const look of looks.slice(1))
    test(`A11Y-1: axe finds nothing on any page of the site, nothing lies beside the screen, spaced text is whole (${look.name})`, async (test) => {
      const seen = await sweepSite(stage, look, requests[look.lang])
      test.diagnostic(`${seen.length} screens`)
      screens.push(...seen)
    })

  test('A11Y-1: no page of the site, refused form or failure was left out', async () => {
    assert.deepEqual(await unseenOfSite(screens), [])
  })
})
