import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../tools/chromium.ts'

/** Switches off what Chromium does by itself over the network, so that every request seen is the site's own. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: npm run check -- browser gets one')
  return chromium.launch({ executablePath, args })
}

/** Answers of these kinds carry no page of ours: one that fails is a broken page. */
const partsOfPages = new Set(['stylesheet', 'script', 'image', 'font'])

/**
 * A browser of one person. Whatever a person's console, network panel or screen would hold against the page is kept in
 * `problems`: errors of scripts and of the console (violations of the policy are among them), dialogs, requests to another
 * host, parts of pages that did not load.
 */
export class Visit {
  readonly context: BrowserContext
  readonly page: Page
  readonly problems: string[] = []
  /** Console errors that the test brings about itself, e.g. by pulling the network. */
  readonly expected: RegExp[] = [/^Failed to load resource: the server responded with a status of 4\d\d/]

  /** Hosts that the person is led to by a link of ours, e.g. of a provider of identity. */
  readonly ledTo = new Set<string>()

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context
    this.page = page
    const watch = (page: Page) => {
      page.on('console', (message) => {
        const text = message.text()
        if (message.type() !== 'error' && !/content security policy/i.test(text)) return
        if (!this.expected.some((one) => one.test(text))) this.problems.push(`console on ${page.url()}: ${text}`)
      })
      page.on('pageerror', (error) => this.problems.push(`script on ${page.url()}: ${error.stack ?? error.message}`))
      page.on('dialog', (dialog) => {
        // Leaving a half-typed form may ask; nothing else may.
        if (dialog.type() !== 'beforeunload') this.problems.push(`dialog on ${page.url()}: ${dialog.message()}`)
        dialog.accept().catch(() => {})
      })
      page.on('request', (request) => {
        const url = new URL(request.url())
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host && !(request.isNavigationRequest() && this.ledTo.has(url.host)))
          this.problems.push(`request to ${url.href}`)
      })
      page.on('response', (response) => {
        if (response.status() >= 400 && partsOfPages.has(response.request().resourceType())) this.problems.push(`${response.status()} ${response.url()}`)
      })
    }
    watch(page)
    context.on('page', watch)
  }

  static async begin(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', locale: 'ru-RU', timezoneId: 'Europe/Moscow', ...options })
    // For a machine that does other things too; what must be quick is asserted where it is promised.
    context.setDefaultTimeout(40_000)
    return new Visit(context, await context.newPage(), origin)
  }

  async end(): Promise<void> {
    await this.context.close()
  }
}

/** Bytes over the wire and requests of a page's first view, as Chromium's network counts them; fonts apart. */
export async function weigh(page: Page, path: string): Promise<{ requests: string[]; bytes: number; fontBytes: number }> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const kinds = new Map<string, { url: string; font: boolean }>()
  let [bytes, fontBytes] = [0, 0]
  client.on('Network.requestWillBeSent', ({ requestId, request, type }) => void kinds.set(requestId, { url: request.url, font: type === 'Font' }))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId)?.font) fontBytes += encodedDataLength
    else bytes += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  await client.detach()
  return { requests: [...kinds.values()].filter(({ font, url }) => !font && !url.startsWith('data:')).map(({ url }) => url), bytes, fontBytes }
}
