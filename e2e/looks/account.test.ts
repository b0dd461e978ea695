import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { type IdentityProvider, identityProvider } from '../../server/domains/accounts/testing/identity-provider.ts'
import { accountStage } from '../helpers/account-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { sweepAccount } from './account-sweep.ts'
import { unseenOfAccount } from './coverage.ts'
import { looks } from './look.ts'
import type { On } from './visitor.ts'
import type { Screen } from './walk.ts'

// Some hundred pages with axe on each: minutes on a machine that does other things too.
suite('how the pages of an account look', { timeout: 30 * 60_000 }, () => {
  let on: On
  let provider: IdentityProvider
  let operator: Employee
  const screens: Screen[] = []
  before(async () => {
    // Nobody goes there: its address is only shown.
    provider = await identityProvider('http://localhost/oidc/callback', 'vera@example.org')
    on = await accountStage({ OIDC_PROVIDERS: JSON.stringify([provider.entry]) })
    operator = await on.stage.employee('looks.operator', ['operator'])
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => Promise.all([on?.close(), provider?.close()]))

  // One look of so many pages is what a check before every change can wait for; the other ones are in looks.long.ts.
  for (const look of looks.slice(1))
    test(`A11Y-1: axe finds nothing on any page of an account, from registering to its end (${look.name})`, async (test) => {
      const seen = await sweepAccount(on, look, operator)
      test.diagnostic(`${seen.length} screens`)
      screens.push(...seen)
    })

  test('A11Y-1: no page of an account, refused form or wait was left out', async () => {
    assert.deepEqual(await unseenOfAccount(screens), [])
  })
})
