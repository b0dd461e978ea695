import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { type IdentityProvider, identityProvider } from '../../server/domains/accounts/testing/identity-provider.ts'
import { AccountSite, type AccountStage, accountStage, newOwner } from '../helpers/account-site.ts'
import { like } from '../helpers/citizen-site.ts'

suite('signing in through another service', () => {
  let on: AccountStage
  let idp: IdentityProvider
  before(async () => {
    on = await accountStage()
    idp = await identityProvider(`${on.stage.server.url}/oidc/callback`, 'somebody@example.org')
    await on.stage.server.stop()
    await on.stage.server.start({ OIDC_PROVIDERS: JSON.stringify([idp.entry]) })
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(async () => {
    await idp?.close()
    await on?.close()
  })
  async function visit(lang: 'ru' | 'en', script: boolean): Promise<AccountSite> {
    const visit = await on.stage.visit({ viewport: { width: 360, height: 740 }, javaScriptEnabled: script })
    visit.ledTo.add(new URL(idp.issuer).host)
    return new AccountSite(visit.page, on.inbox, lang)
  }
  /** Over the page that says where it leads, to the other service and back. */
  async function through(site: AccountSite, button: string): Promise<void> {
    await site.button(button).click()
    await site.heading(site.t.signin['provider.leave']).waitFor()
    await site.page.getByRole('link', { name: like(site.t.signin['provider.leave-go']) }).click()
  }

  for (const { lang, script } of [
    { lang: 'ru', script: true },
    { lang: 'en', script: false },
  ] as const)
    test(`C15: linked while signed in, it opens the account afterwards; before, it opens nothing (${lang}, ${script ? 'with' : 'without'} JavaScript)`, async () => {
      idp.person = `person-${lang}`
      const owner = newOwner()
      const site = await visit(lang, script)
      const { signin } = site.t
      const name = idp.entry.name[lang]
      const signInBy = signin['provider.go'].replace('{name}', name)
      await site.open('/sign-in')
      await through(site, signInBy)
      await site.heading(signin['not-linked.title']).waitFor()
      assert.equal((await site.page.request.get('/api/account/session')).status(), 401)

      await site.register(owner)
      await site.open('/me/security')
      await through(site, signin['provider.link'].replace('{name}', name))
      await site.flash('identity-linked').waitFor()
      await site.heading(name).waitFor()
      await site.signOut()
      await site.open('/sign-in')
      await through(site, signInBy)
      await site.signedIn()
      await on.stage.notice(owner.email, 'factor.changed', lang)
    })

  test('C15: who turns back over there comes back to the sign-in, and nothing was opened', async () => {
    idp.person = null
    const site = await visit('ru', true)
    await site.open('/sign-in')
    await through(site, site.t.signin['provider.go'].replace('{name}', idp.entry.name.ru))
    await site.flash('provider-cancelled').waitFor()
    await site.heading(site.t.signin.title).waitFor()
    assert.equal((await site.page.request.get('/api/account/session')).status(), 401)
  })
})
