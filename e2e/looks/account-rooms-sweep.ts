import assert from 'node:assert/strict'
import { otherPassword } from '../helpers/account-site.ts'
import { authenticator } from '../helpers/authenticator.ts'
import { Browser } from '../helpers/browser.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { codeOf } from '../helpers/staff.ts'
import { choose } from './account-doors-sweep.ts'
import { anInn } from './accounts.ts'
import { type AtAccount, cancelLink, cancelLinks, type Visitor } from './visitor.ts'

/** Pages that show what there is, as they come. */
const rooms = [
  '/me',
  '/me/notifications',
  '/me/data',
  '/me/check',
  '/me/contacts',
  '/me/contacts/new',
  '/me/events',
  '/me/views',
  '/me/security',
  '/me/security/app',
  '/me/security/backup-codes',
  '/me/security/recovery-code',
  '/me/security/passkeys',
  '/me/security/password',
  '/me/sessions',
  '/me/settings',
  '/me/settings/erase',
  '/me/block',
  '/me/confirm?next=/me/data',
]

/** All that an account shows while nothing is done with it; `when` names the state it is in. */
export async function sweepRooms(own: Visitor, when: string): Promise<void> {
  for (const path of rooms) await own.at(path, `${path.replace(/\?.*/, '')} ${when}`)
}

/** Empty fields are filled, refused before, and one is shown in full. */
export async function sweepData({ own }: AtAccount): Promise<void> {
  const { site } = own
  const { me } = site.t
  await own.proved('now')
  await own.site.open('/me/data')
  await own.refused('/me/data refused')
  const said = { birthDate: '31.12.1980', inn: anInn(), passport: '4508 123456', snils: '112-233-445 95' } as const
  await site.field(me['data.inn']).fill('12')
  await own.refused('/me/data wrong')
  for (const [field, value] of Object.entries(said)) await site.field(me[`data.${field as 'inn'}`]).fill(value)
  await site.button(me['data.save']).click()
  await site.flash('profile-filled').waitFor()
  await own.here('/me/data filled')
  await own.press('/me/data/show')
  await site.heading(me['data.title']).waitFor()
  await own.here('/me/data shown')
}

/** A telephone is added with two codes, then its loss is waited for; the owner's link can stop that. */
export async function sweepContacts({ on, own, owner, come }: AtAccount): Promise<void> {
  const { site } = own
  const { me, recovery } = site.t
  await own.proved('now')
  await own.site.open('/me/contacts/new')
  await own.refused('/me/contacts/new refused')
  await site.field(me['contact.new']).fill(owner.phone)
  await site.button(me['contact.get-code']).click()
  await site.button(me['change.prove']).waitFor()
  await own.againTooEarly('/me/contacts/change new')
  await own.refused('/me/contacts/change refused')
  await site.giveContactCode(owner.phone)
  await site.flash('contact-proved').waitFor()
  await own.here('/me/contacts/change own')
  await site.giveContactCode(owner.email)
  await site.flash('contact-changed').waitFor()
  await own.here('/me/contacts two')
  const { contacts } = (await (await own.page.request.get('/api/account')).json()) as { contacts: { id: string }[] }
  await own.at(`/me/contacts/${contacts[0]!.id}/check`, '/me/contacts/check')
  await own.refused('/me/contacts/check refused')
  await site.open('/me/contacts')
  await longAgo(own)

  const told = cancelLinks(on.stage, owner.email).length
  const next = owner.phone.replace('+7916', '+7917')
  await own.page
    .locator('li', { hasText: '+7' })
    .getByRole('link', { name: new RegExp(me['contact.replace']) })
    .click()
  await site.field(me['contact.new-phone']).waitFor()
  await own.here('/me/contacts/new replaces')
  await site.field(me['contact.new-phone']).fill(next)
  await site.button(me['contact.get-code']).click()
  await site.giveContactCode(next)
  await site.flash('contact-proved').waitFor()
  await own.here('/me/contacts/change old')
  await own.press('/hold')
  await site.flash('contact-held').waitFor()
  await own.here('/me/contacts/change held')
  const held = own.page.url()
  await own.at('/me', '/me under way')
  await own.at('/me/contacts', '/me/contacts under way')

  const link = await cancelLink(on, owner.email, told)
  const stranger = await come()
  await stranger.at(link, '/cancel contact')
  await on.stage.server.sql(`update contact_change set state = 'active' where state = 'pending_hold'`)
  await stranger.press(link)
  await stranger.site.heading(recovery['link.over']).waitFor()
  await stranger.here('/cancel sent too late', 410)
  await stranger.at(link, '/cancel contact late', 410)
  await on.stage.server.sql(`update contact_change set state = 'pending_hold' where state = 'active' and effective_at is not null and ended_at is null`)
  await own.page.goto(held)
  await own.press('/cancel')
  await site.flash('change-cancelled').waitFor()
}

