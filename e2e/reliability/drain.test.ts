import assert from 'node:assert/strict'
import { subscribe } from 'node:diagnostics_channel'
import { request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from '../../server/platform/db/launch/postmaster.ts'
import { Browser, newKey } from '../helpers/browser.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server?.dispose())

const tickets = async () => Number((await server.sql<{ n: string }>('select count(*) as n from ticket'))[0]?.n)

interface Wish {
  key: string
  json: Record<string, unknown>
  browser: Browser
  /** When its last byte had been handed to the system; null while it waits in this process. */
  sentAt: number | null
  /** Status, or null when the connection broke. */
  status: number | null
  number?: string
}

const underWay = new Map<string, Wish>()
subscribe('undici:request:bodySent', (message) => {
  const { headers } = (message as { request: { headers: readonly string[] } }).request
  const key = headers[headers.findIndex((name) => name.toLowerCase() === 'idempotency-key') + 1]
  const wish = key === undefined ? undefined : underWay.get(key)
  if (wish) wish.sentAt = performance.now()
})

/** Clients that file one request after another, each wish tried once, until told to end. */
function crowd(count: number) {
  const wishes: Wish[] = []
  let open = true
  const client = async () => {
    while (open) {
      const wish: Wish = { key: newKey(), json: intake(newMarker()), browser: new Browser(server.url), sentAt: null, status: null }
      wishes.push(wish)
      underWay.set(wish.key, wish)
      const answer = await wish.browser.send('POST', '/api/tickets', wish).catch(() => null)
      wish.status = answer?.status ?? null
      if (answer?.status === 201) wish.number = answer.body.number
      else await pause(50)
    }
  }
  const all = Promise.all(Array.from({ length: count }, client))
  return {
    wishes,
    end: async () => {
      open = false
      await all
    },
  }
}

/** A form whose second half waits for `more`; answers the status, or null when the connection broke. */
function halfSent() {
  const body = Buffer.from(JSON.stringify(intake(newMarker())))
  const sending = httpRequest(`${server.url}/api/tickets`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } })
  const answered = new Promise<number | null>((resolve) => {
    sending.on('response', (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? null))
    })
    sending.on('error', () => resolve(null))
  })
  sending.write(body.subarray(0, 100))
  return { more: () => sending.end(body.subarray(100)), answered }
}

const crowds: ReturnType<typeof crowd>[] = []
/** A crowd that ends with the file, also when an assertion fails. */
function startCrowd(count: number) {
  crowds.push(crowd(count))
  return crowds.at(-1)!
}
after(() => Promise.all(crowds.map(({ end }) => end())))

test('REL-17: SIGTERM under load answers what is under way, ends with 0 in time and stops the database cleanly', async () => {
  const half = halfSent()
  const { wishes, end } = startCrowd(12)
  await pause(1500)
  const postmaster = server.postmaster()!
  const asked = performance.now()
  const ended = server.stop()
  await pause(200)
  half.more()
  assert.equal(await half.answered, 201, 'a form half sent when the signal came')
  assert.equal(await ended, 0)
  assert.ok(performance.now() - asked < 15_000, `took ${Math.round(performance.now() - asked)} ms`)
  await end()
  assert.equal(server.postmaster(), null, 'postmaster.pid is gone')
  assert.equal(isAlive(postmaster), false)
  assert.doesNotMatch(server.output, /cut off|did not end cleanly/)

  const done = wishes.filter((wish) => wish.status === 201)
  assert.ok(done.length > 20, 'too little load to have shown anything')
  assert.deepEqual(
    [...new Set(wishes.map((wish) => wish.status))].filter((status) => status !== null && status !== 201 && status !== 503),
    [],
  )
  assert.ok(
    wishes.some(({ status, sentAt }) => status === 201 && sentAt !== null && sentAt < asked),
    'the moment of sending is not seen',
  )
  // A wish that was on its way before the signal had reached the server: it is answered, not cut.
  for (const { status, sentAt } of wishes)
    if (status === null) assert.ok(sentAt === null || sentAt > asked, `cut, though sent ${Math.round(asked - (sentAt ?? 0))} ms before the signal`)

  await server.start()
  for (const wish of wishes) {
    if (wish.status === 201) continue
    const answer = await wish.browser.insist('POST', '/api/tickets', { key: wish.key, json: wish.json })
    assert.equal(answer.status, 201)
    wish.number = answer.body.number
  }
  assert.equal(new Set(wishes.map((wish) => wish.number)).size, wishes.length)
  assert.equal(await tickets(), wishes.length + 1, 'every wish once, and the half-sent one')
  for (const wish of done) assert.equal((await wish.browser.send('GET', `/api/tickets/${wish.number}`)).status, 200)
})

test('REL-17: a client that never finishes is cut off at the end of the time, and the database still stops cleanly', async () => {
  await server.kill()
  await server.start({ DRAIN_SECONDS: '3' })
  const { answered } = halfSent()
  await pause(300)
  const asked = performance.now()
  await server.stop()
  const took = performance.now() - asked
  assert.ok(took < 4500, `took ${Math.round(took)} ms`)
  assert.equal(await answered, null)
  assert.equal(server.postmaster(), null)
})

test('REL-2: after kill -9 of the service the next start adopts its database and finds everything', async () => {
  await server.start({ DRAIN_SECONDS: '15' })
  const citizen = new Browser(server.url)
  const { body } = await citizen.send('POST', '/api/tickets', { json: intake(newMarker()) })
  const postmaster = server.postmaster()!
  await server.kill()
  assert.ok(isAlive(postmaster), 'the database outlives the service')
  await server.start()
  assert.equal(server.postmaster(), postmaster)
  assert.match(server.output, /Taking over the PostgreSQL/)
  assert.equal((await citizen.send('GET', `/api/tickets/${body.number}`)).status, 200)
  assert.equal(await server.stop(), 0)
  assert.equal(isAlive(postmaster), false, 'an adopted database is stopped like an own one')
})
