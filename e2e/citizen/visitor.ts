import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A person at a browser of their own. Anything the page complains about makes the test fail at `leave`. */
export class Visitor {
  readonly page: Page
  readonly complaints: string[] = []
  #prefix: string
  #url: string
  #scripted: boolean
  constructor(page: Page, url: string, lang: 'ru' | 'en', scripted: boolean) {
    this.page = page
    this.#url = url
    this.#prefix = lang === 'en' ? '/en' : ''
    this.#scripted = scripted
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      // A refused form answers 422 and a missing page 404; the browser prints both as errors.
      if (message.type() === 'error' && !/status of 4(04|22)/.test(message.text())) this.complaints.push(message.text())
    })
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.#url + this.#prefix + (this.#prefix && path === '/' ? '' : path))
  }

  /** Does something that loads the next page, and waits for it. */
  async go(act: () => Promise<unknown>): Promise<void> {
    await Promise.all([this.page.waitForNavigation({ timeout: 20_000 }), act()])
  }
  async press(selector: string): Promise<void> {
    await this.go(() => this.page.click(selector))
  }
  /** The one filled button of the page. */
  async next(): Promise<void> {
    await this.press('main .main:visible')
  }
  async text(selector: string): Promise<string> {
    return (await this.page.textContent(selector))?.trim() ?? ''
  }

  /** What holds on every page: nothing for axe (where scripts run), no sideways scroll, one heading, one filled button at most. */
  async looksRight(): Promise<void> {
    const where = this.page.url()
    if (this.#scripted) {
      await this.page.evaluate(axe)
      const found = await this.page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: axe is put on the page by the line above
        const { violations } = await (globalThis as any).axe.run()
        return (violations as { id: string; nodes: { html: string }[] }[]).map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
      })
      assert.deepEqual(found, [], where)
      assert.ok(await this.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} scrolls sideways`)
    }
    assert.equal(await this.page.locator('h1').count(), 1, where)
    assert.ok((await this.page.locator('main .main:visible').count()) <= 1, `${where}: more than one filled button`)
  }

  async leave(): Promise<void> {
    await this.page.context().close()
    assert.deepEqual(this.complaints, [])
  }
}

export async function visit(browser: Browser, url: string, lang: 'ru' | 'en', options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, timezoneId: 'Europe/Moscow', ...options })
  return new Visitor(await context.newPage(), url, lang, options.javaScriptEnabled ?? true)
}
