// Makes bench/RESULTS.md of what lies in bench/recorded: `node bench/results.ts`.
import { readFileSync, writeFileSync } from 'node:fs'

interface Side {
  cpuMs: number
  nodeMs: number
  databaseMs: number
  p50: number
  p95: number
  p99: number
  perSecond: number
}
interface Run {
  machine: Record<string, unknown>
  results: { operation: string; budget: number | null; ratio: number; opora: Side; reference: Side }[]
}
const recorded = <T>(name: string): T => JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as T
const table = (head: string[], rows: (string | number)[][]) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
const ms = (value: number) => value.toFixed(2)

const runs = {
  '100k': [recorded<Run>('run-100k'), recorded<Run>('run-100k-second')],
  // Both of one older commit and one machine: what growth is read from.
  older100k: [recorded<Run>('older-100k'), recorded<Run>('older-100k-second')],
  '1m': [recorded<Run>('run-1m'), recorded<Run>('run-1m-second')],
}
const wasMeasured = (name: string) => runs['1m'].every((run) => run.results.some((one) => one.operation === name))
const names = runs['100k'][0]!.results.map((one) => one.operation)
const of = (run: Run, name: string) => run.results.find((one) => one.operation === name)!
const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
const cpu = (size: keyof typeof runs, name: string, side: 'opora' | 'reference') => mean(runs[size].map((run) => of(run, name)[side].cpuMs))
const ratio = (size: keyof typeof runs, name: string) => cpu(size, name, 'opora') / cpu(size, name, 'reference')

const ratios = table(
  [
    'operation',
    'budget',
    'at 100,000',
    'single runs',
    'verdict',
    'older: at 100,000',
    'older: at 1,000,000',
    'older: growth of CPU',
    'older: growth against the reference’s',
  ],
  names.map((name) => {
    const { budget } = of(runs['100k'][0]!, name)
    const now = ratio('100k', name)
    const over = budget !== null && now > budget
    const older = wasMeasured(name)
      ? [
          ratio('older100k', name).toFixed(2),
          ratio('1m', name).toFixed(2),
          (cpu('1m', name, 'opora') / cpu('older100k', name, 'opora')).toFixed(2),
          (ratio('1m', name) / ratio('older100k', name)).toFixed(2),
        ]
      : ['-', '-', '-', '-']
    return [
      name,
      budget ?? '-',
      now.toFixed(2),
      runs['100k'].map((run) => of(run, name).ratio.toFixed(1)).join(', '),
      budget === null ? 'for information' : over ? `missed by ${Math.round((now / budget - 1) * 100)} %` : 'met',
      ...older,
    ]
  }),
)
const details = (run: Run) =>
  table(
    ['operation', 'service: CPU ms (node + database)', 'p50', 'p95', 'p99', 'per s', 'reference: CPU ms', 'p50', 'p95', 'p99', 'per s'],
    run.results.map(({ operation, opora: o, reference: r }) => [
      operation,
      `${ms(o.cpuMs)} (${ms(o.nodeMs)} + ${ms(o.databaseMs)})`,
      o.p50,
      o.p95,
      o.p99,
      o.perSecond,
      `${ms(r.cpuMs)} (${ms(r.nodeMs)} + ${ms(r.databaseMs)})`,
      r.p50,
      r.p95,
      r.p99,
      r.perSecond,
    ]),
  )
const open = recorded<Record<string, number>>('open-loop-100k')
const idle = recorded<{
  readyMs: { opora: number; reference: number; difference: number }
  idleMib: { node: number; database: number; together: number }
}>('start-and-idle-20k')
const first = recorded<{ views: { page: string; requests: number; kib: number }[] }>('first-view')
const searches = names.filter((name) => name.startsWith('search'))
const together = (size: keyof typeof runs) =>
  mean(searches.map((name) => cpu(size, name, 'opora'))) / mean(searches.map((name) => cpu(size, name, 'reference')))

interface Load {
  machine: { load: number[]; at: string; commit: string }
  talks: number
  operators: number
  perSecond: number
  seconds: number
  ratios: Record<'ackP50' | 'ackP99' | 'deliveryP50' | 'deliveryP99' | 'closed', number>
  opora: SideOfChat
  reference: SideOfChat
}
interface SideOfChat {
  ackMs: { p50: number; p99: number }
  deliveryMs: { p50: number; p99: number }
  closedPerSecond: number
  accounts: Record<string, number>
  turns: { cpu: { node: number; database: number }; load: number }[]
}
interface Idle {
  machine: { load: number[] }
  paused: { pages: number; messages: number; mibEach: number; letGoAfterSeconds: number | null }
  idle: {
    connections: number
    alive: number
    rssMib: { before: number; after: number; most: number }
    httpMeanwhileMs: { p50: number; p99: number }
    load: number
  }
  back: {
    pages: number
    serverAwaySeconds: number
    allBackAfterSeconds: number
    halfBackAfterSeconds: number
    mostTriesInASecond: number
    mostBackInASecond: number
    load: number
  }
}
const verdict = (value: number, budget: number, unit = '') => `${value}${unit} (budget ${budget}${unit}): ${value <= budget ? 'met' : '**missed**'}`
interface Queue {
  queued: number
  seconds: number
  connections: number
  window: number
  results: Record<string, { ours: number[]; bare: number[]; share: number; codeMs: number[]; load: number[] }>
}
function noticesSection(): string {
  const { queued, seconds, results } = recorded<Queue>('notices')
  const rows = Object.entries(results).map(([name, { ours, bare, share, codeMs, load }]) => [
    name,
    ours.join(', '),
    bare.join(', '),
    `${Math.round(share * 100)} %`,
    share >= 0.8 ? 'met' : 'missed',
    `${Math.max(...codeMs)} ms of ${codeMs.length}`,
    load.join(', '),
  ])
  const head = ['gateway', 'ours, a second', 'bare client, a second', 'share', '80 % or more', 'slowest code', 'waiting for the two cores']
  return `${queued.toLocaleString('en')} queued, windows of ${seconds} s.\n\n${table(head, rows)}`
}

