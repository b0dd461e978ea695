import type { Presence } from '#contract/presence'
import type { Ctx } from '#platform/ctx'
import { taker, teamsServed } from '../access.ts'
import { MOST } from '../model.ts'

const look = {
  name: 'presence-look',
  text: `with mine as (
      insert into presence as p (staff_id, state, since, most, seen_at) values ($1::uuid, 'offline', $2::timestamptz, $3::smallint, $2)
      on conflict (staff_id) do update set seen_at = greatest(p.seen_at, $2) returning state, since, most)
    select state, since, most,
      (select count(*) from work where holder_id = $1 and state = 'taken') as talks,
      (select count(*) from work where state = 'queued' and ($4::text[] is null or team = any($4::text[]))) as waiting
    from mine`,
}

/** Whether work is offered to the asker. Asking is also a sign of an open desk. */
export async function presenceOf(ctx: Ctx): Promise<Presence> {
  const me = taker(ctx, 'chat')
  const [row] = await ctx.app.store.run<Omit<Presence, 'since'> & { since: Date }>(look, [me.id, ctx.now, MOST, teamsServed(me)])
  return { ...row!, since: row!.since.toISOString() }
}

/** What lies in the hands of an employee. */
export const heldBy = (ctx: Ctx, staffId: string): Promise<{ kind: string; id: string }[]> =>
  ctx.app.store.run({ name: 'routing-held', text: "select kind, id from work where holder_id = $1 and state = 'taken' order by taken_at, id" }, [staffId])
