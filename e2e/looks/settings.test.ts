import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { Stage } from '../helpers/stage.ts'
import { looksRight } from './look.ts'

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
/** Cookie of the site's own display settings, the width in CSS px (320 is 1280 at 400 %), the language; all of them are in looks.long.ts. */
const settings = [
  ['contrast.100.normal.system', 1280, 'ru'],
  ['light.200.normal.off', 320, 'ru'],
  ['dark.150.wide.off', 360, 'ru'],
] as const

suite('display settings of the site and of the system', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const [view, width, lang] of settings)
    test(`A11Y-1: every page at ${width} px, ${lang}, ${view}: axe finds nothing, nothing scrolls sideways`, async () => {
      const visit = await stage.visit({ viewport: { width, height: 740 } })
      const site = new CitizenSite(visit.page, lang)
      const { page } = visit
      const { number } = (await (await page.request.post('/api/tickets', { data: intake(newMarker()) })).json()) as { number: string }
      await page.request.put('/api/draft', { data: { topic: 'tech.upload', kind: 'problem' } })
      await visit.context.addCookies([{ name: 'view', value: view, url: stage.server.url }])
      for (const address of [...addresses, `/requests/${number}`, `/requests/${number}/received`]) {
        await site.open(address)
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true
        })
        await looksRight(page, { name: `${width}-${lang}-${view}`, lang, width }, address.replaceAll(/\W+/g, '-'))
      }
    })

  test('forced colours and a system that wants contrast keep every page whole', async () => {
    for (const options of [{ forcedColors: 'active' }, { contrast: 'more', colorScheme: 'dark' }] as const) {
      const site = new CitizenSite((await stage.visit({ viewport: { width: 360, height: 740 }, ...options })).page)
      for (const address of addresses.slice(0, 4)) {
        await site.open(address)
        await looksRight(site.page, { name: Object.keys(options).join('-'), lang: 'ru', width: 360 }, address.replaceAll(/\W+/g, '-'))
      }
    }
  })

  test('printed, the confirmation keeps number and dates and loses the navigation', async () => {
    const { page } = await stage.visit()
    const { number } = (await (await page.request.post('/api/tickets', { data: intake(newMarker()) })).json()) as { number: string }
    await page.goto(`/requests/${number}/received`)
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.isVisible('#number'))
    assert.equal(await page.getByRole('list').locator('strong time').count(), 2)
    for (const gone of ['header nav', '.channels', '.buttons']) assert.ok(!(await page.isVisible(gone)), gone)
  })
})
