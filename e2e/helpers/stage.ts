// What a journey needs: a server, a mail gateway that really receives, a Chromium, and staff who are already enrolled.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Lang } from '#contract/common'
import type { NoticeEvent } from '#contract/notice-events'
import { type Caught, type Gateway, mailGateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import en from '../../server/domains/notifications/texts.en.json' with { type: 'json' }
import ru from '../../server/domains/notifications/texts.ru.json' with { type: 'json' }
import { launchChromium, Visit } from './chromium.ts'
import { startServer, type TestServer } from './server.ts'
import { type Employee, firstAdmin, invited } from './staff.ts'

/** Texts of the letters as they are written, with their places for numbers and dates. */
export const noticeTexts = { ru, en }

export class Stage {
  readonly server: TestServer
  readonly mail: Gateway
  readonly browser: Browser
  readonly #visits: Visit[] = []
  #admin: Promise<Employee> | undefined

  private constructor(server: TestServer, mail: Gateway, browser: Browser) {
    this.server = server
    this.mail = mail
    this.browser = browser
  }

  /** An empty store unless `args` say otherwise: none at all make a demonstration. */
  static async open(env: Record<string, string> = {}, args?: readonly string[]): Promise<Stage> {
    const mail = await mailGateway()
    const [server, browser] = await Promise.allSettled([startServer({ env: { SMTP_URL: mail.url, ...env }, ...(args && { args }) }), launchChromium()])
    if (server.status === 'fulfilled' && browser.status === 'fulfilled') return new Stage(server.value, mail, browser.value)
    // What did start would keep the test process alive for ever.
    await Promise.all([mail.close(), server.status === 'fulfilled' && server.value.dispose(), browser.status === 'fulfilled' && browser.value.close()])
    throw server.status === 'rejected' ? server.reason : (browser as PromiseRejectedResult).reason
  }

  async visit(options?: BrowserContextOptions): Promise<Visit> {
    const visit = await Visit.begin(this.browser, this.server.url, options)
    this.#visits.push(visit)
    return visit
  }

  /** Signed in at the desk by the session that the enrolment opened. */
  async atDesk(employee: Employee, options?: BrowserContextOptions): Promise<Visit> {
    const visit = await this.visit({ viewport: { width: 1440, height: 900 }, ...options })
    await visit.context.addCookies([...employee.browser.cookies].map(([name, value]) => ({ name, value, url: this.server.url, httpOnly: true })))
    return visit
  }

  get admin(): Promise<Employee> {
    this.#admin ??= firstAdmin(this.server)
    return this.#admin
  }

  async employee(login: string, ...rest: Parameters<typeof invited> extends [unknown, unknown, ...infer R] ? R : never): Promise<Employee> {
    return invited(await this.admin, login, ...rest)
  }

  /** The letter of one event to this address, by the subject that its text has. */
  notice(to: string, event: NoticeEvent, lang: Lang = 'ru'): Promise<Caught> {
    return this.letter(to, new RegExp(`^${noticeTexts[lang].events[event].subject.replaceAll(/\{\{\w+\}\}/g, '.+')}$`))
  }

  /** The code of the newest letter with one to this address, once `nth` of them have come. */
  async code(to: string, lang: Lang = 'ru', nth = 1): Promise<string> {
    const { subject } = noticeTexts[lang].events['auth.code']
    for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(50)) {
      const came = this.mail.caught.filter((mail) => mail.to === to && mail.subject === subject)
      if (came.length >= nth) return /\b\d{6}\b/.exec(came.at(-1)?.text ?? '')?.[0] ?? ''
    }
    throw new Error(`no letter ${nth} with a code to ${to}`)
  }

  /** The first letter to this address whose subject or text fits; fails with what came instead. */
  async letter(to: string, fits: RegExp, seconds = 20): Promise<Caught> {
    for (const deadline = performance.now() + seconds * 1000; ; await pause(50)) {
      const found = this.mail.caught.find((mail) => mail.to === to && (fits.test(mail.subject) || fits.test(mail.text)))
      if (found) return found
      if (performance.now() > deadline)
        throw new Error(
          `no letter like ${fits} to ${to}; came: ${JSON.stringify(this.mail.caught.filter((mail) => mail.to === to).map((mail) => mail.subject))}`,
        )
    }
  }

  /** What each page showed when a test failed, for whoever looks for the reason: PICTURES names the folder. */
  async keepPictures(name: string): Promise<void> {
    const folder = process.env['PICTURES']
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'server.log'), this.server.output)
    const pages = this.#visits.flatMap(({ context }) => context.pages())
    for (const [at, page] of pages.entries())
      await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(-60)}-${at}.png`), timeout: 5000 }).catch(() => {})
  }

  /** After each test: its browsers go, and nothing in them spoke against the pages. */
  async clear(test: { name: string; passed?: boolean }): Promise<void> {
    if (!test.passed) await this.keepPictures(test.name)
    const visits = this.#visits.splice(0)
    await Promise.all(visits.map((visit) => visit.end()))
    assert.deepEqual(
      visits.flatMap(({ problems }) => problems),
      [],
    )
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.server.dispose()
    await this.mail.close()
  }
}
