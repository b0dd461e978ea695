import { createServer } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Platform } from './platform.ts'

/** Prometheus metrics on an internal port of their own; labels are routes and states, never people. */
export function openMetrics(platform: () => Platform) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'opora_http_seconds',
    help: 'time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  const failures = new Counter({ name: 'opora_job_failures_total', help: 'jobs that threw', labelNames: ['job'], registers: [registry] })
  new Gauge({
    name: 'opora_live_sockets',
    help: 'open WebSockets',
    registers: [registry],
    collect() {
      this.set(platform().live.count())
    },
  })
  new Gauge({
    name: 'opora_notices',
    help: 'notices not yet sent and the age of the oldest in seconds',
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      const row = await platform()
        .store.db.selectFrom('notice')
        .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('created_at').as('oldest')])
        .where('state', 'in', ['queued', 'sending'])
        .executeTakeFirst()
        .catch(() => undefined)
      if (!row) return
      this.set({ what: 'waiting' }, Number(row.count))
      this.set({ what: 'oldest_seconds' }, row.oldest ? (Date.now() - row.oldest.getTime()) / 1000 : 0)
    },
  })
  new Gauge({
    name: 'opora_alarm',
    help: 'alarms that stand, 1 each: a gateway fails, notices are late, the budget of text messages is used up, few codes are entered',
    labelNames: ['name'],
    registers: [registry],
    async collect() {
      const rows = await alarmsOf(platform()).catch(() => [])
      this.reset()
      for (const { name } of rows) this.set({ name }, 1)
    },
  })
  return {
    jobFailed: (job: string) => failures.inc({ job }),
    watch: (app: FastifyInstance) =>
      app.addHook('onResponse', async (request, reply) =>
        seconds.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000),
      ),
    listen: (port: number) => {
      const server = createServer(async (request, response) => {
        if (request.url !== '/metrics') return response.writeHead(404).end()
        response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
      })
      server.on('error', () => {})
      server.listen(port, '127.0.0.1')
      return () => server.close()
    },
  }
}

/** Facts raised by the sender and the watch over text messages; one with an end is over after it. */
const alarmsOf = ({ store }: Platform): Promise<{ name: string }[]> =>
  store.run<{ name: string }>(
    {
      name: 'alarms',
      text: "select name from store_fact where name like '%.trouble' or name like '%.late' or name = 'sms.entered-low' or (name = 'sms.breaker' and (value->>'until')::timestamptz > $1)",
    },
    [new Date()],
  )
