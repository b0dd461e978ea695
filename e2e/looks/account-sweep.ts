import assert from 'node:assert/strict'
import '../../web/citizen/glue/tsx-hook.ts'
import { AccountSite, Inbox, newOwner } from '../helpers/account-site.ts'
import { codeOf } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { keepsSpacedText, type Look, looksRight, optionsOf } from './look.ts'

const { table } = (await import(new URL('../../web/citizen/pages/index.tsx', import.meta.url).href)) as { table: Record<string, unknown> }
/** Every page of the site that has an address of its own. */
const paths = Object.keys(table).flatMap((key) => (key.startsWith('GET ') && !key.includes(':') ? [key.slice(4)] : []))

const someId = '00000000-0000-7000-8000-000000000001'
/** What a page needs in its address to be more than a way to another one. */
const addresses: Record<string, string> = {
  '/sign-in/factor': '/sign-in/factor?ways=totp.passkey.code.backup_code&channels=sms.email',
  '/register/code': `/register/code?id=${someId}`,
  '/register/details': `/register/details?id=${someId}`,
  '/unlock/code': `/unlock/code?id=${someId}`,
  '/recovery/password': `/recovery/password?id=${someId}`,
  '/recovery/done': '/recovery/done?until=2026-12-01T09:00:00.000Z',
}
/** Files, and addresses that only send on. */
const noPages = ['/me/export.json', '/me/export.pdf', '/oidc/callback', '/sign-in/done', '/me/security/passkeys/added', '/recovery/proof']
const doors = paths.filter((path) => /^\/(sign-in|register|cannot-sign-in|check-browser|unlock|recovery|cancelled|account-closed|help\/fakes)/.test(path))
const own = paths.filter((path) => path.startsWith('/me'))
const kinds = ['data', 'forgotten', 'locked', 'browser', 'factor', 'no-contacts', 'other']

/** Every page around an account in one look, with everything that folds open, as a guest and as somebody signed in. */
export async function sweepAccount(stage: Stage, look: Look): Promise<number> {
  const visit = await stage.visit(optionsOf(look))
  const site = new AccountSite(visit.page, new Inbox(stage), look.lang)
  const { page, t } = site
  let seen = 0
  const here = async (name: string) => {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('main details')) (details as HTMLDetailsElement).open = true
    })
    await looksRight(page, look, name)
    if (look.width < 1000) await keepsSpacedText(page, `${look.name} ${name}`)
    seen++
  }
  const at = async (path: string) => {
    const answer = await page.goto(site.path(path))
    assert.ok((answer?.status() ?? 0) < 400, `${path}: ${answer?.status()}`)
    await here(path.replace(/\?.*/, '').replaceAll('/', '-').slice(1))
  }
  for (const path of doors) if (!noPages.includes(path)) await at(addresses[path] ?? path)
  for (const way of ['passkey', 'code', 'backup_code']) await at(`${addresses['/sign-in/factor']}&way=${way}`)
  for (const kind of kinds) await at(`/cannot-sign-in/${kind}`)
  for (const path of ['/sign-in', '/register', '/unlock', '/recovery/start', '/cannot-sign-in']) {
    await site.open(path)
    await page.locator('main .main').click()
    await site.summary.waitFor()
    await here(`${path.slice(1).replaceAll('/', '-')}-errors`)
  }
  assert.equal((await page.goto(site.path(`/cancel/${'a'.repeat(43)}`)))?.status(), 410)
  await here('cancel-over')
  await at(`/recovery/link/${'a'.repeat(43)}`)

  const owner = newOwner()
  await site.register(owner)
  await site.addApp(codeOf)
  for (const path of own) if (!noPages.includes(path)) await at(path)
  await at('/')
  await at('/requests')
  await site.open('/me/security/app')
  await site.button(t.me['app.start']).click()
  await site.heading(t.me['app.scan']).waitFor()
  await here('app-scan')
  await site.open('/me/security/backup-codes')
  await site.button(t.me['backup.make']).click()
  await site.heading(t.me['backup.new']).waitFor()
  await here('backup-codes-shown')
  await site.open('/me/contacts/new')
  await site.field(t.me['contact.new']).fill(`second-${owner.email}`)
  await site.button(t.me['contact.get-code']).click()
  await site.heading(/second|s\*\*\*/).waitFor()
  await here('contact-change')
  await stage.server.sql("update account_session set proved_at = proved_at - interval '10 minutes'")
  await site.open('/me/settings/erase')
  await site.button(t.me['delete.do']).click()
  await site.heading(t.me['confirm.title']).waitFor()
  await here('confirm')
  await site.open('/me/settings')
  await visit.context.clearCookies({ name: 'account' })
  await site.button(t.me['settings.save']).click()
  await site.heading(t.me['over.title']).waitFor()
  await here('session-over')
  return seen
}
