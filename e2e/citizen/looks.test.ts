import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../helpers/chromium.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { visit } from './visitor.ts'

let server: TestServer
let browser: Browser
before(async () => {
  server = await startServer()
  browser = await launchChromium()
})
after(async () => {
  await browser?.close()
  await server?.dispose()
})

const addresses = [
  '/',
  '/requests/new/topic?topic=data.error',
  '/requests/new/details?errors=1',
  '/requests/new/files',
  '/requests',
  '/guest/status',
  '/view',
  '/help/writing',
  '/privacy',
  '/accessibility',
  '/nowhere',
]
/** Cookie of the display settings, and the width in CSS px. 320 is 1280 at 400 %. */
const looks = [
  ['light.100.normal.system', 360],
  ['dark.100.normal.system', 1280],
  ['contrast.100.normal.system', 360],
  ['light.200.normal.off', 320],
  ['dark.150.wide.off', 360],
] as const

for (const [view, width] of looks)
  test(`every page at ${width} px, ${view}: axe finds nothing, nothing scrolls sideways`, async () => {
    for (const lang of ['ru', 'en'] as const) {
      const visitor = await visit(browser, server.url, lang, { viewport: { width, height: 740 } })
      const { page } = visitor
      const marker = newMarker()
      const { number } = (await (await page.request.post(`${server.url}/api/tickets`, { data: intake(marker) })).json()) as { number: string }
      await page.request.put(`${server.url}/api/draft`, { data: { topic: 'tech.upload', kind: 'problem' } })
      await page.context().addCookies([{ name: 'view', value: view, url: server.url }])
      for (const address of [...addresses, `/requests/${number}`, `/requests/${number}/received`]) {
        await visitor.open(address)
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true
        })
        await visitor.looksRight()
      }
      await visitor.leave()
    }
  })

test('forced colours and a system that wants contrast keep every page whole', async () => {
  for (const options of [{ forcedColors: 'active' }, { contrast: 'more', colorScheme: 'dark' }] as const) {
    const visitor = await visit(browser, server.url, 'ru', options)
    for (const address of addresses.slice(0, 4)) {
      await visitor.open(address)
      await visitor.looksRight()
    }
    await visitor.leave()
  }
})

test('budget: the first view of the form is at most 6 requests and 25 KiB, fonts aside', async () => {
  const visitor = await visit(browser, server.url, 'ru')
  const { page } = visitor
  await page.request.put(`${server.url}/api/draft`, { data: { topic: 'tech.upload', kind: 'problem' } })
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  const addressOf = new Map<string, string>()
  const taken: { url: string; bytes: number }[] = []
  network.on('Network.responseReceived', ({ requestId, response }) => addressOf.set(requestId, response.url))
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => taken.push({ url: addressOf.get(requestId) ?? '', bytes: encodedDataLength }))
  await visitor.open('/requests/new/details')
  await page.waitForLoadState('networkidle')
  const counted = taken.filter(({ url }) => !url.endsWith('.woff2'))
  assert.ok(counted.length >= 3 && counted.length <= 6, counted.map(({ url }) => url).join(' '))
  const bytes = counted.reduce((sum, one) => sum + one.bytes, 0)
  assert.ok(bytes <= 25 * 1024, `${bytes} bytes`)
  await visitor.leave()
})

test('printed, the confirmation keeps number and dates and loses the navigation', async () => {
  const visitor = await visit(browser, server.url, 'ru')
  const { page } = visitor
  const { number } = (await (await page.request.post(`${server.url}/api/tickets`, { data: intake(newMarker()) })).json()) as { number: string }
  await visitor.open(`/requests/${number}/received`)
  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.isVisible('#number'))
  for (const gone of ['header nav', '.channels', '.buttons']) assert.ok(!(await page.isVisible(gone)), gone)
  await visitor.leave()
})
