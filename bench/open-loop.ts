// Requests arrive at a fixed rate, whatever the answers do: half of what the closed loop reached, for 60 s. A request that starts late because
// all connections are busy is timed from when it should have started, so nothing is left out (no coordinated omission).
// `node bench/open-loop.ts --dir /tmp/opora-bench/100k [--seconds 60] [--out bench/recorded/open-loop.json]`
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Asked, Line } from './http-client.ts'
import { machine } from './machine.ts'
import { closedLoop, percentile, round } from './measure.ts'
import { type Operation, prepare } from './operations.ts'
import { startOpora, startReference } from './processes.ts'

const { values } = parseArgs({
  options: { dir: { type: 'string', default: '/tmp/opora-bench/100k' }, seconds: { type: 'string', default: '60' }, out: { type: 'string' } },
})
const CONNECTIONS = 64
const CONCURRENCY = 8
const opora = await startOpora(values.dir)
const reference = await startReference(values.dir)
let report: object
try {
  const { operations } = await prepare(opora, reference)
  await reference.stop()
  const mixed = mix(operations)
  let nth = 1 + (Math.floor(Date.now() / 1000) % 1_000_000_000)
  await closedLoop(opora.port, (n) => mixed(n).asked, { from: nth, count: 2000, concurrency: CONCURRENCY, status: 0 })
  nth += 2000
  const began = performance.now()
  await closedLoop(opora.port, (n) => mixed(n).asked, { from: nth, count: 6000, concurrency: CONCURRENCY, status: 0 })
  nth += 6000
  const closedPerSecond = 6000 / ((performance.now() - began) / 1000)
  const rate = closedPerSecond / 2
  report = { closedPerSecond: Math.round(closedPerSecond), arrivalsPerSecond: Math.round(rate), ...(await openLoop(mixed, nth, rate, Number(values.seconds))) }
} finally {
  await Promise.all([opora.stop(), reference.stop()])
}
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), dir: values.dir, ...report }, null, 1)}\n`)

/** What a day is made of: mostly reading, lists and searches, some writing. */
function mix(operations: readonly Operation[]): (nth: number) => { asked: Asked; status: number } {
  const shares: [string, number][] = [
    ['create', 15],
    ['reply', 10],
    ['open by number, citizen', 25],
    ['open by number, desk', 15],
    ['my 50 open, desk', 15],
    ['my 50 open, citizen', 5],
    ['search, rare word', 5],
    ['search, middle word', 5],
    ['search, common word', 5],
  ]
  const dealt = shares.flatMap(([name, share]) => Array<Operation>(share).fill(operations.find((one) => one.name === name)!))
  return (nth) => {
    const operation = dealt[(nth * 37) % dealt.length]!
    return { asked: operation.opora(nth), status: operation.status.opora }
  }
}

async function openLoop(mixed: ReturnType<typeof mix>, from: number, perSecond: number, seconds: number) {
  const idle = Array.from({ length: CONNECTIONS }, () => new Line(opora.port))
  const waiting: { dueAt: number; nth: number }[] = []
  const latencies: number[] = []
  const total = Math.round(perSecond * seconds)
  let lateStarts = 0
  let failed = 0
  let answered = 0
  let most = 0
  const run = async (line: Line, { dueAt, nth }: { dueAt: number; nth: number }) => {
    const { asked, status } = mixed(nth)
    if (performance.now() - dueAt > 5) lateStarts++
    const answer = await line.ask(asked).catch(() => ({ status: 0, text: '' }))
    latencies.push(performance.now() - dueAt)
    answered++
    if (answer.status !== status) failed++
    const next = waiting.shift()
    if (next) void run(line.closed ? new Line(opora.port) : line, next)
    else idle.push(line)
  }
  // A connection that the server ended while it rested is replaced by a new one.
  const rested = (): Line | undefined => {
    const line = idle.pop()
    return line?.closed ? new Line(opora.port) : line
  }
  const start = performance.now() + 20
  for (let i = 0; i < total; ) {
    const now = performance.now()
    for (; i < total && start + (i * 1000) / perSecond <= now; i++) {
      const one = { dueAt: start + (i * 1000) / perSecond, nth: from + i }
      const line = rested()
      if (line) void run(line, one)
      else most = Math.max(most, waiting.push(one))
    }
    await pause(1)
  }
  for (const end = performance.now() + 30_000; answered < total && performance.now() < end; ) await pause(20)
  const ms = (share: number) => round(percentile(latencies, share))
  for (const line of idle) line.close()
  return {
    seconds,
    asked: total,
    answered,
    failed,
    dropped: total - answered,
    startedOver5msLate: lateStarts,
    longestQueue: most,
    p50: ms(0.5),
    p95: ms(0.95),
    p99: ms(0.99),
    max: round(Math.max(...latencies)),
  }
}
