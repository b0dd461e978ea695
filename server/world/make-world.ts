import { whereOf } from '#domains/deadlines/index'
import { createStaff } from '#domains/staff/index'
import { systemCtx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import { uuidv7 } from '#platform/ids'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { domainJobs } from '../app.ts'
import { people } from '../people.ts'
import { type Case, casting } from './cast.ts'
import type { Person } from './citizens.ts'
import { settle, troubled } from './demo-citizens.ts'
import { workingMoments } from './moments.ts'
import { DEPTH, playList, type Step } from './play-list.ts'
import { openPlayer } from './player.ts'
import { demoPassword, demoSecret, demoStaff } from './staff.ts'
import { begin, demandEmpty, finish } from './state.ts'
import { playTalks } from './talks.ts'
import { seeded } from './words.ts'

export interface WorldSettings {
  now: Date
  onProgress?: (line: string) => void
  /** How many requests, about; at least one of each story is made. */
  size?: number
}
export interface World {
  requests: number
  /** Steps that were refused; none in a world that is in order. */
  refused: number
}

/**
 * Makes the demonstration in an empty store, through the commands that people use, with the clock set back: staff, requests of five weeks,
 * their conversations and mails. The mark that it is a demonstration is written last. Throws `WorldRefused` on a store in use.
 */
export async function makeWorld(platform: Platform, { now, onProgress = () => {}, size = 120 }: WorldSettings): Promise<World> {
  await demandEmpty(platform)
  await begin(platform, now)
  const random = seeded(2026)
  onProgress('Demo world: staff')
  const weeksAgo = new Date(now.getTime() - 45 * 86_400_000)
  await monthsSince(platform, weeksAgo)
  const staffIds = await hired(platform, weeksAgo)
  const accounts = new Map<Person, string>()
  const player = openPlayer(platform, { staffIds, people, random, accounts })
  for (const [person, id] of await settle(player, weeksAgo)) accounts.set(person, id)
  const where = await whereOf(systemCtx(platform, now, errorCode()))
  const cast = casting(random)
  const steps = [...playList({ now, where, random, size, cast: (pool, onSite) => cast(pool, () => uuidv7(now), onSite) }), ...rounds(now)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
  const filings = steps.filter((step) => step.files).length
  let [filed, refused] = [0, 0]
  const broken = new Set<Case>()
  for (const step of steps) {
    if (step.request && broken.has(step.request)) continue
    try {
      await (step.act ? step.act(player, step.request!, step.at) : sweep(platform, step.at))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // One story that does not work out must not keep the service from opening.
      refused++
      if (step.request) broken.add(step.request)
      platform.log.warn({ part: 'world', ...bare(error) }, 'a step of the demonstration was refused')
    }
    const posted = new Date(Math.min(step.at.getTime() + 60_000, now.getTime()))
    await player.post(posted)
    if (step.files && ++filed % 20 === 0) onProgress(`Demo world: ${filed} of ${filings} requests`)
  }
  await sweep(platform, now)
  const talks = await playTalks(player, workingMoments(where, now, DEPTH, random), now)
  await troubled(player, accounts, now)
  await player.post(now)
  await finish(platform, now, { madeAt: now.toISOString(), example: await exampleNumber(platform) })
  onProgress(`Demo world: ready, ${filed} requests and ${talks} chats`)
  return { requests: filed, refused }
}

/** The months that the requests lie in get their part of the journal before anything is written. */
async function monthsSince({ store }: Platform, from: Date): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10)
    await store.pool.query("select make_month_partition('journal', $1)", [month])
  }
}

async function hired(platform: Platform, at: Date): Promise<Map<string, string>> {
  const ctx = systemCtx(platform, at, errorCode())
  const made = await Promise.all(
    demoStaff.map(
      async (person) => [person.login, (await createStaff(ctx, { ...person, password: demoPassword, totpSecret: demoSecret(person.login) })).id] as const,
    ),
  )
  return new Map(made)
}

/** The clocks go round as they do while the service runs: reminders, late ones, answers that close by themselves. */
const clocks = domainJobs.flatMap(({ schedule = [] }) => schedule).filter(({ name }) => name.startsWith('tickets.'))
const sweep = async (platform: Platform, at: Date): Promise<void> => {
  for (const { run } of clocks) await run(systemCtx(platform, at, errorCode()))
}
const rounds = (now: Date): Step[] => Array.from({ length: 40 * 3 }, (_, index) => ({ at: new Date(now.getTime() - (index + 1) * 8 * 3_600_000) }))

/** A request that asks something of its citizen is the best to begin with. */
async function exampleNumber({ store: { db } }: Platform): Promise<string> {
  const row = await db
    .selectFrom('ticket')
    .select('number')
    .where('lang', '=', 'ru')
    .orderBy((eb) => eb.case().when('status', '=', 'waiting_citizen').then(0).else(1).end())
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return String(row.number)
}
