import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { CitizenSite } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { sweepDesk } from './desk-sweep.ts'
import { fitsWidth, looks } from './look.ts'
import { sweepSite } from './site-sweep.ts'

suite('how the screens look', () => {
  let stage: Stage
  let staff: Employee
  before(async () => {
    stage = await Stage.open()
    staff = await stage.employee('looks', ['supervisor', 'specialist', 'admin'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  // The other looks are in looks.long.ts.
  for (const look of looks.slice(0, 2)) {
    test(`A11Y-1: axe finds nothing on any page of the site, nothing lies beside the screen, spaced text is whole (${look.name})`, async (test) => {
      test.diagnostic(`${await sweepSite(stage, staff, look)} screens`)
    })
    test(`A11Y-1: axe finds nothing on any screen and dialog of the desk, nothing lies beside the screen (${look.name})`, async (test) => {
      test.diagnostic(`${await sweepDesk(stage, staff, look)} screens`)
    })
  }

  test('A11Y-1: at 400 % (320 x 256) and with text twice as large no page scrolls sideways', async () => {
    for (const view of ['light.100.normal.system', 'light.200.wide.off']) {
      const visit = await stage.visit({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 })
      await visit.context.addCookies([{ name: 'view', value: view, url: stage.server.url }])
      const site = new CitizenSite(visit.page)
      for (const path of [
        '/',
        '/requests',
        '/requests/new/topic?topic=data.error',
        '/guest/status',
        '/view',
        '/help/writing',
        '/privacy',
        '/accessibility',
        '/nowhere',
      ]) {
        await site.open(path)
        await fitsWidth(site.page, `${path}, ${view}`)
      }
    }
    const desk = await stage.atDesk(staff, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 })
    for (const path of ['/desk/inbox?view=all', '/desk/staff', '/desk/calendar']) {
      await desk.page.goto(path)
      await desk.page.getByRole('heading', { level: 1 }).waitFor()
      await fitsWidth(desk.page, path)
    }
  })
})
