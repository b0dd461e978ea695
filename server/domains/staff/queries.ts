import { sql } from 'kysely'
import type { Lang } from '#contract/common'
import type { Employee, Me, Role, Team } from '#contract/staff'
import type { Ctx } from '#platform/ctx'
import { askedTogether } from '#platform/db/asked-together'
import type { Db, Statement, TxStore } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import { allow, Refusal } from '#platform/refusal'
import { sha256 } from '#platform/vault/index'
import { mayManageStaff } from './access.ts'
import { openEmail } from './email.ts'
import type { Colleague, Factor, Level, Session, StaffMember, StaffState } from './model.ts'
import { strongestRole } from './strongest-role.ts'

const place = (id: string) => ({ table: 'staff', column: 'name', id })
export const sealName = (app: Platform, id: string, name: string): Buffer => app.vault.sealService('staff', place(id), name)
const openName = (app: Platform, row: { id: string; name: Buffer }): string => app.vault.openService('staff', place(row.id), row.name)

const columns = ['id', 'login', 'name', 'roles', 'teams', 'lang', 'state'] as const
type Row = { id: string; login: string; name: Buffer; roles: string[]; teams: string[]; lang: string; state: string }
const memberOf = (app: Platform, row: Row): StaffMember => ({
  id: row.id,
  login: row.login,
  name: openName(app, row),
  roles: row.roles as Role[],
  teams: row.teams as Team[],
  lang: row.lang as Lang,
  state: row.state as StaffState,
})

/** Anyone who ever worked here, blocked ones included; null for an id that is no employee's. */
export async function staffById(ctx: Ctx, id: string): Promise<StaffMember | null> {
  const row = await ctx.app.store.db.selectFrom('staff').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? memberOf(ctx.app, row) : null
}

/** Names by id, blocked people's too: history goes on telling who did what. Unknown ids are absent. A name is asked again after a minute. */
export async function staffNames({ app }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  if (ids.length === 0) return names
  const known = namesInMemory(app)
  const asked = new Set<string>()
  for (const id of ids) {
    const name = known.get(id)
    if (name === undefined) asked.add(id)
    else names.set(id, name)
  }
  if (asked.size > 0)
    for (const row of await app.store.run<{ id: string; name: Buffer }>(namesById, [[...asked]])) {
      const name = openName(app, row)
      names.set(row.id, name)
      known.set(row.id, name)
    }
  return names
}
const NAMES_KEPT_MS = 60_000
const inMemory = new WeakMap<Platform['store'], { names: Map<string, string>; since: number }>()
function namesInMemory(app: Platform): Map<string, string> {
  let kept = inMemory.get(app.store)
  if (!kept || app.monotonicMs() - kept.since > NAMES_KEPT_MS) {
    kept = { names: new Map(), since: app.monotonicMs() }
    inMemory.set(app.store, kept)
  }
  return kept.names
}
const namesById: Statement = { name: 'staff-names', text: 'select id, name from staff where id = any($1::uuid[])' }

/** The capacity shown to citizens, by id: of history that does not say in which role somebody acted. */
export async function strongestRoles({ app }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await app.store.db
    .selectFrom('staff')
    .select(['id', 'roles'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...new Set(ids)]))))
    .execute()
  return new Map(rows.map(({ id, roles }) => [id, strongestRole(roles as Role[])]))
}

