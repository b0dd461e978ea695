import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { sweepDesk } from './desk-sweep.ts'
import { looks } from './look.ts'
import { sweepSite } from './site-sweep.ts'

suite('how the screens look, the other widths, languages and colours', () => {
  let stage: Stage
  let staff: Employee
  before(async () => {
    stage = await Stage.open()
    staff = await stage.employee('looks', ['supervisor', 'specialist', 'admin'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const look of looks.slice(2)) {
    test(`A11Y-1: the site in ${look.name}`, async (test) => test.diagnostic(`${await sweepSite(stage, staff, look)} screens`))
    test(`A11Y-1: the desk in ${look.name}`, async (test) => test.diagnostic(`${await sweepDesk(stage, staff, look)} screens`))
  }
})
