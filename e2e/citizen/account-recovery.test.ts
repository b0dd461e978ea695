import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { type AccountSite, type AccountStage, accountStage, longAgo, newOwner, type Owner, otherPassword } from '../helpers/account-site.ts'

suite('coming back', () => {
  let on: AccountStage
  before(async () => {
    on = await accountStage()
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())
  /** Contact and both codes, up to the new password. */
  async function twoProofs(site: AccountSite, owner: Owner): Promise<void> {
    const { signin, recovery } = site.t
    await site.open('/sign-in')
    await site.page.getByRole('link', { name: signin.cannot }).click()
    await site.page.getByRole('radio', { name: site.t.cannot['forgotten.choice'] }).check()
    await site.button(site.t.cannot.go).click()
    await site.page.getByRole('link', { name: site.t.cannot['forgotten.go'] }).click()
    await site.field(recovery.contact).fill(owner.email)
    await site.button(signin['register.get-code']).click()
    await site.field(signin['code.label']).fill(await on.inbox.code(owner.email))
    await site.button(recovery['proof.go']).click()
    await site.heading(recovery['second.title']).waitFor()
    await site.button(recovery['second.send']).click()
    await site.field(signin['code.label']).fill(await on.inbox.code(owner.phone))
    await site.button(recovery['proof.go']).click()
    await site.heading(recovery['password.title']).waitFor()
  }

  for (const { lang, script } of [
    { lang: 'ru', script: true },
    { lang: 'en', script: false },
  ] as const)
    test(`RECOV-2, RECOV-6: forgotten password, back by mail and SMS, all sessions end, the data is checked first (${lang}, ${script ? 'with' : 'without'} JavaScript)`, async () => {
      const before = await on.visit(lang, script)
      const owner = await before.registerWithBoth(on.stage)
      const site = await on.visit(lang, script)
      const { signin, recovery, me } = site.t
      await twoProofs(site, owner)
      // Refused with its reason, and the new one set.
      await site.password(signin['password.new']).fill('коротко')
      await site.button(recovery['password.go']).click()
      await site.summary.waitFor()
      await site.password(signin['password.new']).fill(otherPassword)
      await site.button(recovery['password.go']).click()
      await site.heading(recovery['done.title']).waitFor()
      await site.page.getByRole('rowheader', { name: me['cool.contact.change'] }).waitFor()
      // Nobody is signed in by a recovery.
      assert.equal((await site.page.request.get('/api/account/session')).status(), 401)
      await before.open('/me')
      await before.heading(signin.title).waitFor()

      await site.firstStep(owner)
      await site.summary.getByText(site.t.problems['sign-in.refused']).waitFor()
      await site.firstStep({ ...owner, password: otherPassword }, '/me/events')
      await site.secondStepByCode(owner.email)
      await site.heading(me['check.title']).waitFor()
      await site.open('/me/security')
      await site.heading(me['check.title']).waitFor()
      await site.button(me['check.right']).click()
      await site.flash('data-right').waitFor()
      await site.open('/me/events')
      await site.heading(site.t.events['account.recovery-finished']).first().waitFor()
      await site.open('/me/contacts/new')
      await site.field(me['contact.new']).fill('thief@example.org')
      await site.button(me['contact.get-code']).click()
      await site.summary.getByText(site.t.problems['account.cooling']).waitFor()
      await on.stage.notice(owner.email, 'recovery.completed', lang)
    })

  test('RECOV-6: a mistake in the data is one press and an urgent request', async () => {
    const owner = await (await on.visit()).registerWithBoth(on.stage)
    const site = await on.visit()
    await twoProofs(site, owner)
    await site.password(site.t.signin['password.new']).fill(otherPassword)
    await site.button(site.t.recovery['password.go']).click()
    await site.firstStep({ ...owner, password: otherPassword })
    await site.secondStepByCode(owner.phone)
    await site.button(site.t.me['check.mistake']).click()
    await site.flash('mismatch').waitFor()
    await site.open('/me')
    await site.heading(site.t.me.title).waitFor()
  })

  test('C18: "it was not me": the link in the message stops a recovery without signing in, and the stranger gets no further', async () => {
    const own = await on.visit()
    const owner = await own.registerWithBoth(on.stage)
    const stranger = await on.visit()
    const { signin, recovery } = stranger.t
    await stranger.open('/recovery/start')
    await stranger.field(recovery.contact).fill(owner.email)
    await stranger.button(signin['register.get-code']).click()
    await stranger.heading(signin['code.title']).waitFor()
    const code = await on.inbox.code(owner.email)
    const { text } = await on.stage.notice(owner.email, 'recovery.started')
    const link = new URL(/https?:\/\/\S+\/cancel\/[\w-]{43}/.exec(text)?.[0] ?? '')
    const phone = await on.visit('ru', false)
    await phone.page.goto(link.pathname)
    await phone.button(recovery['cancel.recovery.go']).click()
    await phone.heading(recovery['cancelled.recovery']).waitFor()
    await phone.page.goto(link.pathname)
    await phone.heading(recovery['link.over']).waitFor()

    await stranger.field(signin['code.label']).fill(code)
    await stranger.button(recovery['proof.go']).click()
    await stranger.summary.or(stranger.page.getByText(recovery['refused.title'])).first().waitFor()
    assert.equal(await stranger.heading(recovery['second.title']).isVisible(), false)
    await own.open('/me')
    await own.signedIn()
  })

  test('K13: a telephone is changed with codes to the new and the old one; a lost one is changed after a pause that its owner can end', async () => {
    const site = await on.visit()
    const owner = await site.registerWithBoth(on.stage)
    const { me } = site.t
    const replacePhone = async (phone: string) => {
      await site.open('/me/contacts')
      const ofPhone = site.page.getByRole('listitem').filter({ hasText: '+7' })
      await ofPhone.getByRole('link', { name: new RegExp(me['contact.replace']) }).click()
      await site.field(me['contact.new-phone']).fill(phone)
    }
    const next = newOwner()
    await replacePhone(next.phone)
    await site.button(me['contact.get-code']).click()
    await site.giveContactCode(next.phone)
    await site.flash('contact-proved').waitFor()
    await site.giveContactCode(owner.phone)
    await site.flash('contact-changed').waitFor()
    await longAgo(on.stage)

    const third = newOwner()
    await replacePhone(third.phone)
    await site.page.getByRole('checkbox', { name: me['contact.lost'] }).check()
    await site.button(me['contact.get-code']).click()
    await site.giveContactCode(third.phone)
    await site.flash('contact-held').waitFor()
    await site.page.getByRole('rowheader', { name: me['hold.new'] }).waitFor()
    await site.open('/me')
    await site.heading(me['under-way']).waitFor()
    await site.page.getByRole('link', { name: new RegExp(me['change.open']) }).click()
    await site.button(me['change.stop-do']).click()
    await site.flash('change-cancelled').waitFor()
  })

  test('SUSP-1, K4: "it was not me" closes the account for everybody, after a page that says what follows', async () => {
    const site = await on.visit()
    const owner = newOwner()
    await site.register(owner)
    await site.open('/me/events')
    await site.page.getByRole('link', { name: site.t.me['block.button'] }).last().click()
    await site.button(site.t.me['block.go']).click()
    await site.heading(site.t.me['blocked.title']).waitFor()
    await site.firstStep(owner)
    await site.summary.getByText(site.t.problems['sign-in.refused']).waitFor()
  })
})
