import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { type SmsGateway, smsGateway } from '../../server/domains/notifications/testing/sms-gateway.ts'
import { CitizenSite, like } from './citizen-site.ts'
import { Stage } from './stage.ts'

/** Tests come again and again from one address and to one telephone. */
const roomy = {
  CODE_RESEND_SECONDS: '10',
  CODES_PER_HOUR: '50',
  CODES_PER_DAY: '200',
  CODES_PER_ADDRESS_PER_HOUR: '10000',
  RECOVERY_MESSAGES_PER_HOUR: '20',
  ACCOUNT_TRIES_PER_ADDRESS: '10000',
  SMS_PER_NUMBER_PER_HOUR: '50',
  SMS_PER_NUMBER_PER_DAY: '200',
  SMS_PER_RANGE_PER_HOUR: '10000',
}

/** A stage with a telephone that receives, and people at telephones of their own (360 px). */
export interface AccountStage {
  stage: Stage
  sms: SmsGateway
  inbox: Inbox
  visit: (lang?: Lang, script?: boolean) => Promise<AccountSite>
  close: () => Promise<void>
}
export async function accountStage(env: Record<string, string> = {}): Promise<AccountStage> {
  const sms = await smsGateway()
  const stage = await Stage.open({ SMS_URL: sms.url, ...roomy, ...env }).catch(async (error: unknown) => {
    await sms.close()
    throw error
  })
  const inbox = new Inbox(stage, sms)
  return {
    stage,
    sms,
    inbox,
    visit: async (lang = 'ru', script = true) =>
      new AccountSite((await stage.visit({ viewport: { width: 360, height: 740 }, javaScriptEnabled: script })).page, inbox, lang),
    close: async () => void (await Promise.all([stage.close(), sms.close()])),
  }
}

/** Nobody waits three days in a test: what an account was changed by lies behind it. */
export const longAgo = ({ server }: Stage) =>
  server.sql(
    "update account set cooling_until = null; update contact set sign_in_since = sign_in_since - interval '30 days' where id is not null; update contact_change set requested_at = requested_at - interval '30 days', ended_at = ended_at - interval '30 days'; delete from limit_window",
  )

export const goodPassword = 'сорок две синие лампы'
export const otherPassword = 'семь тихих чаек над мысом'

export interface Owner {
  email: string
  phone: string
  password: string
}
let people = 0
/** Contacts that nobody else in the run has. */
export function newOwner(): Owner {
  people++
  return {
    email: `vera-${process.pid}-${people}@example.org`,
    phone: `+7916${String(5_000_000 + ((process.pid * 100 + people) % 4_000_000))}`,
    password: goodPassword,
  }
}

/** Where this person's codes arrive. */
export class Inbox {
  readonly #stage: Stage
  readonly #sms: Pick<SmsGateway, 'received'>
  #read = new Map<string, number>()
  constructor(stage: Stage, sms: Pick<SmsGateway, 'received'> = { received: [] }) {
    this.#stage = stage
    this.#sms = sms
  }
  /** The next code that comes to this contact and was not read before; a postcode in the foot of a letter is none. */
  async code(contact: string): Promise<string> {
    const texts = () =>
      contact.includes('@')
        ? this.#stage.mail.caught.filter(({ to }) => to === contact).map(({ subject, text }) => `${subject} ${text}`)
        : this.#sms.received.filter(({ to }) => to === contact).map(({ text }) => text)
    for (const deadline = performance.now() + 30_000; performance.now() < deadline; await pause(50)) {
      const codes = texts().flatMap((text) => /(?<!\d)(\d{6})(?:\s+(?:Для чего он|What it is for)| код для| is )/.exec(text)?.[1] ?? [])
      const read = this.#read.get(contact) ?? 0
      if (codes.length > read) {
        this.#read.set(contact, codes.length)
        return codes.at(-1) as string
      }
    }
    throw new Error(`no new code to ${contact}; came: ${JSON.stringify(texts())}`)
  }
}

/** The site as one person with an account uses it. */
export class AccountSite extends CitizenSite {
  readonly inbox: Inbox
  constructor(page: Page, inbox: Inbox, lang: Lang = 'ru') {
    super(page, lang)
    this.inbox = inbox
  }

