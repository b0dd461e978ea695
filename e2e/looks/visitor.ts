import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccountStage } from '../helpers/account-site.ts'
import { AccountSite, type Inbox, type Owner } from '../helpers/account-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { type Look, optionsOf } from './look.ts'
import { Walk } from './walk.ts'

export type On = AccountStage

/** One browser around an account: it goes somewhere, looks, and sends forms as they stand. */
export class Visitor {
  readonly on: On
  readonly walk: Walk
  readonly site: AccountSite
  private constructor(on: On, walk: Walk, site: AccountSite) {
    this.on = on
    this.walk = walk
    this.site = site
  }

  static async come(on: On, look: Look, inbox: Inbox): Promise<Visitor> {
    const { context, page } = await on.stage.visit(optionsOf(look))
    if (look.view) await context.addCookies([{ name: 'view', value: look.view, url: on.stage.server.url }])
    return new Visitor(on, new Walk(page, look), new AccountSite(page, inbox, look.lang))
  }

  get page() {
    return this.site.page
  }
  get withScript(): boolean {
    return this.walk.look.script !== false
  }
  async here(name: string, status = 200): Promise<void> {
    assert.equal(this.walk.status(), status, `${this.walk.look.name} ${name}`)
    await this.walk.here(name)
  }
  async at(path: string, name = path.replace(/\?.*/, ''), status = 200): Promise<void> {
    await this.site.open(path)
    await this.here(name, status)
  }
  /** The filled button pressed with the form as it stands: the page comes again and says why. */
  async refused(name: string, status = 422): Promise<void> {
    await this.page.locator('main .main').click()
    await this.site.summary.waitFor()
    await this.here(name, status)
  }
  /** The button of the first form that goes to this address; what folds is opened for it. */
  async press(action: string): Promise<void> {
    await this.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await this.page.locator(`main form[action$="${action}"] button`).first().click()
  }
  /** A second code is asked for before its time, which is told; then back to where the code is awaited. */
  async againTooEarly(name: string): Promise<void> {
    const asked = this.page.url()
    await this.page.locator('main form.again button, main form[action*="/recovery/code"] button').first().click()
    await this.site.summary.waitFor()
    await this.here(`${name} again too early`, 422)
    await this.page.goto(asked)
    await this.here(name)
  }
  async typeCode(contact: string): Promise<void> {
    await this.site.field(this.site.t.signin['code.label']).fill(await this.site.inbox.code(contact))
    await this.page.locator('main .main').click()
  }

  /** Everybody's last proof is minutes old, or just now. */
  async proved(when: 'now' | 'long ago'): Promise<void> {
    await this.on.stage.server.sql(`update account_session set proved_at = now() - $1::interval where level <> 'half'`, [when === 'now' ? '0' : '10 minutes'])
  }
}

/** What one look of the account's pages has in hand. */
export interface AtAccount {
  on: On
  look: Look
  inbox: Inbox
  owner: Owner
  /** Looks at the account, which its owner sees. */
  operator: Employee
  /** The owner's own browser. */
  own: Visitor
  come: () => Promise<Visitor>
}

/** Address of the page with which the owner stops what goes on, from the letters to this contact; `before`: how many had come already. */
export async function cancelLink({ stage }: On, to: string, before = 0): Promise<string> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(50)) {
    const links = cancelLinks(stage, to)
    if (links.length > before) return links.at(-1) as string
  }
  throw new Error(`no new letter to ${to} with a link that stops`)
}
export const cancelLinks = ({ mail }: Pick<On['stage'], 'mail'>, to: string): string[] =>
  mail.caught.filter((letter) => letter.to === to).flatMap(({ text }) => /\/cancel\/[\w-]{43}/.exec(text)?.[0] ?? [])
