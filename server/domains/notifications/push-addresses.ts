import type { Lang } from '#contract/common'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import type { People, PushAddress } from './model.ts'

interface Row {
  id: string
  citizen_id: string
  sealed: Buffer
  lang: Lang
}
// What was filed as a guest belongs to an account later: the browsers are the account's.
const living: Statement = {
  name: 'push-living',
  text: `select id, citizen_id, sealed, lang from push_subscription
    where citizen_id in (select $1::uuid union all select belongs_to from citizen where id = $1 and belongs_to is not null) and gone_at is null
    order by id`,
}

/** All browsers that a person is told by; null: none. */
export async function livingAddresses(ctx: Ctx, personId: string, people: Pick<People, 'keyOf'>): Promise<PushAddress[] | null> {
  const rows = await ctx.app.store.run<Row>(living, [personId])
  const owner = rows[0]?.citizen_id
  if (!owner) return null
  const key = await people.keyOf(ctx, owner, 'citizen')
  if (!key || key === 'erased') return null
  return rows.map(({ id, lang, sealed }) => ({
    id,
    lang,
    ...(JSON.parse(ctx.app.vault.open(key, { table: 'push_subscription', column: 'sealed', id }, sealed)) as Pick<PushAddress, 'endpoint' | 'p256dh' | 'auth'>),
  }))
}

/** A browser that the push service does not know any more is not called again. */
export const endAddress = ({ store }: Pick<Platform, 'store'>, id: string, now: Date): Promise<unknown> =>
  store.db.updateTable('push_subscription').set({ gone_at: now }).where('id', '=', id).where('gone_at', 'is', null).execute()

export const addressWorks = ({ store }: Pick<Platform, 'store'>, ids: readonly string[], now: Date): Promise<unknown> =>
  store.db
    .updateTable('push_subscription')
    .set({ last_ok_at: now })
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
