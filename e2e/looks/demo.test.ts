import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { Stage } from '../helpers/stage.ts'
import { demoPages, sweepDemo } from './demo-sweep.ts'
import { looks } from './look.ts'

// Some hundred pages with axe on each: minutes on a machine that does other things too.
suite('how a demonstration looks', { timeout: 30 * 60_000 }, () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open({}, [])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  // The other looks are in looks.long.ts.
  for (const look of looks)
    test(`A11Y-1: axe finds nothing on the pages of the demonstration (${look.name})`, async () => {
      assert.equal((await sweepDemo(stage, look)).length, demoPages().length + 2)
      assert.ok(demoPages().length >= 4, demoPages().join(' '))
    })
})
