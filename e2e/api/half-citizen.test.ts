import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { WebSocket } from 'ws'
import { domainLive, identities, serviceApp } from '../../server/app.ts'
import { openLive } from '../../server/platform/live.ts'
import { ctxOfSocket, nameOfPerson, ownOrigin } from '../../server/sockets.ts'
import { fridayNoon } from '../../server/testing/factories.ts'
import { aCase, filled, nobody, pictureForm } from './case.ts'
import { matrix } from './matrix.ts'
import { type ApiOffice, anApiOffice, nameOf } from './office.ts'

let office: ApiOffice
before(async () => {
  office = await anApiOffice()
})
after(() => office.close())

/** The factor's own routes and signing out: what the requirement leaves open. */
const ofFactor = /^(POST \/api\/account\/session\/(totp|passkey-options|passkey|backup-code|code|code-proof)|DELETE \/api\/account\/session)$/

test('C23: password right, factor missing: 401 from every route but the factor’s; what is open to everybody answers as to nobody', async () => {
  const made = await aCase(office)
  let refused = 0
  for (const operation of office.operations) {
    const name = nameOf(operation)
    const row = matrix[name]!
    const call = {
      method: operation.method,
      url: filled(operation.path, { number: made.number, id: nobody, fileId: nobody }) + (row.query ?? ''),
      ...(operation.multipart ? pictureForm() : operation.body ? { payload: row.payload ?? {} } : {}),
    }
    const half = await office.send({ ...call, cookie: (await office.citizenCookie('half-citizen'))! })
    if (ofFactor.test(name)) {
      assert.notEqual(half.statusCode, 401, name)
      continue
    }
    if (operation.access === 'anyone' || operation.access === 'visitor') {
      const nobodys = await office.send(call)
      assert.equal(half.statusCode, nobodys.statusCode, name)
      continue
    }
    assert.equal(half.statusCode, 401, name)
    refused++
  }
  assert.ok(refused > 60, `${refused} routes refused`)
})

test('C23, ASVS 7.4.1: no socket opens for half a session, and one that is open closes within 5 s of the session’s end', async () => {
  const { platform } = office
  const live = openLive({
    domains: domainLive,
    ctxOf: (request) => ctxOfSocket(platform, identities(platform), request, fridayNoon),
    nameOf: nameOfPerson,
    ownOrigin: (request) => ownOrigin(platform, request),
  })
  const app = await serviceApp({ platform, clock: () => fridayNoon, live, pages: false })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const opened = (cookie: string) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin: url } })
      socket.on('error', () => {})
      const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
      const joined = new Promise<void>((resolve) => socket.on('message', () => resolve()))
      socket.on('open', () => socket.send(JSON.stringify({ type: 'join', room: 'none:1' })))
      return { closed, joined }
    }
    assert.equal(await opened((await office.citizenCookie('half-citizen'))!).closed, 4401)
    const cookie = (await office.citizenCookie('citizen'))!
    const full = opened(cookie)
    await full.joined
    assert.equal((await office.send({ method: 'DELETE', url: '/api/account/session', cookie })).statusCode, 204)
    const since = performance.now()
    assert.equal(await full.closed, 4401)
    assert.ok(performance.now() - since < 6000, 'five seconds and a beat')
  } finally {
    live.close()
    await app.close()
  }
})
