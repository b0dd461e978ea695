import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Ctx } from '#platform/ctx'
import type { DataKey, Place } from '#platform/vault/index'
import type { Sent, SentMail } from './model.ts'

const place = (noticeId: string): Place => ({ table: 'notice', column: 'sealed', id: noticeId })

/** The text that is digested and kept. */
export const written = (message: Sent): string => JSON.stringify(message)

/** A window of the size of a letter: with the usual one most of the time goes into making it ready. */
const PACKING = { level: 3, memLevel: 5, windowBits: 13 }
/** Bytes; what is shorter would shrink by less than making ready costs. */
const SHORT = 1024
/** Deflated; a text message as one stored block (RFC 1951, 3.2.4), so that both are opened alike. */
function pack(plain: Buffer): Buffer {
  if (plain.length > SHORT) return deflateRawSync(plain, PACKING)
  const head = Buffer.alloc(5)
  head.writeUInt8(1)
  head.writeUInt16LE(plain.length, 1)
  head.writeUInt16LE(0xffff - plain.length, 3)
  return Buffer.concat([head, plain])
}

/** Sealed by the person's key; mail to staff and to somebody who registers by the service's. Packed first: letters are mostly frame, and shrink to a third. */
export function sealMail({ app: { vault } }: Ctx, key: DataKey | null, noticeId: string, mail: string): Buffer {
  const packed = pack(Buffer.from(mail))
  return key ? vault.seal(key, place(noticeId), packed) : vault.sealService('staff', place(noticeId), packed)
}

/** What was sent: a letter, unless the notice went by another channel. */
export function openSent<M extends Sent = SentMail>({ app: { vault } }: Ctx, key: DataKey | null, noticeId: string, sealed: Buffer): M {
  const plain = key ? vault.openBytes(key, place(noticeId), sealed) : vault.openServiceBytes('staff', place(noticeId), sealed)
  return JSON.parse(inflateRawSync(plain).toString('utf8')) as M
}
