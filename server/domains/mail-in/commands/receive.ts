import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { DataKey, randomBytes, sha256 } from '#platform/vault/index'
import { type Envelope, placeOfLetter } from '../model.ts'
import { sealRaw } from '../sealed-letter.ts'

/** The same letter was stored before. */
class Known extends Error {}

/**
 * Stores a letter whole and sealed. Once this has answered, the mail server may forget it; a letter handed over again, whatever headers were put
 * above it meanwhile, is the one that is there. Answers its id.
 * `tooLarge`: `raw` is the head alone, and a person decides.
 */
export async function receive(ctx: Ctx, source: 'lmtp' | 'imap', envelope: Envelope, raw: Buffer, tooLarge?: 'too-large'): Promise<string> {
  const mac = ctx.app.vault.mac('code', markOf(raw))
  const stored = () => ctx.app.store.db.selectFrom('mail_in').select('id').where('mac', '=', mac).executeTakeFirst()
  const known = await stored()
  if (known) return known.id
  const id = uuidv7(ctx.now)
  const fileKey = randomBytes(32)
  const key = new DataKey(fileKey)
  const kept = await sealRaw(ctx, key, id, raw)
  const row = {
    id,
    received_at: ctx.now,
    source,
    mac,
    state: tooLarge ? ('quarantine' as const) : ('received' as const),
    reason: tooLarge ?? null,
    next_at: ctx.now,
    bytes: raw.length,
    envelope: key.seal(placeOfLetter(id, 'envelope'), JSON.stringify(envelope)),
    raw: kept,
    file_key: ctx.app.vault.sealService('draft', placeOfLetter(id, 'file_key'), fileKey),
  }
  try {
    await change(ctx, async (tx) => {
      const made = await tx.db
        .insertInto('mail_in')
        .values(row)
        .onConflict((oc) => oc.column('mac').doNothing())
        .executeTakeFirst()
      if (made.numInsertedOrUpdatedRows === 0n) throw new Known()
      tx.record('mail.received', { object: id }, { source, bytes: raw.length })
    })
  } catch (error) {
    if (!(error instanceof Known)) throw error
    if (kept === null) await ctx.app.files.remove(id).catch(() => {})
    return (await stored())?.id ?? id
  }
  return id
}

/** Message-ID and content: headers that mail servers add on the way are left out, as they differ from try to try. */
function markOf(raw: Buffer): string {
  const end = endOfHeaders(raw)
  const head = raw.subarray(0, Math.min(end, 256 * 1024)).toString('latin1')
  const messageId = /^message-id:\s*(\S[^\r\n]*)/im.exec(head)?.[1]?.trim()
  // Without an id of its own a letter is told apart by all of it.
  return messageId && end < raw.length ? `mail ${messageId}\n${sha256(raw.subarray(end)).toString('hex')}` : `mail ${sha256(raw).toString('hex')}`
}

function endOfHeaders(raw: Buffer): number {
  const [crlf, lf] = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')]
  return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf : lf >= 0 ? lf : raw.length
}
