import type { NoticeGroup } from '#contract/notice-choices'
import { mailNoMore } from '#domains/citizens/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { readUnsubscribeToken } from '../unsubscribe-token.ts'

export function readUnsubscribe(ctx: Ctx, token: string): { group: NoticeGroup } {
  const read = readUnsubscribeToken(ctx.app.vault, token)
  if (!read) throw new Refusal('gone', 'unsubscribe.none')
  return { group: read.group }
}

/** No more optional mail of this kind to the account that the record is or belongs to, or to the guest. Twice is no harm, and neither is an erased person. */
export async function unsubscribe(ctx: Ctx, token: string): Promise<{ group: NoticeGroup }> {
  const read = readUnsubscribeToken(ctx.app.vault, token)
  if (!read) throw new Refusal('gone', 'unsubscribe.none')
  await change(ctx, async (tx) => {
    await noMoreMail(tx, read.personId, [read.group], ctx.now)
    tx.record('notice.unsubscribed', { subject: read.personId, object: read.personId }, { group: read.group })
  })
  return { group: read.group }
}

/** Of the account that the record is or belongs to, or of the guest. */
export async function noMoreMail(tx: Tx, personId: string, groups: readonly NoticeGroup[], now: Date): Promise<void> {
  const row = await tx.db.selectFrom('citizen').select(['id', 'belongs_to', 'wrapped_key']).where('id', '=', personId).forKeyShare().executeTakeFirst()
  if (row?.wrapped_key) await mailNoMore(tx, row.belongs_to ?? row.id, groups, now)
}
