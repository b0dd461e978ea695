import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { mailGateway } from '../../server/domains/notifications/testing/mail-gateway.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { firstAdmin, invited, signIn } from '../helpers/staff.ts'
import { type Caught, checkNotices, checkStore, drained, readBack } from './settled.ts'
import { startTalks, type Talks } from './talks.ts'
import { startWorkload, type Workload } from './workload.ts'

export interface Profile {
  citizens: number
  staff: number
  /** Kills of the service; none begins after `seconds`, unless there were too few to show anything. */
  kills: number
  databaseKills: number
  seconds: number
  pace: number
  /** Leases of a dead sender end by themselves after a minute; the short profile does not wait for it. */
  waitForLeases: boolean
}
export interface Outcome {
  acknowledged: number
  /** Words in talks, among them of both sides. */
  said: number
  refused: number
  kills: number
  databaseKills: number
  doubles: number
  /** Milliseconds from a kill to "ready", the longest. */
  longestAbsence: number
  /** When each kill was, on the clock of `performance`. */
  killedAt: number[]
}

/** R1, R2, R3: people write while the service and its database are killed; then all they were told is held against the store. */
export async function underKills(profile: Profile): Promise<Outcome> {
  const gateway = await mailGateway()
  const caught: { id: string; at: number }[] = []
  gateway.dropAnswer = (id) => {
    caught.push({ id, at: performance.now() })
    return false
  }
  const server = await startServer({ env: { SMTP_URL: gateway.url } })
  let work: Workload | undefined
  let talks: Talks | undefined
  try {
    const admin = await firstAdmin(server)
    const staff = []
    for (let i = 0; i < profile.staff; i++) {
      const employee = await invited(admin, `desk${i}`, ['operator', 'technician'])
      staff.push({ ...employee, browser: await signIn(employee) })
    }
    work = startWorkload({ url: server.url, citizens: profile.citizens, staff, pace: profile.pace })
    // Two employees write with a citizen each, all the while.
    talks = startTalks({ url: server.url, staff: staff.slice(0, 2), pace: profile.pace })
    const counted = await killing(server, profile, work, talks)
    await Promise.all([work.finish(), talks.finish()])
    await talks.check(server)
    return { said: talks.acknowledged(), ...(await settled(server, caught, work, profile, counted)), ...counted }
  } catch (error) {
    throw Object.assign(error as Error, {
      serverSaid: server.output
        .split('\n')
        .filter((line) => line.includes('"level":"error"'))
        .slice(-12),
    })
  } finally {
    work?.abandon()
    talks?.abandon()
    await server.dispose()
    await gateway.close()
  }
}

type Counted = Pick<Outcome, 'kills' | 'databaseKills' | 'longestAbsence' | 'killedAt'>

async function killing(server: TestServer, { kills, databaseKills, seconds }: Profile, work: Workload, talks: Talks): Promise<Counted> {
  const counted: Counted = { kills: 0, databaseKills: 0, longestAbsence: 0, killedAt: [] }
  const began = performance.now()
  // The database's turns are spread over the row, so that both recoveries are met by a working crowd.
  const every = Math.max(1, Math.floor(kills / (databaseKills + 1)))
  const isTooFew = () => counted.kills < Math.min(2, kills) || counted.databaseKills < Math.min(1, databaseKills)
  while (counted.kills < kills && (performance.now() - began < seconds * 1000 || isTooFew())) {
    await pause(500 + Math.random() * 1500)
    await untilAtWork(work, talks)
    const killed = performance.now()
    counted.killedAt.push(killed)
    const isDatabase = counted.databaseKills < databaseKills && counted.kills >= every * (counted.databaseKills + 1)
    if (isDatabase) {
      server.killDatabase()
      counted.databaseKills++
      await untilReady(server, 20)
    } else {
      await server.kill()
      counted.kills++
      await server.start()
    }
    counted.longestAbsence = Math.max(counted.longestAbsence, performance.now() - killed)
  }
  return counted
}

/** A kill shows something only where people are being answered: on a slow machine that takes longer than the pause. */
async function untilAtWork(work: Workload, talks: Talks): Promise<void> {
  const [before, said] = [work.acknowledged(), talks.acknowledged()]
  const isAtWork = () => work.acknowledged() >= before + 5 && talks.acknowledged() > said
  for (const deadline = performance.now() + 20_000; !isAtWork() && performance.now() < deadline; ) await pause(20)
}

async function untilReady(server: TestServer, seconds: number): Promise<void> {
  // The first answer may still be from before the crash was noticed.
  await pause(100)
  for (const deadline = performance.now() + seconds * 1000; performance.now() < deadline; await pause(50)) {
    const answer = await fetch(`${server.url}/api/health/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) return
  }
  throw new Error(`not ready ${seconds} s after its database was killed`)
}

async function settled(
  server: TestServer,
  caught: readonly Caught[],
  work: Workload,
  profile: Profile,
  counted: Counted,
): Promise<Omit<Outcome, keyof Counted | 'said'>> {
  assert.deepEqual(work.surprises, [])
  await drained(server, profile.waitForLeases)
  await checkStore(server, work.kept)
  await readBack(work.kept)
  const doubles = await checkNotices(server, work.kept, caught, counted.killedAt)
  return { acknowledged: work.acknowledged(), refused: work.browsers.reduce((n, b) => n + b.refused, 0), doubles }
}
