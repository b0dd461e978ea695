import type { Team } from '#contract/staff'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { testDatabase } from '#testing/database'
import { type AStaff, aStaff, as, ctxOf, fridayNoon, journalOf } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { dispatch } from '../commands/dispatch.ts'
import { type decline, deskSeen, enqueue, finish, presenceOf, setPresence, type take, type Work } from '../index.ts'
import { live } from '../live.ts'

/** Two operators of the first line, a supervisor of another team, and a clock that stands still until it is told. */
export async function aShift() {
  let now = fridayNoon
  let hour = 0
  let monotonic = 0
  const told: { room: string; what: string }[] = []
  const platform = await testPlatform(await testDatabase(), {
    parts: {
      committed: (records) => told.push(...records.flatMap((record) => live.toRooms?.[record.event]?.(record) ?? [])),
      monotonicMs: () => monotonic,
    },
  })
  const start = ctxOf(platform, fridayNoon)
  const ctx = (): Ctx => as(start, start.actor, now)
  const { db } = platform.store
  return {
    platform,
    ctx,
    told,
    now: () => now,
    anna: await aStaff(start, ['operator'], ['first_line']),
    boris: await aStaff(start, ['operator'], ['first_line']),
    lead: await aStaff(start, ['supervisor'], ['security']),
    someoneElse: () => aStaff(start, ['operator'], ['first_line']),
    /** An hour later than ever before nobody is there and nothing waits. */
    anew: async () => {
      now = new Date(fridayNoon.getTime() + ++hour * 3_600_000)
      monotonic += 100_000
      for (const table of ['work', 'work_stretch', 'presence'] as const) await db.deleteFrom(table).execute()
      told.length = 0
    },
    later: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    round: async () => {
      let all = 0
      for (let done = 1; done > 0; all += done) done = await dispatch(ctx(), true)
      return all
    },
    online: (who: AStaff, most?: number) => setPresence(who.at(now), 'online', most),
    queued: async (over: Partial<Work> & { team?: Team } = {}): Promise<string> => {
      const id = uuidv7(now)
      await change(ctx(), (tx) => enqueue(ctx(), tx, { kind: 'chat', id, team: 'first_line', lang: 'ru', priorityClass: 'standard', ...over }))
      return id
    },
    doing: (who: AStaff, act: typeof take | typeof decline, id: string) => change(who.at(now), (tx) => act(who.at(now), tx, 'chat', id)),
    ending: (id: string) => change(ctx(), (tx) => finish(ctx(), tx, 'chat', id, 'served')),
    offeredTo: async (id: string) => (await db.selectFrom('work').select('offered_to').where('id', '=', id).executeTakeFirstOrThrow()).offered_to,
    stateOf: async (who: AStaff) => (await presenceOf(who.at(now))).state,
    /** The heartbeat of an open desk. */
    seen: (who: AStaff) => {
      monotonic += 10_000
      return deskSeen(who.at(now), who.id)
    },
    row: (who: AStaff) => db.selectFrom('presence').select(['state', 'missed']).where('staff_id', '=', who.id).executeTakeFirstOrThrow(),
    journal: (id: string) => journalOf(start, id),
  }
}
