import type { NoticesOfPerson } from '#domains/accounts/index'

/** More than this of one person is not told; the newest are. */
const most = 5000

/** What was sent to one person, by event and channel, the newest first: for the person's own export. Addresses and texts are not in it. */
export const noticesOfPerson: NoticesOfPerson = async ({ app }, personIds) => {
  const rows = await app.store.db
    .selectFrom('notice')
    .select(['created_at', 'sent_at', 'event', 'channel', 'state'])
    .where((eb) => eb('person_id', '=', eb.fn.any(eb.val([...personIds]))))
    .where('audience', '=', 'citizen')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ created_at, sent_at, event, channel, state }) => ({ at: (sent_at ?? created_at).toISOString(), event, channel, state }))
}
