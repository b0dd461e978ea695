import { fullySignedIn } from '#domains/accounts/index'
import { recordsOf } from '#domains/citizens/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { unreadOfCitizen } from '../queries/citizen-notices.ts'

/** The owner of an account has seen the notices up to this one; what came later stays unread. */
export async function readCitizenNotices(ctx: Ctx, upTo: string): Promise<{ unread: number }> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const read = await tx.run<{ id: string }>(
      {
        name: 'notices-read',
        text: `update notice set read_at = $3 where person_id in (${recordsOf('$1')}) and id <= $2 and channel = 'inapp' and audience = 'citizen' and read_at is null
          returning id`,
      },
      [id, upTo, ctx.now],
    )
    tx.record('notice.read', { object: id }, { count: read.length })
    return null
  })
  return { unread: await unreadOfCitizen(ctx, id) }
}
