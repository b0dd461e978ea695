import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, test } from 'node:test'
import { hashPassword } from '#platform/vault/index'
import { type Owner, password } from './testing/bank.ts'
import { type Site, site } from './testing/site.ts'

const atOnce = 20
const rounds = 5
/** R: the loop answers others meanwhile; p99 of its delay. */
const mostMs = 50

let it: Site
before(async () => {
  it = await site({ ACCOUNT_TRIES_PER_ADDRESS: '100000' })
})
after(() => it.close())

test(`ASVS 11.4.2: ${atOnce} sign-ins at once hash off the main thread: p99 of the loop's delay stays under ${mostMs} ms`, async (t) => {
  const hash = await hashPassword(password)
  const owners: Owner[] = []
  for (let i = 0; i < atOnce; i++) owners.push(await it.owner({ hash }))
  // The first round compiles and plans.
  const signIns = () => Promise.all(owners.map(({ login }) => it.browser().send('POST', '/api/account/session', { login, password })))
  await signIns()
  const p99Of = async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    for (let i = 0; i < rounds; i++) for (const { status } of await signIns()) assert.equal(status, 200)
    delay.disable()
    return delay.percentile(99) / 1e6
  }
  let least = Number.POSITIVE_INFINITY
  // Hashing on the main thread would show each time; other work of the machine does not.
  for (let measured = 0; measured < 3 && least >= mostMs; measured++) {
    least = Math.min(least, await p99Of())
    t.diagnostic(`p99 ${least.toFixed(1)} ms`)
  }
  assert.ok(least < mostMs, `${least} ms`)
})