function chatSection(): string {
  const { talks, operators, perSecond, seconds, ratios, ...run } = recorded<Load>('chat')
  const sides = ['opora', 'reference'] as const
  const core = (side: SideOfChat) => mean(side.turns.map(({ cpu }) => cpu.node + cpu.database)).toFixed(2)
  const second = recorded<Load>('chat-second')
  const { paused, idle } = recorded<Idle>('chat-idle')
  const { back } = recorded<Idle>('chat-back')
  return [
    `${talks.toLocaleString('en')} citizens and ${operators} employees, ${perSecond} messages a second of both sides for ${seconds} s a turn, ${run.opora.turns.length} turns each, then the closed loop. Load of the machine in the turns: ${run.opora.turns.map(({ load }) => load).join(', ')}, on two cores.`,
    '',
    table(
      [
        '',
        'said',
        'lost',
        'doubled',
        'not stored',
        'out of order',
        'ack p50 / p99, ms',
        'delivery p50 / p99, ms',
        'closed loop, messages/s',
        'cores used at the fixed rate',
      ],
      sides.map((name) => {
        const { accounts: a, ackMs, deliveryMs, closedPerSecond } = run[name]
        return [
          name === 'opora' ? 'service' : 'reference',
          a['said']!,
          a['lost']!,
          a['doubled']!,
          a['notStored']!,
          a['outOfOrder']!,
          `${ackMs.p50} / ${ackMs.p99}`,
          `${deliveryMs.p50} / ${deliveryMs.p99}`,
          closedPerSecond,
          core(run[name]),
        ]
      }),
    ),
    '',
    `- Ack at p99, times the reference: ${verdict(ratios.ackP99, 3)}. Delivery: ${verdict(ratios.deliveryP99, 3)}. Closed loop: ${ratios.closed} of the reference (budget 1): ${ratios.closed >= 1 ? 'met' : '**missed**'}.`,
    `- A second run, load ${second.opora.turns.map(({ load }) => load).join(', ')}: lost, doubled, not stored, out of order ${['lost', 'doubled', 'notStored', 'outOfOrder'].map((what) => second.opora.accounts[what]).join(', ')}; ack ${second.ratios.ackP99} and delivery ${second.ratios.deliveryP99} times the reference at p99, closed loop ${second.ratios.closed}.`,
    `- ${idle.connections.toLocaleString('en')} idle pages in one process, all of them in their room (${idle.alive.toLocaleString('en')} alive): resident ${verdict(idle.rssMib.after, 300, ' MiB')}; ${idle.rssMib.before} MiB before they came, ${idle.rssMib.most} MiB at most. HTTP meanwhile: p50 ${idle.httpMeanwhileMs.p50} ms, p99 ${idle.httpMeanwhileMs.p99} ms (load ${idle.load}).`,
    `- ${paused.pages} pages stop reading while their talk gets ${paused.messages} messages: each costs ${verdict(paused.mibEach, 2, ' MiB')}, growth of the whole process; all let go after ${paused.letGoAfterSeconds ?? 'more than 60'} s.`,
    `- ${back.pages.toLocaleString('en')} pages after a server killed and away for ${back.serverAwaySeconds} s, by the citizen site's own rule: all back after ${verdict(back.allBackAfterSeconds, 30, ' s')}, half of them after ${back.halfBackAfterSeconds} s; at most ${back.mostTriesInASecond} tries and ${back.mostBackInASecond} come back in any one second (load ${back.load}).`,
  ].join('\n')
}

const template = readFileSync(new URL('./results.template.md', import.meta.url), 'utf8')
const filled = template
  .replace('{ratios}', ratios)
  .replace('{searches}', `${together('100k').toFixed(2)} at 100,000; older: ${together('older100k').toFixed(2)} and ${together('1m').toFixed(2)} at 1,000,000`)
  .replace('{details-100k}', details(runs['100k'][1]!))
  .replace('{details-1m}', details(runs['1m'][1]!))
  .replace('{all-roles}', details(recorded<Run>('run-100k-all-roles')))
  .replace('{open}', `\`\`\`json\n${JSON.stringify({ ...open, machine: undefined }, null, 1)}\n\`\`\``)
  .replace('{start}', `${idle.readyMs.opora} ms against ${idle.readyMs.reference} ms of the reference, ${idle.readyMs.difference} ms more (budget 1,500)`)
  .replace('{idle}', `${idle.idleMib.together} MiB: node ${idle.idleMib.node}, PostgreSQL with all its processes ${idle.idleMib.database} (budget 250)`)
  .replace('{chat}', chatSection())
  .replace('{notices}', noticesSection())
  .replace('{first}', first.views.map((view) => `\`${view.page}\` ${view.requests} requests, ${view.kib} KiB`).join('; '))
  .replace(
    '{machine}',
    Object.entries(runs['100k'][1]!.machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  )
writeFileSync(new URL('./RESULTS.md', import.meta.url), filled)
