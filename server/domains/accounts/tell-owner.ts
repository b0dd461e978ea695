import { type NoticeEvent, noticeEvents, noticeSecretPlace } from '#contract/notice-events'
import { channelsFor, type QueuedChannel, type Reader } from '#domains/citizens/index'
import type { Notice, Tx } from '#platform/change'
import type { DataKey, Vault } from '#platform/vault/index'
import type { ContactKind } from './model.ts'

/** A contact that news of an account go to; the value itself is read when it is sent. */
export interface OwnerContact {
  id: string
  kind: ContactKind
}
/** Who is told: the contacts, what was chosen for whom there is an account, and whether a device has push on. */
export interface Owner {
  contacts: readonly OwnerContact[]
  matrix: Reader['matrix']
  hasPush: boolean
}

/** The ways an event goes to an owner: by the channels that are mandatory or chosen, one notice for each contact, and one for the account's own pages. */
export function waysOf(event: NoticeEvent, { contacts, matrix, hasPush }: Owner): { channel: QueuedChannel; contactId: string | null }[] {
  const of = (kind: ContactKind) => contacts.filter((contact) => contact.kind === kind)
  const reach = { email: of('email').length > 0, sms: of('phone').length > 0, push: hasPush }
  return channelsFor(event, { hasAccount: true, matrix, reach }).flatMap<{ channel: QueuedChannel; contactId: string | null }>((channel) => {
    if (channel !== 'email' && channel !== 'sms') return [{ channel, contactId: null }]
    return of(channel === 'sms' ? 'phone' : 'email').map(({ id }) => ({ channel, contactId: id }))
  })
}

/**
 * Queues what the owner of an account is told, to all contacts. Facts are ids (deviceId, sessionId, changeId), dates, numbers and codes of
 * terms; `secret` goes through `sealNoticeSecret`. Does the same work for every account, so that nothing can be told from the time it takes.
 */
export function tellOwner(
  tx: Pick<Tx, 'notify'>,
  event: NoticeEvent,
  citizenId: string,
  owner: Owner,
  facts: Record<string, unknown>,
  extra: Pick<Notice, 'secret' | 'expiresAt'> = {},
): void {
  for (const { channel, contactId } of waysOf(event, owner))
    tx.notify({
      event,
      audience: 'citizen',
      personId: citizenId,
      channel,
      facts: contactId ? { ...facts, contactId } : facts,
      lane: noticeEvents[event].lane,
      ...(contactId ? extra : {}),
    })
}

/**
 * A secret of the moment for one notice: `{ code }`, or `{ cancelToken }` for the link that stops something (PUBLIC_URL/cancel/TOKEN),
 * `{ linkToken }` for the one that goes on with a recovery (PUBLIC_URL/recovery/link/TOKEN).
 * Sealed by the person's key; by the service key of drafts for somebody who is registering and has none yet.
 */
export function sealNoticeSecret(
  vault: Vault,
  key: DataKey | null,
  personId: string,
  secret: { code: string } | { cancelToken: string } | { linkToken: string },
): Buffer {
  const place = noticeSecretPlace(personId)
  const plain = JSON.stringify(secret)
  return key ? key.seal(place, plain) : vault.sealService('draft', place, plain)
}
