import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Ctx } from '#platform/ctx'
import type { DataKey, Place } from '#platform/vault/index'
import type { SentMail } from './model.ts'

const place = (noticeId: string): Place => ({ table: 'notice', column: 'sealed', id: noticeId })

/** The mail as it went out, packed: letters are mostly frame, packing makes them a third. */
export const packed = (mail: SentMail): Buffer => deflateRawSync(JSON.stringify(mail))

/** Sealed by the person's key; mail to staff by the service's. */
export const sealMail = ({ app: { vault } }: Ctx, key: DataKey | null, noticeId: string, plain: Buffer): Buffer =>
  key ? vault.seal(key, place(noticeId), plain) : vault.sealService('staff', place(noticeId), plain)

export function openMail({ app: { vault } }: Ctx, key: DataKey | null, noticeId: string, sealed: Buffer): SentMail {
  const plain = key ? vault.openBytes(key, place(noticeId), sealed) : vault.openServiceBytes('staff', place(noticeId), sealed)
  return JSON.parse(inflateRawSync(plain).toString('utf8')) as SentMail
}
