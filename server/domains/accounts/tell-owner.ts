import { type NoticeEvent, noticeEvents, noticeSecretPlace } from '#contract/notice-events'
import type { Notice, Tx } from '#platform/change'
import type { DataKey, Vault } from '#platform/vault/index'
import type { ContactKind } from './model.ts'

/** A contact that news of an account go to; the value itself is read when it is sent. */
export interface OwnerContact {
  id: string
  kind: ContactKind
}
type Channel = 'sms' | 'email' | 'inapp'
type Rule = { channels: readonly string[]; optionalChannels: readonly string[] }

/**
 * The ways an event goes to these contacts: the channels of the matrix, one notice for each contact, and one for the account's own pages.
 * A channel that the matrix leaves to choice is used where no other reaches anybody: somebody with a telephone alone hears of a new device too.
 */
export function waysOf(event: NoticeEvent, contacts: readonly OwnerContact[]): { channel: Channel; contactId: string | null }[] {
  const { channels, optionalChannels }: Rule = noticeEvents[event]
  const by = (channel: Channel) => contacts.filter(({ kind }) => channel === (kind === 'phone' ? 'sms' : 'email')).map(({ id }) => ({ channel, contactId: id }))
  const first = (['sms', 'email'] as const).filter((channel) => channels.includes(channel)).flatMap(by)
  const away = first.length > 0 ? first : (['sms', 'email'] as const).filter((channel) => optionalChannels.includes(channel)).flatMap(by)
  return [...away, ...(channels.includes('inapp') ? [{ channel: 'inapp' as const, contactId: null }] : [])]
}

/**
 * Queues what the owner of an account is told, to all these contacts. Facts are ids (deviceId, sessionId, changeId), dates, numbers and codes of
 * terms; `secret` goes through `sealNoticeSecret`. Does the same work for every account, so that nothing can be told from the time it takes.
 */
export function tellOwner(
  tx: Pick<Tx, 'notify'>,
  event: NoticeEvent,
  citizenId: string,
  contacts: readonly OwnerContact[],
  facts: Record<string, unknown>,
  extra: Pick<Notice, 'secret' | 'expiresAt'> = {},
): void {
  for (const { channel, contactId } of waysOf(event, contacts))
    tx.notify({
      event,
      audience: 'citizen',
      personId: citizenId,
      channel,
      facts: contactId ? { ...facts, contactId } : facts,
      lane: noticeEvents[event].lane,
      ...(channel === 'inapp' ? {} : extra),
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