/** Who can be given work now: active employees, by name. */
export async function colleaguesOf(ctx: Ctx): Promise<Colleague[]> {
  const rows = await ctx.app.store.db.selectFrom('staff').select(columns).where('state', '=', 'active').execute()
  return rows
    .map((row) => memberOf(ctx.app, row))
    .map(({ id, name, roles, teams }) => ({ id, name, roles, teams }))
    .sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

/** Ids of the active supervisors of a team; where it has none, of all: what is late reaches somebody. */
export async function supervisorsOf(ctx: Ctx, team: string): Promise<string[]> {
  const rows = await ctx.app.store.db
    .selectFrom('staff')
    .select(['id', 'teams'])
    .where('state', '=', 'active')
    .where(sql<boolean>`'supervisor' = any(roles)`)
    .orderBy('id')
    .execute()
  const own = rows.filter((row) => row.teams.includes(team))
  return (own.length > 0 ? own : rows).map(({ id }) => id)
}

/** Ids of the active employees who have one of these roles. */
export async function staffWithRoles({ app }: Ctx, roles: readonly Role[]): Promise<string[]> {
  const rows = await app.store.db
    .selectFrom('staff')
    .select('id')
    .where('state', '=', 'active')
    .where(sql<boolean>`roles && ${[...roles]}::text[]`)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Where an employee who works here is written to, and in which language; null where no address is known. */
export async function staffEmail({ app }: Ctx, id: string): Promise<{ email: string; lang: Lang } | null> {
  const row = await app.store.db.selectFrom('staff').select(['id', 'email', 'lang']).where('id', '=', id).where('state', '=', 'active').executeTakeFirst()
  return row?.email ? { email: openEmail(app, row.id, row.email), lang: row.lang as Lang } : null
}

/** Whose address this is, by the form for comparing; null when it is no active employee's. */
export async function staffByEmail({ app }: Ctx, lookupKey: string): Promise<string | null> {
  const row = await app.store.db
    .selectFrom('staff')
    .select('id')
    .where('email_mac', 'in', app.vault.lookups('email', lookupKey))
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whom the bell may also be mailed to: an address is known, and the last mail was before `before`. `upTo`: what was mailed, or never has to be. */
export async function staffToMail({ app }: Ctx, before: Date): Promise<{ id: string; events: string[]; upTo: string }[]> {
  const rows = await app.store.db
    .selectFrom('staff')
    .select(['id', 'mail_events', 'mailed_upto'])
    .where('state', '=', 'active')
    .where('email', 'is not', null)
    .where((eb) => eb.or([eb('mailed_at', 'is', null), eb('mailed_at', '<=', before)]))
    .execute()
  return rows.map(({ id, mail_events, mailed_upto }) => ({ id, events: mail_events, upTo: mailed_upto! }))
}

/** Moves the mark on; false when somebody else has moved it since. */
export async function mailedUpTo({ db }: Pick<TxStore, 'db'>, id: string, from: string, to: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ mailed_upto: to, mailed_at: at })
    .where('id', '=', id)
    .where('mailed_upto', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** All accounts as the administrator's list shows them, by name. */
export async function listStaff(ctx: Ctx): Promise<Employee[]> {
  allow(mayManageStaff(ctx.actor))
  const list = await employees(ctx)
  return list.sort((a, b) => a.name.localeCompare(b.name, 'ru'))
}

/** One line of that list. Throws 'not-found' for an id that is no employee's. */
export async function employeeById(ctx: Ctx, id: string): Promise<Employee> {
  const [employee] = await employees(ctx, id)
  if (!employee) throw new Refusal('not-found', 'staff.none')
  return employee
}

async function employees(ctx: Ctx, id?: string): Promise<Employee[]> {
  const { db } = ctx.app.store
  const [rows, confirmed] = await Promise.all([
    db
      .selectFrom('staff')
      .select([...columns, 'last_seen_at'])
      .$if(id !== undefined, (q) => q.where('id', '=', id!))
      .execute(),
    db
      .selectFrom('staff_factor')
      .select(['staff_id', 'kind'])
      .distinct()
      .where('confirmed_at', 'is not', null)
      .$if(id !== undefined, (q) => q.where('staff_id', '=', id!))
      .execute(),
  ])
  return rows.map((row) => ({
    ...memberOf(ctx.app, row),
    factors: confirmed.filter((f) => f.staff_id === row.id).map((f) => f.kind as Factor),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }))
}

export async function factorsOf(db: Db, staffId: string): Promise<Factor[]> {
  const rows = await db
    .selectFrom('staff_factor')
    .select('kind')
    .distinct()
    .where('staff_id', '=', staffId)
    .where('confirmed_at', 'is not', null)
    .orderBy('kind', 'desc')
    .execute()
  return rows.map((row) => row.kind as Factor)
}

type SessionRow = { id: string; staff_id: string; level: Level; seen_at: Date; proved_at: Date | null; ends_at: Date; roles: Role[]; teams: Team[] }
const openSession = askedTogether<SessionRow>({
  name: 'staff-sessions',
  text: `select asked.nth::int, s.* from unnest($1::bytea[], $2::timestamptz[], $3::int[]) with ordinality as asked(hash, now, idle, nth)
    cross join lateral (
      select s.id, s.staff_id, s.level, s.seen_at, s.proved_at, s.ends_at, p.roles, p.teams
      from staff_session s join staff p on p.id = s.staff_id
      where s.token_hash = asked.hash and s.ended_at is null and s.ends_at > asked.now and s.seen_at > asked.now - make_interval(mins => asked.idle)
        and p.state = case s.level when 'enrol' then 'invited' else 'active' end limit 1) s`,
})
export interface OpenSession extends Session {
  roles: Role[]
  teams: Team[]
}

/** The session a token opens at `now`, with the rights its owner has at this moment; null when there is none, it ended, it idled out or the person was blocked. */
export async function sessionOf(app: Platform, token: string | null, now: Date): Promise<OpenSession | null> {
  if (token === null) return null
  const [row] = await openSession(app.store, [sha256(token), now, app.config.signIn.staffIdleMinutes])
  if (!row) return null
  return {
    id: row.id,
    staffId: row.staff_id,
    level: row.level,
    seenAt: row.seen_at,
    provedAt: row.proved_at,
    endsAt: row.ends_at,
    roles: row.roles,
    teams: row.teams,
  }
}

/** The session, when it is at one of these levels; else refused as no session at all. */
export async function demandSession(ctx: Ctx, token: string | null, levels: readonly Level[]): Promise<OpenSession> {
  const session = await sessionOf(ctx.app, token, ctx.now)
  if (!session || !levels.includes(session.level)) throw new Refusal('unauthenticated', 'session.none')
  return session
}

/** What the desk knows about the person in front of it. */
export async function meOf(ctx: Ctx, token: string | null): Promise<Me> {
  const session = await demandSession(ctx, token, ['full'])
  const person = await staffById(ctx, session.staffId)
  if (!person || !session.provedAt) throw new Refusal('unauthenticated', 'session.none')
  const { state: _, ...shown } = person
  const idleUntil = new Date(Math.min(session.seenAt.getTime() + ctx.app.config.signIn.staffIdleMinutes * 60_000, session.endsAt.getTime()))
  return { ...shown, idleUntil: idleUntil.toISOString(), endsAt: session.endsAt.toISOString(), provedAt: session.provedAt.toISOString() }
}
