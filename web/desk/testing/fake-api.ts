import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { type FastifyReply } from 'fastify'
import type { Alarm } from '#contract/agency'
import type { Problem } from '#contract/common'
import type { LiveMessage } from '#contract/live'
import { account, accountJournal, recoveries, unknownAccount } from './fake-account.ts'
import { chatRoutes } from './fake-chats.ts'
import { learningRoutes } from './fake-learning.ts'
import { lines, meOf, now, staff, ticketOf } from './fake-world.ts'

const build = new URL('../build/', import.meta.url)

/**
 * Serves the built desk with its real policy and answers in the contract's words from memory: enough to look at the
 * screens while nothing else runs. Controls: `world.stale` refuses the next write with 409, `world.push` speaks to rooms.
 */
export async function fakeApi() {
  const app = fastify()
  await app.register(websocket)
  const world = {
    signedIn: true,
    me: meOf(staff[2]!),
    stale: false,
    idleMs: 15 * 60_000,
    alarms: [] as Alarm[],
    sent: [] as { url: string; key: string; body: unknown }[],
    push: (_: LiveMessage) => {},
  }
  const problem = (reply: FastifyReply, status: number, kind: Problem['kind'], code: string, details?: Record<string, unknown>) =>
    reply.code(status).send({ kind, code, ...(details && { details }), errorCode: '7F3K-22', at: now } satisfies Problem)

  app.addHook('onRequest', async (request, reply) => {
    const open = /^\/(desk|api\/agency|api\/staff\/(session|enrolment|factors)|api\/live)/.test(request.url)
    if (!open && !world.signedIn) return problem(reply, 401, 'unauthenticated', 'session.none')
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.method === 'GET' || !request.url.startsWith('/api/desk/')) return
    world.sent.push({ url: request.url, key: String(request.headers['idempotency-key']), body: request.body })
    if (world.stale) {
      world.stale = false
      for (const line of lines) line.version++
      return problem(reply, 409, 'conflict', 'ticket.changed', { version: 4 })
    }
  })
  app.addContentTypeParser('multipart/form-data', (_, payload, done) => {
    payload.resume()
    payload.on('end', () => done(null, {}))
  })

  app.get('/api/agency', () => ({
    name: { ru: 'Агентство-пример', en: 'Sample agency' },
    domain: 'Поддержка',
    email: 'help@example.org',
    address: { ru: 'Город', en: 'City' },
    phones: [],
    zone: 'Europe/Moscow',
    mode: 'demo',
    hotline: { open: true, changesAt: null, hours: '08:00-20:00' },
    topics: [],
    terms: { urgent: 1, standard: 5, complex: 15, dataChange: 5, firstResponseHours: 24 },
    account: { recoveryHours: 24, coolDownHours: 72, contactHoldHours: 72, deletionDays: 14 },
    contactRequired: 'both',
    mailWorks: true,
    smsWorks: true,
  }))
  app.get('/api/desk/alarms', () => world.alarms)
  app.get('/api/staff/session', (_, reply) =>
    world.signedIn ? { ...world.me, idleUntil: new Date(Date.now() + world.idleMs).toISOString() } : problem(reply, 401, 'unauthenticated', 'session.none'),
  )
  app.post<{ Body: { password: string } }>('/api/staff/session', ({ body }, reply) =>
    body.password === 'wrong' ? problem(reply, 401, 'unauthenticated', 'sign-in.refused') : { next: 'factor', factors: ['totp', 'passkey'] },
  )
  app.post<{ Body: { code: string } }>('/api/staff/session/totp', ({ body }, reply) => {
    if (body.code === '000000') return problem(reply, 422, 'unprocessable', 'factor.wrong')
    world.signedIn = true
    return world.me
  })
  app.delete('/api/staff/session', (_, reply) => {
    world.signedIn = false
    return reply.code(204).send()
  })
  app.post('/api/staff/enrolment', () => ({ login: 'new', name: 'Новая Сотрудница', passwordSet: false }))
  app.post<{ Body: { password: string } }>('/api/staff/enrolment/password', ({ body }, reply) =>
    body.password.length < 15 ? problem(reply, 422, 'unprocessable', 'password.weak') : { next: 'enrol', factors: [] },
  )
  app.post('/api/staff/factors/totp', (_, reply) =>
    reply.code(201).send({
      id: randomUUID(),
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/x',
      qrSvg:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path fill="#fff" d="M0 0h29v29H0z"/><path d="M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4zM14 14h4v4h-4z"/></svg>',
    }),
  )
  app.post('/api/staff/factors/totp/:id/confirmation', () => {
    world.signedIn = true
    return world.me
  })
  app.get('/api/staff', () => staff)
  app.post<{ Body: { name: string } }>('/api/staff', ({ body }, reply) =>
    reply.code(201).send({
      employee: { ...staff[4]!, name: body.name },
      link: `https://desk.example/desk/enrol#${randomBytes(32).toString('base64url')}`,
      expiresAt: '2026-11-26T12:00:00.000Z',
    }),
  )
  for (const method of ['PATCH', 'POST', 'DELETE'] as const) app.route({ method, url: '/api/staff/:id*', handler: () => staff[0]! })

  app.get('/api/desk/lists', () => ({ counts: { mine: 12, unassigned: 7, team: 48, waiting_citizen: 6, soon: 14, late: 7, all: 40 } }))
  app.get<{ Querystring: { view?: string; limit?: string; after?: string; status?: string } }>('/api/desk/tickets', ({ query }) => {
    const wanted = lines.filter((line) => (query.view === 'unassigned' ? !line.holder : true) && (!query.status || line.status === query.status))
    const from = Number(query.after ?? 0)
    const to = from + Math.min(Number(query.limit ?? 50), 25)
    return { items: query.view === 'late' ? [] : wanted.slice(from, to), next: to < wanted.length ? String(to) : null }
  })
  app.post<{ Body: { q: string } }>('/api/desk/search', ({ body: query }) => {
    const items = lines.filter((line) => line.subject.toLowerCase().includes(query.q.toLowerCase()))
    return { by: items.length ? 'words' : 'nothing', items: items.slice(0, 8) }
  })
  const line = (number: string) => lines.find((it) => it.number.replace(/\D/g, '') === number.replace(/\D/g, ''))
  app.get<{ Params: { number: string } }>('/api/desk/tickets/:number', ({ params }, reply) => {
    const found = line(params.number)
    return found ? ticketOf(found) : problem(reply, 404, 'not-found', 'ticket.not-found')
  })
  app.get('/api/desk/tickets/:number/extension-preview', () => ({ newDueAt: '2026-12-04T15:00:00.000Z', provisional: false }))
  app.get<{ Params: { number: string }; Querystring: { after: string } }>('/api/desk/tickets/:number/events', ({ params, query }) => {
    const version = line(params.number)?.version ?? 0
    return { version, events: Number(query.after) < version ? [{ version, event: 'ticket.replied', at: now, actor: staff[1]!.name }] : [] }
  })
  app.post('/api/desk/tickets/:number/reveals', () => ({ value: '+7 000 123-45-67', hideAfterSeconds: 30 }))
  app.post('/api/desk/tickets/:number/files', (_, reply) =>
    reply.code(201).send({
      files: [{ id: randomUUID(), name: 'скан.pdf', type: 'application/pdf', bytes: 1200, scan: 'clean' }],
      problems: [{ name: 'фото.heic', code: 'file.type' }],
    }),
  )
  // The second request is of somebody unknown, the others are of an account in trouble.
  app.get<{ Params: { number: string } }>('/api/desk/tickets/:number/account', ({ params }) => (line(params.number) === lines[1] ? unknownAccount : account))
  app.get('/api/desk/tickets/:number/account-journal', () => accountJournal)
  app.post('/api/desk/tickets/:number/identity-match', () => ({ match: false, triesLeft: 2 }))
  for (const action of ['account-unlock', 'recovery', 'account-restriction', 'account-block']) app.post(`/api/desk/tickets/:number/${action}`, () => account)
  app.get('/api/desk/recoveries', () => recoveries)
  app.post('/api/desk/recoveries/:id/:decision', () => recoveries[0]!)
  app.post<{ Params: { number: string } }>('/api/desk/tickets/:number/transfer', (_, reply) =>
    problem(reply, 409, 'conflict', 'ticket.not-from-here', { action: 'transfer', allowed: ['external_reply', 'extend'] }),
  )
  app.post<{ Params: { number: string } }>('/api/desk/tickets/:number/:action', ({ params }) => {
    const found = line(params.number)!
    found.version++
    return { version: found.version }
  })
  app.get('/api/desk/colleagues', () => staff.slice(0, 4).map(({ id, name, teams, roles }, load) => ({ id, name, teams, roles, load })))
  app.post('/api/desk/citizens/:id/erasure', (_, reply) => reply.code(204).send())
  learningRoutes(app)
  chatRoutes(app, problem)
  app.get('/api/calendar', () => [
    { year: 2026, status: 'official', working: 247, shortened: 4, source: 'Постановление' },
    { year: 2027, status: 'provisional', working: 247, shortened: 4, source: 'Проект' },
  ])
  app.post<{ Body: { apply: boolean } }>('/api/calendar', ({ body }, reply) =>
    reply
      .code(201)
      .send({ year: { year: 2028, status: 'official', working: 249, shortened: 3, source: 'x' }, later: 14, earlier: 0, kept: 298, applied: body.apply }),
  )

  const sockets = new Set<{ send: (text: string) => void }>()
  world.push = (message) => {
    for (const socket of sockets) socket.send(JSON.stringify(message))
  }
  app.get('/api/live', { websocket: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      const { type, room } = JSON.parse(String(data))
      if (type === 'join') socket.send(JSON.stringify({ type: 'joined', room }))
    })
  })

  await app.register(fastifyStatic, { root: new URL('assets/', build).pathname, prefix: '/desk/assets/', immutable: true, maxAge: '1y' })
  app.get('/desk*', (_, reply) => {
    const nonce = randomBytes(16).toString('base64')
    const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
    return reply
      .header('content-security-policy', policy)
      .type('text/html')
      .send(readFileSync(new URL('index.html', build), 'utf8').replaceAll('__NONCE__', nonce))
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return { address, world, close: () => app.close() }
}
