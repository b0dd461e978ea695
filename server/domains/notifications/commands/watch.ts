import { CODES_LATE, NOTICES_LATE, noticeEvents, troubleOf } from '#contract/notice-events'
import { staffWithRoles } from '#domains/staff/index'
import { endAlarm, raiseAlarm } from '#platform/alarms'
import { change, type Tx } from '#platform/change'
import { type Ctx, systemCtx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import type { Part } from '#platform/shutdown'
import { watchRoles } from '../access.ts'
import { lateSince } from '../late-since.ts'
import { waitingByLane } from '../queries/waiting.ts'
import { beginIncident } from './begin-incident.ts'

/** Alarms about delivery; each makes an incident while it stands. */
const LATE = [CODES_LATE, NOTICES_LATE]
const watched: readonly string[] = [...Object.values(troubleOf), ...LATE]
const EVERY_MS = 15_000

/** Looks every 15 seconds, so that an alarm is known well within two minutes (peers #15). Several processes may look: one of them tells. */
export function openWatch({ platform, clock, everyMs = EVERY_MS }: { platform: Platform; clock: () => Date; everyMs?: number }): Part {
  let running: Promise<void> | null = null
  const look = () => {
    running ??= watchDelivery(systemCtx(platform, clock(), 'watch'))
      .catch((error) => platform.log.warn({ part: 'mail', ...bare(error) }, 'delivery could not be watched'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(look, everyMs)
  look()
  return {
    name: 'watch over delivery',
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

/** Raises and takes back the alarms of lateness, and keeps an incident for each alarm that stands: begun, told, ended, told. */
export async function watchDelivery(ctx: Ctx): Promise<void> {
  await judgeLateness(ctx)
  const { db } = ctx.app.store
  const [standing, open] = await Promise.all([
    db.selectFrom('store_fact').select(['name', 'value', 'at']).where('name', 'in', watched).execute(),
    db.selectFrom('delivery_incident').select(['id', 'alarm', 'started_at']).where('ended_at', 'is', null).execute(),
  ])
  const known = new Set(open.map(({ alarm }) => alarm))
  for (const { name, value, at } of standing)
    if (!known.has(name)) await beginIncident(ctx.app.store, name, String((value as { code?: string }).code ?? 'late'), at)
  const now = new Set<string>(standing.map(({ name }) => name))
  for (const name of now) await tellOfBegin(ctx, name)
  for (const incident of open) if (!now.has(incident.alarm)) await end(ctx, incident)
}

async function judgeLateness(ctx: Ctx): Promise<void> {
  const { store } = ctx.app
  const late = lateSince(await waitingByLane(store, ctx.now), ctx.now)
  for (const name of LATE) {
    const since = late.get(name)
    if (since) await raiseAlarm(store.db, name, { code: 'late' }, since)
    else await endAlarm(store.db, name)
  }
}

const told: Statement = {
  name: 'incident-told',
  text: 'update delivery_incident set told_at = $2 where alarm = $1 and ended_at is null and told_at is null returning id, code, started_at',
}
/** What stands when somebody looks is told; a gateway that stumbles and goes on makes a row only. */
async function tellOfBegin(ctx: Ctx, alarm: string): Promise<void> {
  const people = await staffWithRoles(ctx, watchRoles)
  await once(ctx, async (tx) => {
    const [mine] = await tx.run<{ id: string; code: string; started_at: Date }>(told, [alarm, ctx.now])
    if (!mine) return false
    tell(tx, people, 'delivery.trouble', { alarm, startedAt: mine.started_at.toISOString() })
    tx.record('delivery.trouble-told', { object: mine.id }, { alarm, code: mine.code })
    return true
  })
}

/** Notices that could not go while it lasted: made before its end and not sent before its beginning. */
const ended: Statement = {
  name: 'incident-ended',
  text: `update delivery_incident set ended_at = greatest($2, started_at), touched = (
      select count(*) from notice where created_at between delivery_incident.started_at - interval '15 hours' and $2
        and ($3::text is null or channel = $3) and channel <> 'inapp' and state <> 'skipped' and (sent_at is null or sent_at >= delivery_incident.started_at))
    where id = $1 and ended_at is null returning id, told_at`,
}
async function end(ctx: Ctx, { id, alarm }: { id: string; alarm: string }): Promise<void> {
  const people = await staffWithRoles(ctx, watchRoles)
  await once(ctx, async (tx) => {
    const [mine] = await tx.run<{ id: string; told_at: Date | null }>(ended, [id, ctx.now, channelOf(alarm)])
    if (!mine) return false
    if (mine.told_at) tell(tx, people, 'delivery.healed', { alarm, resolvedAt: ctx.now.toISOString() })
    tx.record('delivery.trouble-ended', { object: id }, { alarm })
    return true
  })
}

/** Null for lateness: it is of all channels. */
const channelOf = (alarm: string): string | null => Object.entries(troubleOf).find(([, name]) => name === alarm)?.[0] ?? null

class Elsewhere extends Error {}
/** Another process was quicker: then nothing of this change stays. */
async function once(ctx: Ctx, work: (tx: Tx) => Promise<boolean>): Promise<void> {
  try {
    await change(ctx, async (tx) => {
      if (!(await work(tx))) throw new Elsewhere()
      return null
    })
  } catch (error) {
    if (!(error instanceof Elsewhere)) throw error
  }
}

function tell(tx: Tx, people: readonly string[], event: 'delivery.trouble' | 'delivery.healed', facts: Record<string, unknown>): void {
  for (const personId of people) tx.notify({ event, audience: 'staff', personId, channel: 'inapp', facts, lane: noticeEvents[event].lane })
}
