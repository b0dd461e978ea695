// The chat on another site, as its visitor sees it: the button in that page, the talk in the frame of our host.
import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { type Texts, texts } from '../../web/citizen/texts/texts.ts'
import en from '../../web/widget/texts/widget.en.json' with { type: 'json' }
import ru from '../../web/widget/texts/widget.ru.json' with { type: 'json' }

export class Widget {
  readonly page: Page
  readonly t: typeof ru
  readonly words: Texts['chat']
  constructor(page: Page, lang: Lang = 'ru') {
    this.page = page
    this.t = { ru, en }[lang]
    this.words = texts[lang].chat
  }

  get root(): Locator {
    return this.page.locator('opora-chat')
  }
  /** Named with the number of new messages where there are any. */
  get button(): Locator {
    return this.root.getByRole('button', { name: new RegExp(`^${this.t.open}`) })
  }
  get panel(): Locator {
    return this.root.getByRole('dialog')
  }
  get fold(): Locator {
    return this.panel.getByRole('button', { name: this.t.fold })
  }
  get frame(): FrameLocator {
    return this.root.locator('iframe').contentFrame()
  }
  get log(): Locator {
    return this.frame.getByRole('log', { name: this.words.log })
  }
  get message(): Locator {
    return this.frame.getByRole('textbox', { name: this.words.message, exact: true })
  }
  get first(): Locator {
    return this.frame.getByRole('textbox', { name: this.words.first })
  }
  press(name: string): Promise<void> {
    return this.frame.getByRole('button', { name, exact: true }).first().click()
  }
  item(text: string | RegExp): Locator {
    return this.log.locator('[data-seq], .unsent').filter({ hasText: text })
  }
  /** Opens it and asks the first question; answers the id of the talk. */
  async begin(question: string): Promise<string> {
    await this.button.click()
    await this.first.fill(question)
    await this.press(this.words.begin)
    await this.item(question).first().waitFor()
    return this.id()
  }
  async id(): Promise<string> {
    const id = await this.frame.locator('[data-chat]').getAttribute('data-chat')
    if (!id) throw new Error('no talk in the frame')
    return id
  }
  async say(text: string): Promise<void> {
    await this.message.fill(text)
    await this.press(this.words.send)
  }
}
