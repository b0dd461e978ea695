// Many open pages of the chat in one process: what an idle one weighs, what one costs that stops reading, how they come back after a dropped server.
// `node bench/chat/idle.ts --dir /tmp/opora-bench/chat [--idle 10000] [--back 5000] [--only 'paused;idle'] [--out bench/recorded/chat-idle.json]`
import { readFileSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { comeBackAfter } from '../../web/citizen/browser/chat/come-back.ts'
import { Line } from '../http-client.ts'
import { machine } from '../machine.ts'
import { percentile, round } from '../measure.ts'
import { type Running, startOpora } from '../processes.ts'
import { sharedLines } from './lines.ts'
import { makeTalks, type Talk } from './people.ts'
import { inTurns, opened } from './side.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '/tmp/opora-bench/chat' },
    idle: { type: 'string', default: '10000' },
    back: { type: 'string', default: '5000' },
    /** Parts to run, by `;`. */
    only: { type: 'string', default: 'paused;idle;back' },
    out: { type: 'string' },
  },
})
/** Resident memory of the server process and the most it ever had, in MiB. */
const memory = (pid: number) => {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024, 1)
  return { now: of('VmRSS'), most: of('VmHWM') }
}
const joined = async (url: string, { id, citizen }: Talk): Promise<WebSocket> => {
  const socket = await opened(url, citizen.cookie)
  await new Promise<void>((done, no) => {
    socket.once('message', (data) => (String(data).includes('"joined"') ? done() : no(new Error(String(data)))))
    socket.send(JSON.stringify({ type: 'join', room: `chat:${id}` }))
  })
  return socket
}

let opora = await startOpora(values.dir)
const { talks, close } = await makeTalks(values.dir, Number(values.idle), 50)
const urlOf = ({ port }: Running) => `ws://127.0.0.1:${port}/api/live`
try {
  const parts: Record<string, () => Promise<object>> = { paused: () => pausedClients(opora, talks[0]!), idle: () => idleClients(opora), back: comeBack }
  const report: Record<string, object> = {}
  for (const name of values.only.split(';')) {
    report[name] = await parts[name]!()
    process.stdout.write(`${name} ${JSON.stringify(report[name])}\n`)
  }
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), ...report }, null, 1)}\n`)
} finally {
  await close()
  await opora.stop()
}
process.exit(0)

/** All of them in their rooms, and a minute of rest; meanwhile somebody asks over HTTP. */
async function idleClients(server: Running) {
  const before = memory(server.pid)
  const began = performance.now()
  const sockets: WebSocket[] = []
  await inTurns(talks, 20, async (talk) => sockets.push(await joined(urlOf(server), talk)))
  const seconds = round((performance.now() - began) / 1000, 1)
  const latencies: number[] = []
  const line = new Line(server.port)
  for (const end = performance.now() + 20_000; performance.now() < end; await pause(100)) {
    const at = performance.now()
    await line.ask({ method: 'GET', path: `/api/chats/${talks[1]!.id}/messages?after=0`, cookie: talks[1]!.citizen.cookie })
    latencies.push(performance.now() - at)
  }
  const after = memory(server.pid)
  const alive = sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length
  for (const socket of sockets) socket.terminate()
  line.close()
  return {
    connections: talks.length,
    openedInSeconds: seconds,
    alive,
    rssMib: { before: before.now, after: after.now, most: after.most },
    kibEach: round(((after.now - before.now) * 1024) / talks.length, 1),
    budgetMib: 300,
    httpMeanwhileMs: { p50: round(percentile(latencies, 0.5)), p99: round(percentile(latencies, 0.99)) },
    load: round(loadavg()[0]!),
  }
}

/** Pages of one talk, as many as one browser may open, that stop reading their sockets while their talk gets message after message. */
async function pausedClients(server: Running, talk: Talk) {
  const PAGES = 25
  const line = new Line(server.port)
  const answer = () =>
    line.ask({ method: 'POST', path: `/api/desk/chats/${talk.id}/messages`, cookie: talk.staff.cookie, body: JSON.stringify({ text: 'слово' }) })
  const pages = await Promise.all(Array.from({ length: PAGES }, () => joined(urlOf(server), talk)))
  // First all of them read: what the messages themselves leave in memory is there before.
  for (let i = 0; i < 1500; i++) await answer()
  const before = memory(server.pid).now
  const sockets = pages.map((page) => (page as unknown as { _socket: Socket })._socket)
  const ports = sockets.map(({ localPort }) => localPort!)
  for (const socket of sockets) socket.pause()
  const began = performance.now()
  let [messages, most, goneAt] = [0, before, 0]
  for (; performance.now() < began + 60_000 && goneAt === 0; messages++) {
    await answer()
    if (messages % 25 !== 0) continue
    most = Math.max(most, memory(server.pid).now)
    if (!isAnyOpen(server.port, ports)) goneAt = performance.now()
  }
  for (const page of pages) page.terminate()
  line.close()
  return {
    pages: PAGES,
    messages,
    rssMib: { before, most },
    mibEach: round((most - before) / PAGES, 2),
    budgetMib: 2,
    letGoAfterSeconds: goneAt ? round((goneAt - began) / 1000, 1) : null,
  }
}
/** Whether the server's end of any of these connections is established, as the kernel has it. */
function isAnyOpen(server: number, clients: readonly number[]): boolean {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  const wanted = new Set(clients.map(hex))
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .some((row) => {
      const [, local = '', remote = '', state] = row.trim().split(/\s+/)
      return local.endsWith(`:${hex(server)}`) && wanted.has(remote.split(':')[1] ?? '') && state === '01'
    })
}

/** The server is killed and started again; pages come back by the very rule of the citizen site, join and ask for what they missed. */
async function comeBack() {
  const pages = talks.slice(0, Number(values.back))
  const sockets: WebSocket[] = []
  await inTurns(pages, 20, async (talk) => sockets.push(await joined(urlOf(opora), talk)))
  const tries: number[] = []
  const backAt: number[] = []
  const asked = sharedLines(opora.port, 128)
  let dropped = 0
  const page = async (talk: Talk, url: string): Promise<void> => {
    for (let nth = 0; ; nth++) {
      await pause(comeBackAfter(nth))
      tries.push(performance.now() - dropped)
      try {
        sockets.push(await joined(url, talk))
        await asked({ method: 'GET', path: `/api/chats/${talk.id}/messages?after=0`, cookie: talk.citizen.cookie })
        break
      } catch {
        // Not there yet.
      }
    }
    backAt.push(performance.now() - dropped)
  }
  const url = urlOf(opora)
  dropped = performance.now()
  process.kill(opora.pid, 'SIGKILL')
  const away = startOpora(values.dir).then((fresh) => {
    opora = fresh
    return performance.now() - dropped
  })
  await Promise.all(pages.map((talk) => page(talk, url)))
  const awayMs = await away
  const perSecond = (times: readonly number[]) => {
    const counts = new Map<number, number>()
    for (const time of times) counts.set(Math.floor(time / 1000), (counts.get(Math.floor(time / 1000)) ?? 0) + 1)
    return Math.max(...counts.values())
  }
  for (const socket of sockets) socket.terminate()
  return {
    pages: pages.length,
    serverAwaySeconds: round(awayMs / 1000, 1),
    allBackAfterSeconds: round(Math.max(...backAt) / 1000, 1),
    halfBackAfterSeconds: round(percentile(backAt, 0.5) / 1000, 1),
    budgetSeconds: 30,
    tries: tries.length,
    mostTriesInASecond: perSecond(tries),
    mostBackInASecond: perSecond(backAt),
    load: round(loadavg()[0]!),
  }
}