/** As if whatever was done lay a month back: nothing is closed by it. */
export const longAgo = ({ on }: Visitor) =>
  on.stage.server.sql(
    `update account set cooling_until = null;
     update contact set sign_in_since = sign_in_since - interval '30 days' where id is not null;
     update contact_change set requested_at = requested_at - interval '30 days', ended_at = ended_at - interval '30 days';
     delete from limit_window`,
  )

/** App, backup codes, recovery code, passkey, password and what else protects; answers what the owner keeps. */
export async function sweepProtection({ own, owner }: AtAccount): Promise<{ secret: string; codes: string[] }> {
  const { site } = own
  const { me, signin } = site.t
  await own.proved('now')
  await own.site.open('/me/security/app')
  await site.button(me['app.start']).click()
  await site.heading(me['app.scan']).waitFor()
  await own.here('/me/security/app scan')
  await own.refused('/me/security/app/:id refused')
  const secret = await site.addApp(codeOf)
  await site.button(me['backup.make']).click()
  await site.heading(me['backup.new']).waitFor()
  await own.here('/me/security/backup-codes shown')
  const codes = await site.makeBackupCodes()
  await own.site.open('/me/security/recovery-code')
  await site.button(me['saved.make']).click()
  await site.heading(me['saved.new']).waitFor()
  await own.here('/me/security/recovery-code shown')
  if (own.withScript) {
    await authenticator(own.page)
    await own.site.open('/me/security/passkeys')
    await site.field(me['passkey.label']).fill('этот телефон с очень длинным названием, чтобы не забыть')
    await site.button(signin['passkey.add']).click()
    await site.flash('passkey-added').waitFor()
  }
  await longAgo(own)
  await own.site.open('/me/security')
  await own.press('/me/security/identities/region')
  await site.heading(signin['provider.leave']).waitFor()
  await own.here('/me/security/identities/:provider')
  await own.site.open('/me/security/password')
  await own.refused('/me/security/password refused')
  await site.password(me['password.current']).fill('не тот пароль совсем')
  await site.password(signin['password.new']).fill(`${owner.password}!`)
  await own.refused('/me/security/password wrong')
  return { secret, codes }
}

/** Requests of the same contacts that were sent without signing in, and an employee's look at the account. */
export async function sweepRequests({ on, own, owner, operator }: AtAccount): Promise<void> {
  const cookies = await own.page.context().cookies()
  // The same browser, before signing in and after.
  const [guest, signedIn] = [new Browser(on.stage.server.url), new Browser(on.stage.server.url)]
  for (const { name, value } of cookies) {
    signedIn.cookies.set(name, value)
    if (name !== 'account') guest.cookies.set(name, value)
  }
  const json = (subject: string) => intake(newMarker(), { email: owner.email, phone: owner.phone, subject })
  assert.equal((await guest.send('POST', '/api/tickets', { json: json('Не приходит код на почту, пробовал с двух телефонов') })).status, 201)
  await own.at('/requests', '/requests joinable')
  await own.page.locator('header summary').click()
  await own.here('/requests menu')
  const mine = await signedIn.send('POST', '/api/tickets', { json: json('Не вижу заявление в кабинете') })
  assert.equal(mine.status, 201, JSON.stringify(mine.body))
  const looked = await operator.browser.send('GET', `/api/desk/tickets/${mine.body.number.replaceAll('-', '')}/account`)
  assert.equal(looked.status, 200, JSON.stringify(looked.body))
}

