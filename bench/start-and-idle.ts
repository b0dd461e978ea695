// How long an existing store takes to be ready, against the reference's own start, by turns; and what the service weighs after half a minute of rest.
// `node bench/start-and-idle.ts --dir /tmp/opora-bench/100k [--times 5] [--out bench/recorded/start-and-idle.json]`
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { percentile, round } from './measure.ts'
import { memoryOf, startOpora, startReference } from './processes.ts'

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '/tmp/opora-bench/100k' },
    times: { type: 'string', default: '5' },
    idle: { type: 'string', default: '30' },
    out: { type: 'string' },
  },
})
const roles = 'http,live,worker'
const ready: { opora: number[]; reference: number[] } = { opora: [], reference: [] }
for (let i = 0; i < Number(values.times); i++) {
  const ours = await startOpora(values.dir, { roles })
  ready.opora.push(ours.readyMs)
  await ours.stop()
  const theirs = await startReference(values.dir)
  ready.reference.push(theirs.readyMs)
  await theirs.stop()
}
const opora = await startOpora(values.dir, { roles })
await pause(Number(values.idle) * 1000)
const memory = memoryOf(opora)
await opora.stop()
const [ours, theirs] = [percentile(ready.opora, 0.5), percentile(ready.reference, 0.5)]
const report = {
  readyMs: { opora: ours, reference: theirs, difference: ours - theirs, budget: 1500, all: ready },
  idleMib: { node: round(memory.node, 1), database: round(memory.database, 1), together: round(memory.node + memory.database, 1), budget: 250 },
}
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), dir: values.dir, roles, ...report }, null, 1)}\n`)
