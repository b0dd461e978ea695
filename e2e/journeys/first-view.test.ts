import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { weigh } from '../helpers/chromium.ts'
import { Stage } from '../helpers/stage.ts'

/** Budget of the first view of the citizen's pages, fonts aside. */
const budget = { requests: 6, bytes: 25 * 1024 }

suite('weight of the first view', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  after(() => stage.close())

  for (const path of ['/', '/en', '/requests/new/topic', '/guest/status'])
    test(`PERF-1: ${path} loads within ${budget.requests} requests and ${budget.bytes / 1024} KiB, fonts aside`, async (test) => {
      const { page } = await stage.visit({ viewport: { width: 360, height: 740 } })
      const { requests, bytes, fontBytes } = await weigh(page, path)
      test.diagnostic(`${path}: ${requests.length} requests, ${bytes} bytes, fonts ${fontBytes} bytes`)
      assert.ok(requests.length <= budget.requests, requests.join('\n'))
      assert.ok(bytes <= budget.bytes, `${bytes} bytes`)
    })
})
