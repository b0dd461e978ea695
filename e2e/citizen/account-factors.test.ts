import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { type AccountStage, accountStage, newOwner } from '../helpers/account-site.ts'
import { authenticator } from '../helpers/authenticator.ts'
import { codeOf } from '../helpers/staff.ts'

suite('the second step', () => {
  let on: AccountStage
  before(async () => {
    on = await accountStage()
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  test('LOGIN-6: an app, then the phone is lost: a backup code leads back in, once, and to a new app (without JavaScript)', async () => {
    const owner = newOwner()
    const site = await on.visit('ru', false)
    await site.register(owner)
    const secret = await site.addApp(codeOf)
    const codes = await site.makeBackupCodes()

    // The app is asked for, also where the browser is known; each code counts once.
    await site.signOut()
    await site.firstStep(owner)
    await site.heading(site.t.signin['way.totp.title']).waitFor()
    await site.field(site.t.signin['way.totp.label']).fill('000000')
    await site.button(site.t.signin['factor.go']).click()
    await site.summary.getByText(site.t.problems['code.wrong-app']).waitFor()
    assert.equal((await site.page.request.get('/api/account')).status(), 401, 'a password alone is nobody')
    await site.field(site.t.signin['way.totp.label']).fill(codeOf(secret, 30))
    await site.button(site.t.signin['factor.go']).click()
    await site.signedIn()

    const later = await on.visit('ru', false)
    const { signin, me, problems } = later.t
    const byBackup = async (code: string) => {
      await later.firstStep(owner)
      await later.page.getByRole('link', { name: signin['way.backup_code.link'] }).click()
      await later.field(signin['way.backup_code.label']).fill(code)
      await later.button(signin['factor.go']).click()
    }
    await byBackup(` ${codes[3]?.toLowerCase()} `)
    await later.heading(me['security.title']).waitFor()
    await later.page.getByText(me['enrol.title']).first().waitFor()
    // Reading is open, everything else waits for a way to sign in.
    await later.open('/me/settings')
    await later.button(me['settings.save']).click()
    await later.heading(me['enrol.title']).waitFor()
    await later.addApp(codeOf)
    await later.open('/me/settings')
    await later.button(me['settings.save']).click()
    await later.flash('settings-saved').waitFor()

    await later.signOut()
    await byBackup(codes[3] ?? '')
    await later.summary.getByText(problems['backup-code.wrong']).waitFor()
    await on.stage.notice(owner.email, 'backup_code.used')
  })

  test('a passkey: added with a finger, signs in alone, and is the second step beside a password; a finger the device does not know opens nothing', async () => {
    const owner = newOwner()
    const site = await on.visit()
    const { signin, me } = site.t
    const device = await authenticator(site.page)
    await site.register(owner)
    await site.open('/me/security/passkeys')
    await site.field(me['passkey.label']).fill('этот телефон')
    await device.agrees(false)
    await site.button(signin['passkey.add']).click()
    await site.page.getByRole('alert').filter({ hasText: signin['passkey.refused'] }).waitFor()
    await device.agrees(true)
    await site.button(signin['passkey.add']).click()
    await site.flash('passkey-added').waitFor()
    await site.heading(/этот телефон/).waitFor()
    assert.equal((await device.keys()).length, 1)

    await site.signOut()
    await site.open('/sign-in?next=/me/sessions')
    await device.agrees(false)
    await site.button(signin['passkey.button']).click()
    await site.page.getByRole('alert').filter({ hasText: signin['passkey.refused'] }).waitFor()
    await device.agrees(true)
    await site.button(signin['passkey.button']).click()
    await site.heading(me['sessions.title']).waitFor()
    await site.says(me['by.passkey']).waitFor()

    await site.signOut()
    await site.firstStep(owner, '/me/events')
    await site.heading(signin['way.passkey.title']).waitFor()
    await site.button(signin['passkey.button']).click()
    await site.heading(me['events.title']).waitFor()
  })

  test('a code by text message takes the place of the app only once it is switched on, and a new proof is asked for it', async () => {
    const owner = newOwner()
    const site = await on.visit('en')
    const { signin, me } = site.t
    await site.register(owner, owner.phone)
    await site.open('/me/security')
    await site.page.getByText(me['sms.risk']).waitFor()
    // Proved longer ago than five minutes.
    await on.stage.server.sql("update account_session set proved_at = proved_at - interval '10 minutes'")
    await site.button(me['sms.switch-on']).click()
    await site.heading(me['confirm.title']).waitFor()
    await site.password(signin.password).fill('not this one at all')
    await site.button(me['confirm.go']).click()
    await site.summary.waitFor()
    await site.password(signin.password).fill(owner.password)
    await site.button(me['confirm.go']).click()
    await site.flash('sms-on').waitFor()
    await site.signOut()
    await site.firstStep(owner, '/me', owner.phone)
    await site.secondStepByCode(owner.phone)
    await site.signedIn()
  })

  test('LOGIN-4: five wrong passwords close the sign-in for strangers, a code to the own contact opens it, the owner on a known browser is not locked out', async () => {
    const owner = newOwner()
    const known = await on.visit()
    await known.register(owner)
    await known.signOut()
    const stranger = await on.visit()
    for (let tries = 0; tries < 5; tries++) {
      await stranger.firstStep({ ...owner, password: `guess number ${tries} of many` })
      await stranger.summary.waitFor()
    }
    await stranger.firstStep(owner)
    await stranger.summary.getByText(stranger.t.problems['sign-in.refused']).waitFor()
    await stranger.page.getByRole('link', { name: stranger.t.signin['locked.code'] }).waitFor()
    await known.firstStep(owner)
    await known.signedIn()

    await stranger.page.getByRole('link', { name: stranger.t.signin['locked.code'] }).click()
    await stranger.field(stranger.t.signin.login).fill(owner.email)
    await stranger.button(stranger.t.signin['register.get-code']).click()
    await stranger.field(stranger.t.signin['code.label']).fill(await on.inbox.code(owner.email))
    await stranger.button(stranger.t.signin['unlock.open']).click()
    await stranger.flash('unlocked').waitFor()
    await stranger.firstStep(owner)
    await stranger.secondStepByCode(owner.email)
    await stranger.signedIn()
  })

  test('C23: the end of one session elsewhere is the end of its pages and of its live line within five seconds', async () => {
    const owner = newOwner()
    const here = await on.visit()
    await here.register(owner)
    const there = await on.visit()
    await there.firstStep(owner)
    await there.secondStepByCode(owner.email)
    await there.signedIn()
    const closed = there.page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/api/live`)
          socket.addEventListener('open', () => document.body.setAttribute('data-line', 'open'))
          socket.addEventListener('close', () => resolve(Date.now()))
          setTimeout(() => reject(new Error('the line was never closed')), 30_000)
        }),
    )
    await there.page.locator('body[data-line=open]').waitFor()
    await here.open('/me/sessions')
    await here.page.getByRole('button', { name: /^Завершить ?: Chrome, Linux$/ }).click()
    const ended = Date.now()
    await here.flash('session-ended').waitFor()
    assert.ok((await closed) - ended < 5000, `${(await closed) - ended} ms`)
    await there.open('/me/data')
    await there.heading(there.t.signin.title).waitFor()
  })
})
