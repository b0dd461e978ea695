import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Browser } from '../helpers/browser.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { type Employee, firstAdmin, invited } from '../helpers/staff.ts'

let server: TestServer
let admin: Employee
let operator: Employee
let colleague: Employee
before(async () => {
  server = await startServer()
  admin = await firstAdmin(server)
  operator = await invited(admin, 'operator', ['operator'], ['first_line', 'technical'])
  colleague = await invited(admin, 'colleague', ['operator'], ['first_line', 'technical'])
})
after(() => server?.dispose())

interface Line {
  socket: WebSocket
  heard: { type: string; room: string; what?: string }[]
  /** HTTP status that refused the upgrade, or the code that the socket was closed with. */
  ended: Promise<number>
  opened: Promise<boolean>
}
const lines: Line[] = []
after(() => {
  for (const { socket } of lines) socket.terminate()
})

function line(cookie: string, origin = server.url): Line {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin } })
  const heard: Line['heard'] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  const ended = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (request, answer) => {
      resolve(answer.statusCode ?? 0)
      request.destroy()
    })
    socket.on('close', (code) => resolve(code))
  })
  const opened = Promise.race([new Promise<boolean>((resolve) => socket.on('open', () => resolve(true))), ended.then(() => false)])
  lines.push({ socket, heard, ended, opened })
  return lines.at(-1)!
}

async function join({ socket, heard, opened }: Line, room: string): Promise<string> {
  if (!(await opened)) return 'closed'
  socket.send(JSON.stringify({ type: 'join', room }))
  for (let tries = 0; tries < 100; tries++, await pause(50)) {
    const answer = heard.find((message) => message.room === room && ['joined', 'refused'].includes(message.type))
    if (answer) return answer.type
  }
  return 'nothing'
}
const within = (seconds: number, ended: Promise<number>) => Promise.race([ended, pause(seconds * 1000, 'still open' as const)])

async function filed(topic = 'access.signin') {
  const browser = new Browser(server.url)
  const { body } = await browser.send('POST', '/api/tickets', { json: intake(newMarker(), { topic }) })
  const [row] = await server.sql<{ id: string }>('select id from ticket where number = $1', [body.number.replaceAll('-', '')])
  return { browser, number: body.number as string, id: row!.id }
}

test('C29, ASVS 4.4.2: a page of another site gets no socket with our cookies', async () => {
  const { id } = await filed()
  for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`, 'http://localhost:1']) {
    const foreign = line(operator.browser.cookie, origin)
    const joined = foreign.opened.then((open) => (open ? join(foreign, `ticket:${id}`) : 'closed'))
    assert.ok([403, 401, 4401].includes((await within(3, foreign.ended)) as number), origin)
    assert.notEqual(await Promise.race([joined, pause(500, 'nothing')]), 'joined')
    assert.deepEqual(foreign.heard, [])
  }
  assert.equal(await join(line(operator.browser.cookie), `ticket:${id}`), 'joined', 'our own page is let in')
})

test('ASVS 4.4.3: without a session, or with the password alone, there is no socket', async () => {
  assert.ok([401, 403, 4401].includes((await within(3, line('').ended)) as number))
  assert.ok([401, 403, 4401].includes((await within(3, line(`staff=${'A'.repeat(43)}`).ended)) as number))
  const half = new Browser(server.url)
  assert.equal((await half.send('POST', '/api/staff/session', { json: { login: operator.login, password: 'тихая гавань за мысом' } })).status, 200)
  assert.ok([401, 403, 4401].includes((await within(3, line(half.cookie).ended)) as number))
})

test('ASVS 4.4.4: a room of what one may not read is refused, an own one opens and hears of changes', async () => {
  const own = await filed()
  const secret = await filed('account.suspicious')
  const desk = line(operator.browser.cookie)
  assert.equal(await join(desk, `ticket:${own.id}`), 'joined')
  assert.equal(await join(desk, `ticket:${secret.id}`), 'refused', 'suspicious activity is for few')
  assert.equal(await join(desk, 'ticket:00000000-0000-7000-8000-000000000000'), 'refused')
  assert.equal(await join(desk, `mine:${colleague.id}`), 'refused')
  assert.equal(await join(desk, 'team:security'), 'refused')
  assert.equal(await join(desk, "ticket:' or 1=1 --"), 'refused')

  const citizen = line(own.browser.cookie)
  const digits = (number: string) => number.replaceAll('-', '')
  assert.equal(await join(citizen, `request:${digits(own.number)}`), 'joined')
  assert.equal(await join(citizen, `request:${digits(secret.number)}`), 'refused')
  assert.equal(await join(citizen, `ticket:${own.id}`), 'refused', 'the desk has rooms of its own')

  await colleague.browser.send('POST', `/api/desk/tickets/${own.number}/notes`, { json: { text: 'Заметка для своих' } })
  for (let tries = 0; tries < 60 && !desk.heard.some((m) => m.type === 'changed'); tries++) await pause(50)
  assert.ok(desk.heard.some((m) => m.type === 'changed' && m.room === `ticket:${own.id}`))
  assert.doesNotMatch(JSON.stringify([...desk.heard, ...citizen.heard]), /Заметка/, 'a push names what changed and quotes nothing')
  assert.ok(desk.heard.every((m) => m.type !== 'changed' || m.room !== `ticket:${secret.id}`))
})

test('ASVS 7.4.2: the socket of somebody who is blocked closes within seconds, and no new one opens', async () => {
  const { id } = await filed()
  const blocked = line(colleague.browser.cookie)
  assert.equal(await join(blocked, `ticket:${id}`), 'joined')
  assert.equal((await admin.browser.send('POST', `/api/staff/${colleague.id}/block`, { json: { reason: 'Проверка' } })).status, 200)
  const since = performance.now()
  assert.equal(await within(7, blocked.ended), 4401)
  assert.ok(performance.now() - since <= 7000)
  assert.ok([401, 403, 4401].includes((await within(3, line(colleague.browser.cookie).ended)) as number))
  assert.equal((await colleague.browser.send('GET', '/api/staff/session')).status, 401)
})
