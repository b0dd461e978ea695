// The chat under load, against a bare reference by turns: 3,000 citizens and 50 employees, real processes, sockets and database.
// `node bench/chat.ts --dir /tmp/opora-bench/chat [--talks 3000] [--operators 50] [--rate 300] [--seconds 20] [--turns 3] [--out bench/recorded/chat.json]`
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { bareSide } from './chat/bare.ts'
import { accounted, speaker } from './chat/load.ts'
import { ourSide } from './chat/ours.ts'
import { makeTalks } from './chat/people.ts'
import type { Side } from './chat/side.ts'
import { machine } from './machine.ts'
import { percentile, round } from './measure.ts'
import { cpuOf, type Running, startOpora, startReference } from './processes.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '/tmp/opora-bench/chat' },
    talks: { type: 'string', default: '3000' },
    operators: { type: 'string', default: '50' },
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '20' },
    turns: { type: 'string', default: '3' },
    closed: { type: 'string', default: '6000' },
    out: { type: 'string' },
    'cpu-prof': { type: 'string' },
  },
})
const [talks, operators, rate, seconds, turns, closed] = [values.talks, values.operators, values.rate, values.seconds, values.turns, values.closed].map(
  Number,
) as [number, number, number, number, number, number]
/** People who write at once in the closed loop. */
const AT_ONCE = 64
for (const name of ['opora', 'reference']) mkdirSync(`${values.dir}/${name}`, { recursive: true, mode: 0o711 })

interface Turn {
  ackMs: { p50: number; p99: number }
  deliveryMs: { p50: number; p99: number }
  closedPerSecond: number
  /** Of one core, in the open loop: the server process and its database. */
  cpu: { node: number; database: number }
  load: number
}
const taken: Record<Side['name'], Turn[]> = { opora: [], reference: [] }
const latencies: Record<Side['name'], { acks: number[]; deliveries: number[] }> = {
  opora: { acks: [], deliveries: [] },
  reference: { acks: [], deliveries: [] },
}
const accounts: Record<string, object> = {}

const opora = await startOpora(values.dir, { nodeArgs: values['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`] : [] })
const reference = await startReference(values.dir, { file: './chat/reference.ts' })
try {
  const made = await makeTalks(values.dir, talks, operators)
  const sides = [ourSide(opora, made.talks, made.said), bareSide(reference, talks, operators)]
  const speakers = sides.map((side) => speaker(side, talks))
  for (let turn = 0; turn < turns; turn++)
    for (const [i, side] of sides.entries()) taken[side.name].push(await takeTurn(side, speakers[i]!, side.name === 'opora' ? opora : reference))
  for (const [i, side] of sides.entries()) {
    accounts[side.name] = await accounted(side, speakers[i]!.all)
    const { acks, deliveries } = speakers[i]!.all
    latencies[side.name] = { acks, deliveries }
  }
  await made.close()
} finally {
  await Promise.all([opora.stop(), reference.stop()])
}

/** All sockets of this side alone are open in its turn: an idle page of the other one would cost it something. */
async function takeTurn(side: Side, { all, heard, openLoop, closedLoop }: ReturnType<typeof speaker>, running: Running): Promise<Turn> {
  await side.open(heard)
  await openLoop(rate, 3, false)
  const from = [all.acks.length, all.deliveries.length] as const
  const before = cpuOf(running)
  await openLoop(rate, seconds, true)
  const after = cpuOf(running)
  const perSecond = await closedLoop(closed, AT_ONCE)
  await side.close()
  const both = (list: number[]) => ({ p50: round(percentile(list, 0.5)), p99: round(percentile(list, 0.99)) })
  const turn: Turn = {
    ackMs: both(all.acks.slice(from[0])),
    deliveryMs: both(all.deliveries.slice(from[1])),
    closedPerSecond: Math.round(perSecond),
    cpu: { node: round((after.node - before.node) / 1000 / seconds), database: round((after.database - before.database) / 1000 / seconds) },
    load: round(loadavg()[0]!),
  }
  process.stdout.write(`${side.name.padEnd(9)} ${JSON.stringify(turn)}\n`)
  return turn
}

const of = (name: Side['name']) => {
  const { acks, deliveries } = latencies[name]
  const both = (list: number[]) => ({ p50: round(percentile(list, 0.5)), p95: round(percentile(list, 0.95)), p99: round(percentile(list, 0.99)) })
  const middle = percentile(
    taken[name].map((one) => one.closedPerSecond),
    0.5,
  )
  return { ackMs: both(acks), deliveryMs: both(deliveries), closedPerSecond: middle, accounts: accounts[name], turns: taken[name] }
}
const [ours, theirs] = [of('opora'), of('reference')]
const report = {
  talks,
  operators,
  perSecond: rate,
  seconds,
  atOnceInTheClosedLoop: AT_ONCE,
  ratios: {
    ackP99: round(ours.ackMs.p99 / theirs.ackMs.p99),
    deliveryP99: round(ours.deliveryMs.p99 / theirs.deliveryMs.p99),
    ackP50: round(ours.ackMs.p50 / theirs.ackMs.p50),
    deliveryP50: round(ours.deliveryMs.p50 / theirs.deliveryMs.p50),
    closed: round(ours.closedPerSecond / theirs.closedPerSecond),
  },
  opora: ours,
  reference: theirs,
}
process.stdout.write(`${JSON.stringify({ ...report, opora: { ...ours, turns: undefined }, reference: { ...theirs, turns: undefined } }, null, 1)}\n`)
if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), ...report }, null, 1)}\n`)
process.exit(0)