/** What asks who it is, what is closed for a while, and what cannot be undone; at the end the account is closed. */
export async function sweepBounds({ on, own, owner, come }: AtAccount): Promise<void> {
  const { site } = own
  const { me, signin } = site.t
  await own.proved('long ago')
  await own.site.open('/me/settings/erase')
  await own.press('/me/settings/erase')
  await site.heading(me['confirm.title']).waitFor()
  await own.here('/me/settings/erase confirm', 403)
  for (const way of ['password', 'totp', 'backup_code', 'passkey'] as const) {
    const other = site.button(signin[`way.${way}.link`])
    if (!(await other.isVisible())) continue
    await other.click()
    await other.waitFor({ state: 'detached' })
    await own.here(`/me/confirm ${way}`)
    if (way !== 'passkey') await own.refused(`/me/confirm ${way} refused`)
  }
  await own.proved('now')
  await own.site.open('/me/settings/erase')
  await own.press('/me/settings/erase')
  await site.flash('delete-asked').waitFor()
  await own.here('/me/settings erasing')
  await own.at('/me', '/me erasing')
  await own.site.open('/me/settings')
  await own.press('/me/settings/keep')
  await site.flash('delete-kept').waitFor()

  await on.stage.server.sql(`update account set cooling_until = now() + interval '3 days'`)
  await own.at('/me', '/me cooling')
  for (const [path, action] of [
    ['/me/contacts', '/remove'],
    ['/me/security', '/remove'],
    ['/me/settings/erase', '/me/settings/erase'],
  ] as const) {
    await own.site.open(path)
    await own.press(action)
    await site.heading(me['refused.title']).waitFor()
    await own.here(`${path} refused`, own.walk.status())
  }
  await own.site.open('/me/contacts/new')
  await site.field(me['contact.new']).fill('second@example.org')
  await own.refused('/me/contacts/new cooling')
  await longAgo(own)

  const over = await come()
  await over.page.context().addCookies(await own.page.context().cookies())
  await over.site.open('/me/contacts/new')
  await over.site.field(me['contact.new']).fill(`a.very.long.address.that.was.typed.${owner.email}`)
  await over.page.context().clearCookies({ name: 'account' })
  await over.site.button(me['contact.get-code']).click()
  await over.site.heading(me['over.title']).waitFor()
  await over.here('/me/contacts/new session over', 401)
}

/** Came by a backup code: reading is open, the rest waits for a new way to sign in. */
export async function sweepEnrol(door: Visitor, code: string): Promise<void> {
  const { site } = door
  const { signin, me } = site.t
  await door.page.getByRole('link', { name: signin['way.backup_code.link'], exact: true }).click()
  await site.field(signin['way.backup_code.label']).fill(code)
  await site.button(signin['factor.go']).click()
  await site.heading(me['security.title']).waitFor()
  await door.here('/me/security enrol')
  await site.open('/me/settings')
  await site.button(me['settings.save']).click()
  await site.heading(me['enrol.title']).waitFor()
  await door.here('/me/settings enrol', 403)
}

/** In again after a recovery, where the data is looked at first; then "it was not me", and nobody gets in any more. */
export async function sweepClosing({ owner, come }: AtAccount, secret: string): Promise<void> {
  const back = await come()
  const { site } = back
  const { me, signin } = site.t
  await site.firstStep({ ...owner, password: otherPassword })
  await choose(back, 'totp')
  await site.field(signin['way.totp.label']).fill(codeOf(secret, 30))
  await site.button(signin['factor.go']).click()
  await site.heading(me['check.title']).waitFor()
  await back.here('/me/check after a recovery')
  await back.at('/requests', '/requests data not checked')
  await back.site.open('/me/block')
  await back.press('/me/block')
  await site.heading(me['blocked.title']).waitFor()
  await back.here('/account-closed')
}
