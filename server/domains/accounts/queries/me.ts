import type { Me } from '#contract/accounts'
import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import { wantsDataCheck } from '../data-check.ts'
import type { AccountFacts } from '../model.ts'
import { openProfile, shortName } from '../profile.ts'
import { channelsOffered, proofsOffered } from '../second-step.ts'
import { stateOf } from '../state-of.ts'
import { demandSession } from './session.ts'
import { waysIn } from './ways-in.ts'

type Row = AccountFacts & { number: number; profile: Buffer | null; wrapped_key: Buffer | null; lang: string; check_data: boolean }
const read: Statement = {
  name: 'account-me',
  text: `select account.number, account.profile, account.state, account.locked_until, account.failures_in_row, account.recovery_until, account.cooling_until,
      c.wrapped_key, c.lang, ${wantsDataCheck} as check_data
    from account join citizen c on c.id = account.citizen_id where account.citizen_id = $1`,
}

/** What a page knows about the person in front of it. */
export async function meOf(ctx: Ctx, token: string | null): Promise<Me> {
  const session = await demandSession(ctx, token, ['enrol', 'full'])
  const { account } = ctx.app.config
  const [row] = await ctx.app.store.run<Row>(read, [session.citizenId])
  if (!row || !session.provedAt) throw new Refusal('unauthenticated', 'session.none')
  const ways = await waysIn(ctx, session.citizenId)
  const key = keyOf(ctx, session.citizenId, row.wrapped_key)
  // This very request keeps the session awake.
  const idleUntil = new Date(Math.min(ctx.now.getTime() + account.idleMinutes * 60_000, session.endsAt.getTime()))
  return {
    number: String(row.number),
    shortName: row.profile ? shortName(openProfile(key, session.citizenId, row.profile)) : '',
    level: session.level === 'full' ? 'full' : 'enrol',
    state: stateOf(row, ctx.now, account.hardLimit),
    lang: row.lang === 'en' ? 'en' : 'ru',
    idleUntil: idleUntil.toISOString(),
    endsAt: session.endsAt.toISOString(),
    provedAt: session.provedAt.toISOString(),
    ways: proofsOffered(ways, ways.passwordHash !== null),
    channels: [...channelsOffered(ways)],
    checkData: row.check_data,
  }
}
