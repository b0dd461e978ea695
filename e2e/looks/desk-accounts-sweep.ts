import assert from 'node:assert/strict'
import { accountActions } from '#contract/account-desk'
import { goodPassword, Inbox } from '../helpers/account-site.ts'
import { Browser } from '../helpers/browser.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { signIn } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { anInn } from './accounts.ts'
import { type AtDesk, side } from './at-desk.ts'

interface Known {
  /** A request of the account itself, and one of a guest. */
  own: string
  guests: string
  /** What its owner can say. */
  said: Record<'surname' | 'name' | 'patronymic' | 'inn' | 'passport', string>
}

/** An account with documents, made as its owner makes one; each look has its own, because data may be compared three times a day. */
async function anAccount(stage: Stage, look: string): Promise<Known> {
  const owner = new Browser(stage.server.url)
  const email = `desk.${look}@example.org`
  const said = { surname: 'Константинопольская', name: 'Мария', patronymic: 'Петровна', inn: anInn(), passport: `45 08 ${String(Date.now()).slice(-6)}` }
  const { patronymic, surname, name, inn, passport } = said
  const begun = await owner.send('POST', '/api/account/registrations', { json: { contact: email } })
  const registration = `/api/account/registrations/${begun.body.id}`
  await owner.send('POST', `${registration}/proof`, { json: { code: await new Inbox(stage).code(email) } })
  const made = await owner.send('POST', `${registration}/account`, { json: { surname, name, patronymic, password: goodPassword } })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.ok((await owner.send('POST', '/api/account/profile', { json: { inn, passport } })).status < 300)
  const file = async (browser: Browser) => {
    const { status, body } = await browser.send('POST', '/api/tickets', { json: intake(newMarker(), { email }) })
    assert.equal(status, 201, JSON.stringify(body))
    return body.number as string
  }
  return { own: await file(owner), guests: await file(new Browser(stage.server.url)), said }
}

/** The account a request is about: found by what its owner says, every step with it, and what two people decide. */
export async function sweepAccounts(at: AtDesk): Promise<void> {
  const { stage, cast, walk, desk, page } = at
  const known = await anAccount(stage, walk.look.name)
  const dialog = page.getByRole('dialog')
  const submit = dialog.locator('button[type=submit]')
  const open = async (number: string) => {
    await desk.request(number)
    await side(at)
    await desk.tab('tickets.tab.account').click()
    await page.getByText(desk.t('accounts.never')).waitFor()
  }
  await open(known.guests)
  await walk.here('tab account unknown')
  await desk.button('accounts.do-match').click()
  await dialog.waitFor()
  await walk.here('dialog MatchDialog')
  await submit.click()
  await dialog.getByText(desk.t('accounts.field-missing')).first().waitFor()
  await walk.here('dialog MatchDialog missing')
  const type = async (said: Known['said']) => {
    for (const [field, value] of Object.entries(said))
      await dialog.getByRole('textbox', { name: desk.t(`accounts.field-${field as 'name'}`), exact: true }).fill(value)
    await submit.click()
  }
  await type({ ...known.said, name: 'Марина' })
  await dialog.getByRole('alert').waitFor()
  await walk.here('dialog MatchDialog no match')
  await type(known.said)
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(desk.t('accounts.known-knowledge')).waitFor()
  await stage.server.sql(`update account set locked_until = now() + interval '1 hour', failures = 5`)
  await open(known.guests)
  await page.getByText(desk.t('accounts.state-soft_locked')).waitFor()
  await walk.here('tab account locked')
  await reasons(at, 'locked')
  await stage.server.sql('update account set locked_until = null, failures = 0')

  // Started by another employee, so that this one may decide.
  const started = await (await signIn(cast.operator)).send('POST', `/api/desk/tickets/${known.guests.replaceAll('-', '')}/recovery`, {
    json: { reason: 'Просит по телефону', way: 'contacts' },
  })
  assert.equal(started.status, 201, JSON.stringify(started.body))
  await stage.server.sql(`update account_recovery set risks = '{unknown_device,contact_changed,factor_added,several_accounts,failed_match,earlier_refused}'`)
  await open(known.own)
  await walk.here('tab account recovering')
  await desk.button('accounts.show-journal').click()
  await page.getByText(desk.t('events.account.recovery-started')).first().waitFor()
  await walk.here('tab account journal')
  await reasons(at, 'recovering')
  await sweepRecoveries(at)
}

/** Each step that may be done now, with its reason missing. */
async function reasons({ walk, desk, page, close }: AtDesk, when: string): Promise<void> {
  for (const action of accountActions) {
    const button = desk.button(`accounts.do-${action}`)
    if (action === 'match' || !(await button.isVisible())) continue
    await button.click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('button[type=submit]').click()
    await dialog.getByText(desk.t('accounts.reason-missing')).waitFor()
    await walk.here(`dialog ReasonDialog ${action} ${when}`)
    await close()
  }
}

async function sweepRecoveries({ walk, desk, page, close }: AtDesk): Promise<void> {
  const dialog = page.getByRole('dialog')
  const submit = dialog.locator('button[type=submit]')
  await desk.open('/recoveries')
  await desk.button('accounts.approve').first().waitFor()
  await walk.here('page recoveries')
  for (const decision of ['approve', 'refuse'] as const) {
    await desk.button(`accounts.${decision}`).first().click()
    await submit.click()
    await dialog.getByText(desk.t('accounts.reason-missing')).waitFor()
    await walk.here(`dialog DecisionDialog ${decision}`)
    if (decision === 'approve') await close()
  }
  await dialog.getByRole('textbox', { name: desk.t('accounts.reason') }).fill('Не пришел с паспортом')
  await submit.click()
  await page.getByText(desk.t('accounts.recoveries-empty')).waitFor()
  await walk.here('page recoveries empty')
  await desk.open('/recoveries?show=all')
  await page.getByText(desk.t('accounts.recovery-refused')).first().waitFor()
  await walk.here('page recoveries all')
}
