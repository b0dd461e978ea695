import { otherPassword } from '../helpers/account-site.ts'
import { type AtAccount, cancelLink, cancelLinks } from './visitor.ts'

/** Forgotten password, up to the new one: each proof, each wait, each end, and the link that stops it. */
export async function sweepRecovery({ on, owner, come }: AtAccount): Promise<void> {
  const { sql } = on.stage.server
  const run = (text: string) => sql.call(on.stage.server, text)
  const door = await come()
  const { site } = door
  const { signin, recovery } = site.t
  await door.at('/recovery/start')
  await door.refused('/recovery/start refused')
  const told = cancelLinks(on.stage, owner.email).length
  await site.field(recovery.contact).fill(owner.email)
  await site.button(signin['register.get-code']).click()
  await site.heading(signin['code.title']).waitFor()
  await door.againTooEarly('/recovery/proof first')
  await door.refused('/recovery/proof first refused')
  await door.at('/recovery/start', '/recovery/start going')
  await site.open('/recovery/proof')

  const link = await cancelLink(on, owner.email, told)
  const stranger = await come()
  await stranger.at(link, '/cancel recovery')

  await door.typeCode(owner.email)
  await site.heading(recovery['second.title']).waitFor()
  await door.here('/recovery/proof second')
  const second = door.page.url()
  for (const way of ['saved_code', 'totp', 'backup_code', 'passkey', 'phone'] as const) {
    if (way === 'passkey' && !door.withScript) continue
    await door.page.goto(`${second.replace(/&with=.*/, '')}&with=${way}`)
    await site.heading(recovery['second.title']).waitFor()
    await door.here(`/recovery/proof second ${way}`)
    if (!['passkey', 'phone'].includes(way)) await door.refused(`/recovery/proof second ${way} refused`)
  }
  await site.button(recovery['second.send']).click()
  await site.field(signin['code.label']).waitFor()
  await door.againTooEarly('/recovery/proof second phone sent')

  // What is waited for, by what speaks against this recovery; looked at afresh each time.
  await run(`update account_recovery set risks = '{contact_changed}' where state = 'open'`)
  await door.typeCode(owner.phone)
  await site.heading(recovery['wait.title']).waitFor()
  await door.here('/recovery/proof wait')
  await run(`update account_recovery set risks = '{phishing_report}' where state = 'open'`)
  await door.page.getByRole('link', { name: recovery['wait.reload'] }).click()
  await site.heading(recovery['approval.title']).waitFor()
  await door.here('/recovery/proof approval')
  for (const state of ['refused', 'cancelled', 'expired']) {
    await run(`update account_recovery set state = '${state}' where state in ('open', 'refused', 'cancelled') and proofs <> '{}'`)
    await door.page.reload()
    await site.heading(recovery['refused.title']).waitFor()
    await door.here(`/recovery/proof ${state}`)
  }
  await run(`update account_recovery set state = 'open', risks = '{}' where proofs <> '{}'`)
  await door.page.reload()
  await site.heading(recovery['password.title']).waitFor()
  await door.here('/recovery/password')
  await door.refused('/recovery/password refused')
  await site.password(signin['password.new']).fill('коротко')
  await door.refused('/recovery/password short')
  await site.password(signin['password.new']).fill(otherPassword)
  await site.button(recovery['password.go']).click()
  await site.heading(recovery['done.title']).waitFor()
  await door.here('/recovery/done')
  await stranger.at(link, '/cancel recovery late', 410)
}
