// One interleaved run: blocks of an operation on the service and on the reference by turns, over HTTP on loopback with keep-alive.
// `node bench/run.ts --dir /tmp/opora-bench/100k [--ops 2000] [--blocks 10] [--only 'create;reply'] [--roles http] [--out bench/recorded/run-100k.json]`
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { closedLoop, percentile, round } from './measure.ts'
import { type Operation, prepare } from './operations.ts'
import { cpuOf, type Running, startOpora, startReference } from './processes.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    ops: { type: 'string', default: '2000' },
    blocks: { type: 'string', default: '10' },
    concurrency: { type: 'string', default: '4' },
    only: { type: 'string' },
    roles: { type: 'string', default: 'http' },
    out: { type: 'string' },
    'cpu-prof': { type: 'string' },
  },
})
const dir = values.dir ?? '/tmp/opora-bench/20k'
const [ops, blocks, concurrency] = [Number(values.ops), Number(values.blocks), Number(values.concurrency)]
const only = values.only?.split(';')

interface Side {
  cpuMs: number
  nodeMs: number
  databaseMs: number
  p50: number
  p95: number
  p99: number
  perSecond: number
}
interface Measured {
  operation: string
  budget: number | null
  ratio: number
  blockRatios: number[]
  opora: Side
  reference: Side
}

const opora = await startOpora(dir, { roles: values.roles, nodeArgs: values['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`] : [] })
const reference = await startReference(dir)
const results: Measured[] = []
let nth = Math.floor(Date.now() / 1000) % 1_000_000_000
try {
  const { operations } = await prepare(opora, reference)
  for (const operation of operations.filter(({ name }) => !only || only.some((part) => name.startsWith(part)))) {
    const measured = await measure(operation)
    results.push(measured)
    const side = (s: Side) => `${s.cpuMs.toFixed(3)} ms (node ${s.nodeMs.toFixed(3)}, db ${s.databaseMs.toFixed(3)}) p50 ${s.p50} p99 ${s.p99} ${s.perSecond}/s`
    process.stdout.write(
      `${operation.name.padEnd(34)} ${measured.ratio.toFixed(2).padStart(6)} of ${operation.budget ?? '-'}\n   service   ${side(measured.opora)}\n   reference ${side(measured.reference)}\n`,
    )
  }
} finally {
  await Promise.all([opora.stop(), reference.stop()])
}
if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), dir, ops, blocks, concurrency, roles: values.roles, results }, null, 1)}\n`)

/** Warm-up of one block each, then by turns; the CPU is that of the server's own blocks. */
async function measure(operation: Operation): Promise<Measured> {
  const perBlock = Math.max(1, Math.round(ops / blocks))
  const take = async (server: Running) => {
    const asked = operation[server.name]
    const before = cpuOf(server)
    const times = await closedLoop(server.port, asked, { from: nth, count: perBlock, concurrency, status: operation.status[server.name] })
    const after = cpuOf(server)
    nth += perBlock
    if (times.failures.length) throw new Error(`${operation.name} on ${server.name}: ${times.failures.length} failed, first: ${times.failures[0]}`)
    return { ...times, node: (after.node - before.node) / perBlock, database: (after.database - before.database) / perBlock }
  }
  await take(opora)
  await take(reference)
  const [a, b]: Awaited<ReturnType<typeof take>>[][] = [[], []]
  for (let block = 0; block < blocks; block++) {
    a!.push(await take(opora))
    b!.push(await take(reference))
  }
  const side = (taken: Awaited<ReturnType<typeof take>>[]): Side => {
    const mean = (of: (one: (typeof taken)[number]) => number) => taken.reduce((sum, one) => sum + of(one), 0) / taken.length
    const latencies = taken.flatMap((one) => one.latencies)
    return {
      cpuMs: round(
        mean((t) => t.node + t.database),
        4,
      ),
      nodeMs: round(
        mean((t) => t.node),
        4,
      ),
      databaseMs: round(
        mean((t) => t.database),
        4,
      ),
      p50: round(percentile(latencies, 0.5)),
      p95: round(percentile(latencies, 0.95)),
      p99: round(percentile(latencies, 0.99)),
      perSecond: Math.round(latencies.length / taken.reduce((sum, t) => sum + t.seconds, 0)),
    }
  }
  const [ours, theirs] = [side(a!), side(b!)]
  return {
    operation: operation.name,
    budget: operation.budget,
    ratio: round(ours.cpuMs / theirs.cpuMs),
    blockRatios: a!.map((one, i) => round((one.node + one.database) / Math.max(0.001, b![i]!.node + b![i]!.database))),
    opora: ours,
    reference: theirs,
  }
}
