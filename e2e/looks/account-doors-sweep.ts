import { otherPassword } from '../helpers/account-site.ts'
import type { AtAccount, Visitor } from './visitor.ts'

const nobodysLink = 'a'.repeat(43)
const kinds = ['data', 'forgotten', 'locked', 'browser', 'factor', 'no-contacts', 'other']
const stops = ['oidc.over', 'account.cooling', 'sign-in.address-wait']

/** From nothing to an account, with each step refused once. Afterwards the owner is signed in. */
export async function sweepRegistration({ own, owner, come }: AtAccount): Promise<void> {
  const { site } = own
  const { signin, me } = site.t
  await own.at('/register')
  await own.refused('/register refused')
  await site.field(signin['register.contact']).fill(owner.email)
  await site.button(signin['register.get-code']).click()
  await site.heading(signin['code.title']).waitFor()
  await own.againTooEarly('/register/code')
  await own.refused('/register/code refused')
  await own.typeCode(owner.email)
  await site.heading(signin['register.details']).waitFor()
  await own.here('/register/details')
  await own.refused('/register/details refused')
  await site.field(signin['register.surname']).fill('Константинопольская-Преображенская')
  await site.page.getByRole('textbox', { name: signin['register.name'], exact: true }).fill('Вера')
  await site.password(signin['password.new']).fill('коротко')
  await own.refused('/register/details password')
  await site.password(signin['password.new']).fill(owner.password)
  await site.button(signin['register.finish']).click()
  await site.heading(me.title).waitFor()
  await own.here('/me new')

  const again = await come()
  await again.site.open('/register')
  await again.site.field(signin['register.contact']).fill(owner.email)
  await again.site.button(signin['register.get-code']).click()
  await again.typeCode(owner.email)
  await again.site.heading(signin['register.has-title']).waitFor()
  await again.here('/register/code has an account')
}

/** What stands before the door and asks for no code. */
export async function sweepDoors({ owner, come }: AtAccount): Promise<void> {
  const door = await come()
  const { site } = door
  const { signin } = site.t
  await door.at('/sign-in?next=/me/events')
  await door.refused('/sign-in refused')
  await site.firstStep({ ...owner, password: otherPassword })
  await site.summary.waitFor()
  await door.here('/sign-in wrong', 401)
  await door.site.open('/sign-in')
  await door.press('/sign-in/with/region')
  await site.heading(signin['provider.leave']).waitFor()
  await door.here('/sign-in/with/:provider')
  await door.at('/sign-in/not-linked')
  for (const why of stops) await door.at(`/sign-in/stopped?why=${why}`, `/sign-in/stopped ${why}`)

  await door.at('/cannot-sign-in')
  await door.refused('/cannot-sign-in refused')
  for (const kind of kinds) await door.at(`/cannot-sign-in/${kind}`)
  await door.site.open('/check-browser')
  if (door.withScript) await door.page.getByText(site.t.cannot['check.all']).waitFor()
  await door.here('/check-browser')

  await door.at('/unlock')
  await door.refused('/unlock refused')
  await site.field(signin.login).fill(owner.email)
  await site.button(signin['register.get-code']).click()
  await site.heading(signin['code.title']).waitFor()
  await door.here('/unlock/code')
  await door.refused('/unlock/code refused')

  await door.at('/cancelled?what=recovery', '/cancelled recovery')
  await door.at('/cancelled?what=contact', '/cancelled contact')
  await door.at('/account-closed')
  await door.at('/help/fakes')
  await door.at('/cancel/short', '/cancel malformed', 404)
  await door.at(`/cancel/${nobodysLink}`, '/cancel over', 410)
  await door.at('/recovery/link/short', '/recovery/link malformed', 404)
  await door.at(`/recovery/link/${nobodysLink}`, '/recovery/link')
  await door.press(nobodysLink)
  await site.heading(site.t.recovery['link.over']).waitFor()
  await door.here('/recovery/link over', 410)
}

/** The second step of somebody who has a password alone: a code to a contact. Answers the browser, signed in. */
export async function sweepStepByCode({ owner, come }: AtAccount): Promise<Visitor> {
  const door = await come()
  const { signin } = door.site.t
  await door.site.firstStep(owner)
  await door.site.heading(signin['way.code.title']).waitFor()
  await door.here('/sign-in/factor code')
  await door.site.button(signin['way.code.email']).click()
  await door.site.field(signin['code.label']).waitFor()
  await door.againTooEarly('/sign-in/factor code sent')
  await door.refused('/sign-in/factor code refused')
  await door.typeCode(owner.email)
  await door.site.heading(door.site.t.me.title).waitFor()
  return door
}

/** At the second step, the way offered first or one of the others. */
export async function choose({ page, site }: Visitor, way: 'totp' | 'backup_code' | 'passkey'): Promise<void> {
  const { signin } = site.t
  const title = site.heading(signin[`way.${way}.title`])
  const link = page.getByRole('link', { name: signin[`way.${way}.link`], exact: true })
  await title.or(link).first().waitFor()
  if (!(await title.isVisible())) await link.click()
  await title.waitFor()
}

/** The second step of somebody who has everything: each way, each refused, and the door that closes. Answers a browser half-way in. */
export async function sweepSteps({ on, owner, come }: AtAccount): Promise<Visitor> {
  const door = await come()
  const { site } = door
  const { signin } = site.t
  await site.firstStep(owner)
  for (const way of ['totp', 'backup_code', 'passkey'] as const) {
    if (way === 'passkey' && !door.withScript) continue
    await choose(door, way)
    await door.here(`/sign-in/factor ${way}`)
    if (way !== 'passkey') await door.refused(`/sign-in/factor ${way} refused`)
  }
  await choose(door, 'totp')
  await on.stage.server.sql(`update account set locked_until = now() + interval '15 minutes'`)
  await site.field(signin['way.totp.label']).fill('000000')
  await door.refused('/sign-in/factor locked')
  await on.stage.server.sql('update account set locked_until = null, failures = 0')
  return door
}
