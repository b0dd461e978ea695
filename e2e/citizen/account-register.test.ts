import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { AccountSite, type AccountStage, accountStage, newOwner, otherPassword } from '../helpers/account-site.ts'

suite('a new account', () => {
  let on: AccountStage
  before(async () => {
    on = await accountStage()
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  for (const { lang, script, by } of [
    { lang: 'ru', script: true, by: 'email' },
    { lang: 'en', script: false, by: 'phone' },
  ] as const)
    test(`V1: register by ${by}, sign out, sign in from the same browser and from another (${lang}, 360 px, ${script ? 'with' : 'without'} JavaScript)`, async () => {
      const options = { viewport: { width: 360, height: 740 }, javaScriptEnabled: script }
      const owner = newOwner()
      const login = owner[by]
      const site = new AccountSite((await on.stage.visit(options)).page, on.inbox, lang)
      await site.register(owner, login)
      await site.signedIn()
      await site.signOut()
      assert.equal((await site.page.request.get('/api/account/session')).status(), 401)

      // A known browser and a long password are enough; a wrong one is told in the same words as an unknown login.
      const said: string[] = []
      for (const [who, password] of [
        [login, otherPassword],
        ['nobody@example.org', owner.password],
      ] as const) {
        await site.firstStep({ ...owner, password }, '/me', who)
        await site.summary.getByText(site.t.problems['sign-in.refused']).waitFor()
        said.push((await site.page.getByRole('main').innerText()).replaceAll(who, ''))
      }
      assert.equal(said[0], said[1])
      await site.firstStep(owner, '/me/sessions', login)
      await site.heading(site.t.me['sessions.title']).waitFor()

      const elsewhere = new AccountSite((await on.stage.visit(options)).page, on.inbox, lang)
      await elsewhere.firstStep(owner, '/requests', login)
      await elsewhere.secondStepByCode(login)
      await elsewhere.heading(elsewhere.t.request.listTitle).waitFor()
      await elsewhere.signedIn()
    })

  test('RECOV-2: a refused password says why and keeps the names; a contact that has an account is told so after its code alone', async () => {
    const owner = newOwner()
    const site = new AccountSite((await on.stage.visit()).page, on.inbox)
    const { signin, problems } = site.t
    await site.open('/register')
    await site.field(signin['register.contact']).fill('без собаки')
    await site.button(signin['register.get-code']).click()
    await site.summary.waitFor()
    assert.equal(await site.field(signin['register.contact']).inputValue(), 'без собаки')
    await site.field(signin['register.contact']).fill(owner.email)
    await site.button(signin['register.get-code']).click()
    await site.field(signin['code.label']).fill('000000')
    await site.button(signin['register.prove']).click()
    await site.summary.getByText(problems['code.wrong']).waitFor()
    const code = await on.inbox.code(owner.email)
    await site.field(signin['code.label']).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await site.button(signin['register.prove']).click()
    await site.field(signin['register.surname']).fill('Озерова')
    await site.page.getByRole('textbox', { name: signin['register.name'], exact: true }).fill('Вера')
    for (const [password, problem] of [
      ['коротко', 'password.too-short'],
      ['passwordpassword', 'password.common'],
      [`мой ${owner.email} здесь`, 'password.contains-login'],
    ] as const) {
      await site.password(signin['password.new']).fill(password)
      await site.button(signin['register.finish']).click()
      await site.summary.getByText(new RegExp(problems[problem].split(/[{:]/)[0] as string)).waitFor()
      assert.equal(await site.field(signin['register.surname']).inputValue(), 'Озерова')
      assert.equal(await site.password(signin['password.new']).inputValue(), '')
    }
    await site.password(signin['password.new']).fill(owner.password)
    await site.button(signin['register.finish']).click()
    await site.signedIn()

    const again = new AccountSite((await on.stage.visit()).page, on.inbox)
    await again.open('/register')
    await again.field(signin['register.contact']).fill(owner.email)
    await again.button(signin['register.get-code']).click()
    await again.heading(signin['code.title']).waitFor()
    await again.field(signin['code.label']).fill(await on.inbox.code(owner.email))
    await again.button(signin['register.prove']).click()
    await again.heading(signin['register.has-title']).waitFor()
  })

  test('LOGIN-2: the page shows what was typed and says Caps Lock, layout and blanks in words', async () => {
    const site = new AccountSite((await on.stage.visit()).page, on.inbox)
    const { signin } = site.t
    await site.open('/sign-in')
    const field = site.password(signin.password)
    const hint = site.page.getByRole('status')
    await field.pressSequentially('пароль ')
    await hint.filter({ hasText: signin['hint.layout'] }).filter({ hasText: signin['hint.blank'] }).waitFor()
    await field.fill('')
    await field.evaluate((input) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true })))
    await hint.filter({ hasText: signin['hint.caps'] }).waitFor()
    await field.fill('secret')
    await site.button(signin['password.show']).click()
    assert.equal(await field.getAttribute('type'), 'text')
    await site.button(signin['password.hide']).click()
    assert.equal(await field.getAttribute('type'), 'password')
  })

  test('LOGIN-5: the check of the browser passes in this one, and tells a clock that is wrong', async () => {
    const site = new AccountSite((await on.stage.visit()).page, on.inbox)
    const { cannot } = site.t
    await site.open('/check-browser')
    for (const check of ['browser', 'cookies', 'clock'] as const) await site.page.getByText(cannot[`check.${check}.ok`]).waitFor()
    await site.page.getByText(cannot['check.all']).waitFor()
    const wrong = new AccountSite((await on.stage.visit()).page, on.inbox)
    await wrong.page.addInitScript(() => {
      const right = Date.now
      Date.now = () => right() + 3_600_000
    })
    await wrong.open('/check-browser')
    await wrong.page.getByText(cannot['check.clock.bad']).waitFor()
    assert.equal(await wrong.page.getByText(cannot['check.all']).isVisible(), false)
    const plain = new AccountSite((await on.stage.visit({ javaScriptEnabled: false })).page, on.inbox)
    await plain.open('/check-browser')
    await plain.page.getByText(cannot['check.no-script']).waitFor()
  })
})
