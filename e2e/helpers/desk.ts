import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { fill, type Values } from '../../web/desk/texts/fill.ts'
import type { TextKey } from '../../web/desk/texts/keys.ts'

function deskTexts(lang: Lang): Record<string, string> {
  const folder = fileURLToPath(new URL('../../web/desk/texts/', import.meta.url))
  const files = readdirSync(folder).filter((name) => name.endsWith(`.${lang}.json`))
  return Object.fromEntries(
    files.flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(folder + file, 'utf8')) as Record<string, string>).map(([key, text]) => [`${file.split('.')[0]}.${key}`, text]),
    ),
  )
}

/** The workplace as one employee uses it. */
export class Desk {
  readonly page: Page
  readonly lang: Lang
  readonly #texts: Record<string, string>
  constructor(page: Page, lang: Lang = 'ru') {
    this.page = page
    this.lang = lang
    this.#texts = deskTexts(lang)
  }
  t(key: TextKey, values: Values = {}): string {
    const text = this.#texts[key]
    if (text === undefined) throw new Error(`the desk has no text ${key}`)
    return fill(text, values, this.lang)
  }
  async open(path: string): Promise<void> {
    await this.page.goto(`/desk${path}`)
  }
  /** The page of one request, by its number in any writing. */
  async request(number: string): Promise<void> {
    await this.open(`/requests/${number.replaceAll(/\D/g, '')}`)
    await this.page.getByText(number, { exact: true }).first().waitFor()
  }
  button(key: TextKey, values?: Values): Locator {
    return this.page.getByRole('button', { name: this.t(key, values), exact: true })
  }
  said(key: TextKey): Locator {
    return this.page.getByRole('status').getByText(this.t(key), { exact: true })
  }
  tab(key: TextKey): Locator {
    return this.page.getByRole('tab', { name: this.t(key) })
  }
  /** The button of a list or of the request's own bar. */
  async take(): Promise<void> {
    await this.button('tickets.action.take').click()
    await this.said('tickets.done.take').waitFor()
  }
  async start(): Promise<void> {
    await this.button('tickets.action.start').click()
    await this.said('tickets.done.start').waitFor()
  }
  async compose(mode: 'reply' | 'note' | 'ask' | 'resolve', text: string, replyBy?: string): Promise<void> {
    await this.page.getByRole('tab', { name: this.t(`tickets.mode.${mode}`), exact: true }).click()
    if (replyBy) await this.page.getByLabel(this.t('tickets.reply-by')).fill(replyBy)
    await this.page.getByRole('textbox', { name: this.t(`tickets.words.${mode}`) }).fill(text)
  }
  async write(mode: 'reply' | 'note' | 'ask' | 'resolve', text: string, replyBy?: string): Promise<void> {
    await this.compose(mode, text, replyBy)
    await this.page.getByRole('button', { name: this.t(`tickets.send.${mode}`), exact: true }).click()
    await this.said(`tickets.sent.${mode}`).waitFor()
  }
  /** Opens an action of the request's menu in its dialog. */
  async dialog(action: TextKey): Promise<Locator> {
    await this.button('tickets.actions').click()
    await this.page.getByRole('menuitem', { name: this.t(action), exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.waitFor()
    return dialog
  }
  async signIn(login: string, password: string, code: string): Promise<void> {
    await this.open('/sign-in')
    await this.page.getByRole('textbox', { name: this.t('staff.login') }).fill(login)
    await this.page.getByLabel(this.t('staff.password'), { exact: true }).fill(password)
    await this.button('staff.continue').click()
    await this.page.getByRole('textbox', { name: this.t('staff.code') }).fill(code)
    await this.button('staff.enter').click()
    await this.page.getByRole('navigation', { name: this.t('frame.rooms') }).waitFor()
  }
}
