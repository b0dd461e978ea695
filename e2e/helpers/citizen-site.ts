import type { Locator, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import type { Topic } from '#contract/topics'
import { aPdf, aPng } from '../../server/platform/files/testing/samples.ts'
import { type Texts, texts } from '../../web/citizen/texts/texts.ts'

/** What Playwright gives to a file field. */
export interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}
export const aPicture = (name = 'Снимок экрана.png'): Chosen => ({ name, mimeType: 'image/png', buffer: aPng(60, 40) })
export const aDocument = (name = 'справка.pdf'): Chosen => ({ name, mimeType: 'application/pdf', buffer: aPdf() })

export interface Words {
  subject: string
  topic: Topic
  description: string
  desiredOutcome?: string
  name?: string
  phone?: string
  email: string
  files?: readonly Chosen[]
}

/** `{name}` and the like in a text of the product stand for anything. */
export const like = (text: string): RegExp => new RegExp(text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+'))

/** The site as one citizen uses it: by roles, labels and the words on the page. */
export class CitizenSite {
  readonly page: Page
  readonly lang: Lang
  readonly t: Texts
  constructor(page: Page, lang: Lang = 'ru') {
    this.page = page
    this.lang = lang
    this.t = texts[lang]
  }

  path(path: string): string {
    return this.lang === 'en' ? `/en${path}` : path
  }
  async open(path: string): Promise<void> {
    await this.page.goto(this.path(path))
  }
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }
  /** A labelled field; an optional one carries "(optional)" in its label. */
  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label })
  }
  get summary(): Locator {
    return this.page.getByRole('alert').filter({ has: this.page.getByRole('link') })
  }
  async continue(): Promise<void> {
    await this.button(this.t.form.continue).click()
  }

  async chooseTopic(topic: Topic): Promise<void> {
    await this.page.getByRole('radio', { name: this.t.topics[topic], exact: true }).check()
  }
  async topicStep({ subject, topic }: Words): Promise<void> {
    await this.field(this.t.form.subject).fill(subject)
    await this.page.getByRole('radio', { name: this.t.form['kind.problem'] }).check()
    await this.chooseTopic(topic)
    await this.continue()
  }
  async detailsStep(words: Words): Promise<void> {
    const { form } = this.t
    await this.field(form.description).fill(words.description)
    if (words.desiredOutcome) await this.field(form.desiredOutcome).fill(words.desiredOutcome)
    if (words.name) await this.field(form.name).fill(words.name)
    await this.field(form.phone).fill(words.phone ?? '+7 916 123-45-67')
    await this.field(form.email).fill(words.email)
    await this.continue()
  }
  /** With script files go up as they are chosen; without it they go with the button. */
  async filesStep(files: readonly Chosen[] = [], script = true): Promise<void> {
    if (files.length > 0) await this.page.getByLabel(this.t.form.filesChoose).setInputFiles([...files])
    if (script) for (const file of files) await this.page.getByRole('listitem').filter({ hasText: file.name }).getByRole('button').waitFor()
    await this.continue()
  }
  /** The whole form up to the page where answers are checked. */
  async fillForm(words: Words, script = true): Promise<void> {
    await this.open('/requests/new/topic')
    await this.topicStep(words)
    await this.detailsStep(words)
    await this.filesStep(words.files, script)
    await this.heading(this.t.form.checkTitle).waitFor()
  }
  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name })
  }
  /** Sends from the check page; answers the number of the confirmation, as it is written there. */
  async send(): Promise<string> {
    await this.button(this.t.form.send).click()
    return this.numberShown()
  }
  async numberShown(): Promise<string> {
    await this.heading(this.t.received.title).waitFor()
    return (await this.page.getByText(/^\s*\d{2}-\d{4}-\d{4}-\d\s*$/).innerText()).trim()
  }
  async askCode(number: string): Promise<void> {
    await this.open('/guest/status')
    await this.field(this.t.guest.number).fill(number)
    await this.button(this.t.guest.getCode).click()
    await this.heading(this.t.guest.codeTitle).waitFor()
  }
  async giveCode(code: string): Promise<void> {
    await this.field(this.t.guest.code).fill(code)
    await this.button(this.t.guest.open).click()
  }
}
