import { sql } from 'kysely'
import type { Me } from '#contract/accounts'
import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { wantsDataCheck } from '../data-check.ts'
import { openProfile, shortName } from '../profile.ts'
import { channelsOffered, proofsOffered } from '../second-step.ts'
import { stateOf } from '../state-of.ts'
import { demandSession } from './session.ts'
import { waysIn } from './ways-in.ts'

/** What a page knows about the person in front of it. */
export async function meOf(ctx: Ctx, token: string | null): Promise<Me> {
  const session = await demandSession(ctx, token, ['enrol', 'full'])
  const { account } = ctx.app.config
  const row = await ctx.app.store.db
    .selectFrom('account')
    .innerJoin('citizen', 'citizen.id', 'account.citizen_id')
    .select(['number', 'profile', 'state', 'locked_until', 'failures_in_row', 'recovery_until', 'cooling_until', 'wrapped_key', 'lang'])
    .select(sql<boolean>`${sql.raw(wantsDataCheck)}`.as('checkData'))
    .where('account.citizen_id', '=', session.citizenId)
    .executeTakeFirst()
  if (!row || !session.provedAt) throw new Refusal('unauthenticated', 'session.none')
  const ways = await waysIn(ctx, session.citizenId)
  const key = keyOf(ctx, session.citizenId, row.wrapped_key)
  // This very request keeps the session awake.
  const idleUntil = new Date(Math.min(ctx.now.getTime() + account.idleMinutes * 60_000, session.endsAt.getTime()))
  const state = row.state as 'open' | 'restricted' | 'blocked' | 'deleted'
  return {
    number: String(row.number),
    shortName: row.profile ? shortName(openProfile(key, session.citizenId, row.profile)) : '',
    level: session.level === 'full' ? 'full' : 'enrol',
    state: stateOf({ ...row, state }, ctx.now, account.hardLimit),
    lang: row.lang === 'en' ? 'en' : 'ru',
    idleUntil: idleUntil.toISOString(),
    endsAt: session.endsAt.toISOString(),
    provedAt: session.provedAt.toISOString(),
    ways: proofsOffered(ways, ways.passwordHash !== null),
    channels: [...channelsOffered(ways)],
    checkData: row.checkData,
  }
}
