import type { Ctx } from '#platform/ctx'
import { askedTogether } from '#platform/db/asked-together'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { sha256 } from '#platform/vault/index'
import type { Level, Session } from '../model.ts'

type Row = { id: string; citizen_id: string; device_id: string | null; level: Level; seen_at: Date; proved_at: Date | null; ends_at: Date }

/** A block, a restriction or an erased person ends what is open at the next request. */
const openSession = askedTogether<Row>({
  name: 'account-sessions',
  text: `select asked.nth::int, s.* from unnest($1::bytea[], $2::timestamptz[], $3::int[]) with ordinality as asked(hash, now, idle, nth)
    cross join lateral (
      select s.id, s.citizen_id, s.device_id, s.level, s.seen_at, s.proved_at, s.ends_at
      from account_session s join account a on a.citizen_id = s.citizen_id
      where s.token_hash = asked.hash and s.ended_at is null and s.ends_at > asked.now
        and s.seen_at > asked.now - make_interval(mins => asked.idle) and a.state = 'open' limit 1) s`,
})

/** The session a token opens at `now`; null when there is none, it ended or idled out, or the account is closed. */
export async function sessionOf(app: Platform, token: string | null, now: Date): Promise<Session | null> {
  if (token === null) return null
  const [row] = await openSession(app.store, [sha256(token), now, app.config.account.idleMinutes])
  if (!row) return null
  return {
    id: row.id,
    citizenId: row.citizen_id,
    deviceId: row.device_id,
    level: row.level,
    seenAt: row.seen_at,
    provedAt: row.proved_at,
    endsAt: row.ends_at,
  }
}

/** The session, when it is at one of these levels; else refused as no session at all. */
export async function demandSession(ctx: Ctx, token: string | null, levels: readonly Level[]): Promise<Session> {
  const session = await sessionOf(ctx.app, token, ctx.now)
  if (!session || !levels.includes(session.level)) throw new Refusal('unauthenticated', 'session.none')
  return session
}
