/** Reads the settings, starts the roles asked for, stops in order. `npm start` comes here. */

import { openMailIn } from '#domains/mail-in/index'
import { bounced, complained, mailTransport, openSender, openWatch, pushTransport, smsTransport, takeReceipt } from '#domains/notifications/index'
import { openDispatcher, wakesDispatcher } from '#domains/routing/index'
import { ConfigError, loadConfig, productionProblems } from '#platform/config'
import { systemCtx } from '#platform/ctx'
import { type Fanout, throughPostgres, withinProcess } from '#platform/fanout'
import { giveBackIn } from '#platform/give-back'
import { openJobs } from '#platform/jobs'
import { openLive } from '#platform/live'
import { bare, openLog } from '#platform/log'
import { openMetrics } from '#platform/metrics'
import { drainOnSignal, type Part } from '#platform/shutdown'
import { domainJobs, domainLive, identities, serviceApp } from './app.ts'
import { firstStart } from './first-start.ts'
import { isEmptyStore, openPlatform } from './open.ts'
import { makePartitions } from './partitions.ts'
import { people } from './people.ts'
import { keepKeysFresh, platformJobs } from './platform-jobs.ts'
import { ctxOfSocket, nameOfPerson, ownOrigin } from './sockets.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const clock = () => new Date()

async function start(): Promise<void> {
  const config = loadConfig()
  const log = openLog(config.process.logLevel)
  refuseSamples(productionProblems(config), config.start.production)
  const { platform, connection, ownerConnection, query, close, stopDatabase } = await openPlatform(config, { log, onProgress: say })
  const parts: Part[] = [
    { name: 'database connections', stop: close },
    { name: 'database', stop: stopDatabase },
  ]
  let closing = false
  const drain = drainOnSignal(parts, { drainSeconds: config.http.drainSeconds, log: (line) => log.info(line) })
  try {
    refuseSamples(productionProblems(config, platform.mode === 'demo' || (await isDemo(query))), config.start.production)
    await makePartitions(query, clock())
    parts.unshift(keepKeysFresh(platform))
    const metrics = openMetrics(() => platform)
    const roles = config.process.roles
    const jobs = openJobs({
      connection: ownerConnection,
      zone: config.agency.zone,
      ctx: (id) => systemCtx(platform, clock(), id),
      domains: [...domainJobs, platformJobs],
      onError: (error, job) => {
        metrics.jobFailed(job)
        log.error({ job, ...bare(error) }, 'a job failed')
      },
    })
    await jobs.start(roles.includes('worker'))
    parts.unshift({ name: 'jobs', stop: jobs.stop })
    platform.jobs = jobs
    const opening = await firstStart(platform, { empty: config.start.empty, isEmpty: await isEmptyStore(query), onProgress: say, now: clock() })
    if (roles.includes('worker')) {
      const sms = smsTransport(platform, (receipt) => takeReceipt(systemCtx(platform, clock(), 'receipt'), people, receipt))
      parts.unshift({ name: 'line to the operator', stop: async () => sms?.close() })
      const sender = openSender({
        platform,
        people,
        transport: mailTransport(platform),
        sms,
        push: pushTransport(platform, clock),
        clock,
      })
      sender.start()
      parts.unshift({ name: 'sender', stop: sender.stop })
      const letters = await openMailIn({ platform, clock, bounced: (ctx, bounce) => bounced(ctx, people, bounce), complained })
      parts.unshift({ name: 'mail in', stop: letters.stop })
      parts.unshift(openWatch({ platform, clock }))
      const dispatcher = openDispatcher({ platform, clock })
      dispatcher.start()
      parts.unshift({ name: 'dispatcher', stop: dispatcher.stop })
      platform.committed = (records, notices) => {
        if (notices) sender.poke()
        if (wakesDispatcher(records)) dispatcher.poke()
      }
    }
    const live = openLive({
      domains: domainLive,
      ctxOf: (request) => ctxOfSocket(platform, identities(platform), request, clock()),
      nameOf: nameOfPerson,
      ownOrigin: (request) => ownOrigin(platform, request),
    })
    const heard = (error: Error) => log.warn({ part: 'live', ...bare(error) }, 'the line between processes is renewed')
    const fanout: Fanout = config.process.liveFanout === 'postgres' ? await throughPostgres(connection, live.announce, heard) : withinProcess(live.announce)
    parts.unshift({ name: 'live line', stop: fanout.stop })
    const poke = platform.committed
    platform.committed = (records, notices) => {
      poke(records, notices)
      fanout.publish(records)
    }
    if (roles.includes('live') || roles.includes('http')) {
      platform.live = live
      const app = await serviceApp({ platform, clock, live, closing: () => closing, watch: metrics.watch })
      await app.listen({ port: config.http.port, host: config.http.host })
      parts.unshift({
        name: 'http',
        stop: async () => {
          closing = true
          live.close()
          await arrived()
          await app.close()
        },
      })
      const address = app.server.address()
      const port = typeof address === 'object' && address ? address.port : config.http.port
      log.info({ port, mode: platform.mode, roles: roles.join(','), seconds: Math.round(process.uptime() * 10) / 10 }, 'open for use')
      for (const line of opening(config.http.publicUrl.replace(/:0$/, `:${port}`))) say(line)
    }
    if (config.http.metricsPort) parts.unshift({ name: 'metrics', stop: async () => stopMetrics() })
    const stopMetrics = config.http.metricsPort ? metrics.listen(config.http.metricsPort) : () => {}
    giveBackIn()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    log.error(bare(error), 'the start failed')
    await drain('the start failed')
    process.exitCode = 1
  }
}

/** Requests that had reached this machine before the signal are read first: to node a connection with an unread one looks idle, and would be cut. */
async function arrived(): Promise<void> {
  // A new connection takes a turn to be accepted and one to be read; the first ends without looking at the network again.
  for (let turns = 0; turns < 4; turns++) await new Promise((done) => setImmediate(done))
}

const isDemo = async (query: (sql: string, values: unknown[]) => Promise<unknown[]>) =>
  (await query("select 1 from store_fact where name = 'demo'", [])).length > 0

function refuseSamples(problems: { setting: string; why: string }[], production: boolean): void {
  if (!production || problems.length === 0) return
  say(
    `A production start needs these settings first:\n${problems.map(({ setting, why }) => `  ${setting}: ${why}`).join('\n')}\nEvery setting and its meaning: docs/operating.md.`,
  )
  process.exit(1)
}

process.on('unhandledRejection', (error) => openLog('error').error(bare(error), 'a promise was left alone'))
await start().catch((error) => {
  say(error instanceof ConfigError || error instanceof Error ? error.message : String(error))
  process.exit(1)
})
