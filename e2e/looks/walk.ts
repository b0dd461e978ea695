import type { Page } from 'playwright-core'
import { type Look, looksRight } from './look.ts'

export interface Screen {
  name: string
  /** Of the request that brought the page. */
  method: string
  path: string
  status: number
}

/** The screens that one person sees on the way through the product, each judged and written down. */
export class Walk {
  readonly page: Page
  readonly look: Look
  readonly screens: Screen[] = []
  #came = { method: 'GET', status: 0 }

  constructor(page: Page, look: Look) {
    this.page = page
    this.look = look
    page.on('response', (answer) => {
      const request = answer.request()
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#came = { method: request.method(), status: answer.status() }
    })
  }

  /** How the newest page came. */
  came(): { method: string; status: number } {
    return this.#came
  }
  status(): number {
    return this.#came.status
  }

  /** The page as it stands, with everything that folds open but the menu and the small window of the chat, which would cover it. */
  async here(name: string): Promise<void> {
    await this.page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not(header *, .window)')) details.open = true
    })
    await looksRight(this.page, this.look, name)
    this.screens.push({ name, path: new URL(this.page.url()).pathname, ...this.#came })
  }
}
