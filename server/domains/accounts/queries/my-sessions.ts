import type { Static } from 'typebox'
import type { SessionView } from '#contract/my-account'
import type { Ctx } from '#platform/ctx'
import { signedIn } from '../access.ts'
import { placeOfSession } from '../model.ts'
import { readAbout } from '../what-browser.ts'
import { waysIn } from './ways-in.ts'

type Shown = Static<typeof SessionView>

/** Where somebody is signed in with this account, this browser first, then the one seen last. */
export async function mySessions(ctx: Ctx): Promise<Shown[]> {
  const { id: citizenId, sessionId } = signedIn(ctx.actor)
  const idle = new Date(ctx.now.getTime() - ctx.app.config.account.idleMinutes * 60_000)
  const rows = await ctx.app.store.db
    .selectFrom('account_session')
    .select(['id', 'about', 'factor', 'created_at', 'seen_at'])
    .where('citizen_id', '=', citizenId)
    .where('ended_at', 'is', null)
    .where('level', '<>', 'half')
    .where('ends_at', '>', ctx.now)
    .where('seen_at', '>', idle)
    .orderBy('seen_at', 'desc')
    .execute()
  const { key } = await waysIn(ctx, citizenId)
  return rows
    .map((row) => ({
      id: row.id,
      here: row.id === sessionId,
      ...readAbout(ctx.app.vault.open(key, placeOfSession(row.id), row.about)),
      by: row.factor as Shown['by'],
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
    }))
    .sort((a, b) => Number(b.here) - Number(a.here))
}
