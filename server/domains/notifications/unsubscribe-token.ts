import { type NoticeGroup, noticeGroups } from '#contract/notice-choices'
import type { Place, Vault } from '#platform/vault/index'

const place: Place = { table: 'notice', column: 'unsubscribe', id: 'link' }

/** Sealed, so that it says nothing about anybody and nobody can make one; it ends one kind of optional mail and opens nothing. It never runs out: neither do mails. */
export const unsubscribeToken = (vault: Vault, personId: string, group: NoticeGroup): string =>
  vault.sealService('link', place, `${personId} ${group}`).toString('base64url')

/** Null: not one of ours, or of a kind that there is no more. */
export function readUnsubscribeToken(vault: Vault, token: string): { personId: string; group: NoticeGroup } | null {
  let plain: string
  try {
    plain = vault.openService('link', place, Buffer.from(token, 'base64url'))
  } catch {
    return null
  }
  const [personId = '', kind] = plain.split(' ')
  const group = noticeGroups.find((one) => one === kind)
  return group ? { personId, group } : null
}
