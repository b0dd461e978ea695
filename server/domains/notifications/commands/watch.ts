import { CODES_LATE, MAIL_TROUBLE, NOTICES_LATE, noticeEvents, SMS_TROUBLE } from '#contract/notice-events'
import { staffWithRoles } from '#domains/staff/index'
import { change, type Tx } from '#platform/change'
import { type Ctx, systemCtx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import type { Part } from '#platform/shutdown'
import { watchRoles } from '../access.ts'
import { lateSince } from '../late-since.ts'
import { waitingByLane } from '../queries/waiting.ts'

/** Alarms about delivery; each makes an incident while it stands. */
export const watched = [MAIL_TROUBLE, SMS_TROUBLE, 'push.trouble', CODES_LATE, NOTICES_LATE] as const
const LATE = [CODES_LATE, NOTICES_LATE]
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
  for (const { name, value, at } of standing) if (!known.has(name)) await begin(ctx, name, String((value as { code?: string }).code ?? 'late'), at)
  const now = new Set<string>(standing.map(({ name }) => name))
  for (const incident of open) if (!now.has(incident.alarm)) await end(ctx, incident)
}

async function judgeLateness(ctx: Ctx): Promise<void> {
  const { store } = ctx.app
  const late = lateSince(await waitingByLane(store, ctx.now), ctx.now)
  for (const name of LATE) {
    const since = late.get(name)
    if (since)
      await store.db
        .insertInto('store_fact')
        .values({ name, value: JSON.stringify({ code: 'late' }), at: since })
        .onConflict((oc) => oc.column('name').doNothing())
        .execute()
    else await store.db.deleteFrom('store_fact').where('name', '=', name).execute()
  }
}

const begun: Statement = {
  name: 'incident-begun',
  text: `insert into delivery_incident (id, alarm, code, started_at) values ($1, $2, $3, $4)
    on conflict (alarm) where ended_at is null do nothing returning id`,
}
async function begin(ctx: Ctx, alarm: string, code: string, at: Date): Promise<void> {
  const told = await staffWithRoles(ctx, watchRoles)
  const id = uuidv7(ctx.now)
  await once(ctx, async (tx) => {
    const [mine] = await tx.run<{ id: string }>(begun, [id, alarm, code, at])
    if (!mine) return false
    tell(tx, told, 'delivery.trouble', { alarm, startedAt: at.toISOString() })
    tx.record('delivery.trouble-began', { object: id }, { alarm, code })
    return true
  })
}

/** Notices that could not go while it lasted: made before its end and not sent before its beginning. */
const ended: Statement = {
  name: 'incident-ended',
  text: `update delivery_incident set ended_at = greatest($2, started_at), touched = (
      select count(*) from notice where created_at between delivery_incident.started_at - interval '15 hours' and $2
        and ($3::text is null or channel = $3) and channel <> 'inapp' and state <> 'skipped' and (sent_at is null or sent_at >= delivery_incident.started_at))
    where id = $1 and ended_at is null returning id`,
}
async function end(ctx: Ctx, { id, alarm }: { id: string; alarm: string }): Promise<void> {
  const told = await staffWithRoles(ctx, watchRoles)
  await once(ctx, async (tx) => {
    const [mine] = await tx.run<{ id: string }>(ended, [id, ctx.now, channelOf(alarm)])
    if (!mine) return false
    tell(tx, told, 'delivery.healed', { alarm, resolvedAt: ctx.now.toISOString() })
    tx.record('delivery.trouble-ended', { object: id }, { alarm })
    return true
  })
}

/** Null for lateness: it is of all channels. */
export const channelOf = (alarm: string): 'email' | 'sms' | 'push' | null =>
  alarm === MAIL_TROUBLE ? 'email' : alarm === SMS_TROUBLE ? 'sms' : alarm === 'push.trouble' ? 'push' : null

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

function tell(tx: Tx, told: readonly string[], event: 'delivery.trouble' | 'delivery.healed', facts: Record<string, unknown>): void {
  for (const personId of told) tx.notify({ event, audience: 'staff', personId, channel: 'inapp', facts, lane: noticeEvents[event].lane })
}
