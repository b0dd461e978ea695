import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { type IdentityProvider, identityProvider } from '../../server/domains/accounts/testing/identity-provider.ts'
import { accountStage } from '../helpers/account-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { sweepAccount } from './account-sweep.ts'
import { unseenOfDesk, unseenOfSite } from './coverage.ts'
import { sweepDemo } from './demo-sweep.ts'
import { sweepDesk } from './desk-sweep.ts'
import { sweepOutage } from './failures-sweep.ts'
import { deskLooks, looks, otherLooks, siteLooks } from './look.ts'
import { sweepSite } from './site-sweep.ts'
import { type Cast, castOf, type Requests, requestsInStates } from './states.ts'
import type { On } from './visitor.ts'
import type { Screen } from './walk.ts'

// Some hundred pages with axe on each for each look: hours on a machine that does other things too.
const timeout = 240 * 60_000

suite('every width with every language and every colour, and what people set', { timeout }, () => {
  let stage: Stage
  let cast: Cast
  let outages: Screen[] = []
  const requests = {} as Record<Lang, Requests>
  before(async () => {
    stage = await Stage.open()
    outages = await sweepOutage(stage, [...looks.slice(0, 1), ...otherLooks, ...siteLooks])
    cast = await castOf(stage)
    for (const lang of ['ru', 'en'] as const) requests[lang] = await requestsInStates(stage, cast, lang)
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const look of [...looks.slice(0, 1), ...otherLooks, ...siteLooks])
    test(`A11Y-1: the site in ${look.name}`, async () => {
      assert.deepEqual(await unseenOfSite([...(await sweepSite(stage, look, requests[look.lang])), ...outages]), [])
    })
  for (const look of [...looks.slice(1), ...otherLooks, ...deskLooks])
    test(`A11Y-1: the desk in ${look.name}`, async () => {
      assert.deepEqual(unseenOfDesk(await sweepDesk(stage, cast, look, requests[look.lang])), [])
    })
})

suite('pages of an account in every look', { timeout }, () => {
  let on: On
  let provider: IdentityProvider
  let operator: Employee
  before(async () => {
    provider = await identityProvider('http://localhost/oidc/callback', 'vera@example.org')
    on = await accountStage({ OIDC_PROVIDERS: JSON.stringify([provider.entry]) })
    operator = await on.stage.employee('looks.operator', ['operator'])
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => Promise.all([on?.close(), provider?.close()]))

  for (const look of [...looks.slice(0, 1), ...otherLooks, ...siteLooks])
    test(`A11Y-1: an account in ${look.name}`, async (test) => test.diagnostic(`${(await sweepAccount(on, look, operator)).length} screens`))
})

suite('the demonstration in every look', { timeout }, () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open({}, [])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const look of [...otherLooks, ...siteLooks])
    test(`A11Y-1: the demonstration in ${look.name}`, async (test) => test.diagnostic(`${(await sweepDemo(stage, look)).length} screens`))
})