  password(label: string) {
    return this.page.getByLabel(label, { exact: true })
  }
  flash(key: keyof CitizenSite['t']['flash']) {
    return this.page.getByRole('status').filter({ hasText: this.t.flash[key] })
  }

  async register(owner: Owner, contact = owner.email): Promise<void> {
    const { signin } = this.t
    await this.open('/register')
    await this.field(signin['register.contact']).fill(contact)
    await this.button(signin['register.get-code']).click()
    await this.field(signin['code.label']).fill(await this.inbox.code(contact))
    await this.button(signin['register.prove']).click()
    await this.heading(signin['register.details']).waitFor()
    await this.field(signin['register.surname']).fill('Озерова')
    await this.page.getByRole('textbox', { name: signin['register.name'], exact: true }).fill('Вера')
    await this.password(signin['password.new']).fill(owner.password)
    await this.button(signin['register.finish']).click()
    await this.heading(this.t.me.title).waitFor()
  }

  async firstStep(owner: Owner, next = '/me', login = owner.email): Promise<void> {
    const { signin } = this.t
    await this.open(`/sign-in?next=${encodeURIComponent(next)}`)
    await this.field(signin.login).fill(login)
    await this.password(signin.password).fill(owner.password)
    await this.button(signin.go).click()
  }
  async signedIn(): Promise<void> {
    await this.page.getByText('Вера О.', { exact: true }).waitFor()
  }
  /** The second step without an app: a code by mail or text message. */
  async secondStepByCode(contact: string): Promise<void> {
    const { signin } = this.t
    await this.heading(signin['way.code.title']).waitFor()
    await this.button(contact.includes('@') ? signin['way.code.email'] : signin['way.code.sms']).click()
    await this.field(signin['code.label']).fill(await this.inbox.code(contact))
    await this.button(signin['factor.go']).click()
  }
  async signOut(): Promise<void> {
    await this.page.locator('header summary').click()
    await this.button(this.t.frame.signOut).click()
    await this.flash('signed-out').waitFor()
  }

  /** Adds an app; answers the key that it keeps. */
  async addApp(code: (secret: string) => string, confirm?: () => Promise<void>): Promise<string> {
    const { me } = this.t
    await this.open('/me/security/app')
    await this.button(me['app.start']).click()
    if (confirm) await confirm()
    await this.heading(me['app.scan']).waitFor()
    const secret = (await this.page.locator('.key').innerText()).replaceAll(/\s/g, '')
    assert.match(secret, /^[A-Z2-7]{32}$/)
    await this.field(me['app.code']).fill(code(secret))
    await this.button(me['app.confirm']).click()
    await this.flash('app-added').waitFor()
    return secret
  }
  /** Ten codes, marked as saved. */
  async makeBackupCodes(): Promise<string[]> {
    const { me } = this.t
    await this.open('/me/security/backup-codes')
    await this.button(me['backup.make']).click()
    await this.heading(me['backup.new']).waitFor()
    const codes = (await this.page.locator('#codes-text').textContent())?.trim().split('\n') ?? []
    assert.equal(codes.length, 10)
    await this.page.getByRole('checkbox', { name: me['codes.kept'] }).check()
    await this.button(me['codes.done']).click()
    await this.flash('codes-kept').waitFor()
    return codes
  }
  /** An account with mail and telephone, changed by nothing lately. */
  async registerWithBoth(stage: Stage): Promise<Owner> {
    const owner = newOwner()
    await this.register(owner)
    await this.addContact(owner.phone, owner.email)
    await longAgo(stage)
    return owner
  }
  async giveContactCode(contact: string): Promise<void> {
    await this.field(this.t.signin['code.label']).fill(await this.inbox.code(contact))
    await this.button(this.t.me['change.prove']).click()
  }
  /** One contact more: a code to it, and one to a contact the account has. */
  async addContact(contact: string, own: string): Promise<void> {
    const { me } = this.t
    await this.open('/me/contacts/new')
    await this.field(me['contact.new']).fill(contact)
    await this.button(me['contact.get-code']).click()
    await this.giveContactCode(contact)
    await this.flash('contact-proved').waitFor()
    await this.giveContactCode(own)
    await this.flash('contact-changed').waitFor()
  }
  says(text: string) {
    return this.page.getByRole('main').getByText(like(text)).first()
  }
}
